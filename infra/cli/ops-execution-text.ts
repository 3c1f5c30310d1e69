/** An execution in plain words: where it stands, why, since when, what can be done; then its history. */
import { cut } from "#domain/exploitation/cause.ts";
import { eventWords } from "#domain/exploitation/event-words.ts";
import { type ExecutionEvent, lastChange, STATUTS_EXECUTION } from "#domain/exploitation/execution.ts";
import { visible } from "#domain/rapports/visible.ts";
import { wrap } from "#domain/rapports/wrap.ts";
import type { ExecutionReport } from "#usecases/exploitation/show-execution.ts";
import { beside, durationWords, longInstant, shortInstant } from "./ops-instants.ts";
import type { OpsOptions } from "./ops-options.ts";
import { AWAITED_WORDS, columns, fullName, inStates, times } from "./ops-words.ts";

/** Characters of a payload that are shown unless all is asked for. */
const SHOWN_PAYLOAD = 160;

/** Characters of a line of prose. */
const WIDTH = 100;

interface Fact {
  readonly name: string;
  readonly lines: readonly string[];
}

const prose = (name: string, text: string | undefined): readonly Fact[] =>
  text === undefined ? [] : [{ name, lines: wrap(text, WIDTH) }];

/** What may be copied stays on its line. */
const verbatim = (name: string, text: string | undefined): readonly Fact[] =>
  text === undefined ? [] : [{ name, lines: [text] }];

const factRows = (facts: readonly Fact[]): string =>
  columns(facts.flatMap(({ name, lines }) => lines.map((line, index) => [index === 0 ? name : "", line])));

const commandFor = (remede: "redrive" | "restart", report: ExecutionReport, { stade }: OpsOptions): string =>
  `npm run ops -- executions ${remede} ${fullName(report.execution)}${stade === "local" ? "" : ` --stade ${stade}`} --apply`;

const remedyFacts = (report: ExecutionReport, options: OpsOptions): readonly Fact[] => {
  const { remede, raison } = report.verdict;
  if (remede === "aucun") return prose("Reprise", `inutile ou impossible : ${raison}`);
  const words = remede === "redrive" ? `possible : ${raison}` : `inutile : ${raison} ; redémarrez-la sous un autre nom`;
  return [...prose("Reprise", words), ...verbatim("", commandFor(remede, report, options))];
};

const failureFacts = ({ echec }: ExecutionReport): readonly Fact[] =>
  echec
    ? [
        ...prose("Pourquoi", `${visible(echec.erreur ?? "sans erreur")} : ${echec.phrase}`),
        ...prose("Cause", echec.cause === undefined ? undefined : visible(echec.cause)),
        ...prose("À faire", echec.correction),
      ]
    : [];

const payload = (text: string | undefined, complet: boolean): string | undefined =>
  text === undefined ? undefined : visible(complet ? text : cut(text, SHOWN_PAYLOAD));

const payloadsOf = (event: ExecutionEvent): readonly string[] =>
  Object.entries(event.details)
    .filter(([, value]) => typeof value === "string" || typeof value === "number")
    .map(([name, value]) => `${name} : ${visible(String(value))}`);

const eventRow = (event: ExecutionEvent, start: number, phrase: string): readonly string[] => [
  shortInstant(event.instant),
  `+ ${durationWords(Date.parse(event.instant) - start)}`,
  visible(phrase),
];

/** Everything, or what an operator reads first; the rest is counted. */
const timeline = (events: readonly ExecutionEvent[], complet: boolean): string => {
  const start = Date.parse(events[0]?.instant ?? "");
  const rows = events.flatMap((event) => {
    const words = eventWords(event);
    if (complet) {
      const lines = [eventRow(event, start, `${event.id}. ${words ?? event.type}`)];
      return [...lines, ...payloadsOf(event).map((text) => ["", "", `   ${text}`])];
    }
    return words === undefined ? [] : [eventRow(event, start, words)];
  });
  return columns(rows);
};

/** The report, and whom the execution keeps waiting, where that is known. */
export type ToldExecution = ExecutionReport & { readonly bloque?: string };

export const executionText = (report: ToldExecution, now: Date, options: OpsOptions): string => {
  const { execution, etats, attend, historique } = report;
  // What runs has stood still since its last event, if it waits.
  const since =
    execution.statut === "RUNNING" ? (historique.at(-1)?.instant ?? execution.debut) : lastChange(execution);
  const facts: readonly Fact[] = [
    ...verbatim("Où", `${STATUTS_EXECUTION[execution.statut]}${inStates(etats)}${times(execution)}`),
    ...verbatim("Attend", attend && AWAITED_WORDS[attend]),
    ...failureFacts(report),
    ...verbatim("Depuis", `${longInstant(since)} (${beside(since, now)})`),
    ...prose("Bloque", report.bloque),
    ...remedyFacts(report, options),
    ...verbatim("Entrée", payload(execution.entree, options.complet)),
    ...verbatim("Sortie", payload(execution.sortie, options.complet)),
  ];
  const cutNote = options.complet ? "" : "\n\nTout, avec les données de chaque ligne : --complet";
  return `${fullName(execution)}\n\n${factRows(facts)}\n\nHistorique\n\n${timeline(historique, options.complet)}${cutNote}`;
};
