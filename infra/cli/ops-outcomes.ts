/** What became of executions: waits for it, within bounds, and says it in one line each. */
import type { ExecutionId } from "#domain/exploitation/execution.ts";
import { visible } from "#domain/rapports/visible.ts";
import { makeFollowExecution, type Outcome } from "#usecases/exploitation/follow-execution.ts";
import type { OpsOrder } from "./ops-order.ts";
import { AWAITED_WORDS, columns, counted, fullName, inStates } from "./ops-words.ts";

/** What is said of one execution at the end of a command. */
export type Verdict =
  | Outcome
  /** A dry run: `--apply` would do it. */
  | { readonly etat: "A_REPRENDRE" | "A_REDEMARRER"; readonly raison: string }
  | { readonly etat: "SANS_OBJET" | "REFUSEE"; readonly raison: string };

export interface Told extends ExecutionId {
  readonly verdict: Verdict;
}

type Etat = Verdict["etat"];

/** Of one, and of several. */
const WORDS: Readonly<Record<Etat, readonly [one: string, several: string]>> = {
  REUSSIE: ["réussie", "réussies"],
  ATTEND: ["attend", "attendent"],
  EN_COURS: ["en cours", "en cours"],
  ECHOUEE: ["échouée à nouveau", "échouées à nouveau"],
  INCONNUE: ["introuvable", "introuvables"],
  A_REPRENDRE: ["à reprendre", "à reprendre"],
  A_REDEMARRER: ["à redémarrer", "à redémarrer"],
  SANS_OBJET: ["sans objet", "sans objet"],
  REFUSEE: ["refusée", "refusées"],
};

/** What leaves an operator with something to do. */
const UNWELL: ReadonlySet<Etat> = new Set(["ECHOUEE", "INCONNUE", "A_REDEMARRER", "REFUSEE"]);

export const isWell = ({ verdict }: Told): boolean => !UNWELL.has(verdict.etat);

const details = (verdict: Verdict): string => {
  switch (verdict.etat) {
    case "ATTEND":
      return `${AWAITED_WORDS[verdict.attend]}${inStates(verdict.etats)}`;
    case "EN_COURS":
      return inStates(verdict.etats).trim();
    case "ECHOUEE":
      return `${visible(verdict.echec.erreur ?? "sans erreur")}${inStates(verdict.etats)} : ${verdict.echec.phrase}`;
    case "REUSSIE":
    case "INCONNUE":
      return "";
    default:
      return visible(verdict.raison);
  }
};

export const toldLines = (told: readonly Told[]): string =>
  columns(told.map((one) => [WORDS[one.verdict.etat][0], fullName(one), details(one.verdict)]));

export const toldJson = (told: readonly Told[]): readonly object[] =>
  told.map(({ machine, nom, verdict }) => ({ machine, nom, ...verdict }));

/** « 97 réussies, 3 attendent »: how many of each, in the order of the table. */
export const tally = (told: readonly Told[]): string => {
  const counts = Object.entries(WORDS).flatMap(([etat, [one, several]]) => {
    const count = told.filter(({ verdict }) => verdict.etat === etat).length;
    return count === 0 ? [] : [counted(count, one, several)];
  });
  return counts.join(", ");
};

const POLL_MS = 500;

export interface Followed extends ExecutionId {
  /** How often it has been redriven by now. */
  readonly reprises: number;
}

/** Asks again and again until each has ended or waits, for `--attente` seconds at most. */
export const followAll = async (
  { platform, options, progress, pause, now }: OpsOrder,
  executions: readonly Followed[],
): Promise<readonly Told[]> => {
  const follow = makeFollowExecution(platform);
  const deadline = now().getTime() + options.attente * 1000;
  const outcomes = new Map<Followed, Outcome>();
  for (;;) {
    const pending = executions.filter((one) => (outcomes.get(one)?.etat ?? "EN_COURS") === "EN_COURS");
    for (const one of pending) {
      outcomes.set(one, await follow(one, one.reprises));
      progress.show(
        [...outcomes.values()].filter(({ etat }) => etat !== "EN_COURS").length,
        executions.length,
        "arrivées quelque part",
      );
    }
    const isOver = [...outcomes.values()].every(({ etat }) => etat !== "EN_COURS");
    if (isOver || now().getTime() >= deadline) break;
    await pause(POLL_MS);
  }
  progress.clear();
  return executions.map((one) => ({
    machine: one.machine,
    nom: one.nom,
    verdict: outcomes.get(one) ?? { etat: "INCONNUE" },
  }));
};
