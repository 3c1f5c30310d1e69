/** `executions list` and `executions show`. */
import {
  type ExecutionDetail,
  FILTERED_STATUTS,
  lastChange,
  STATUTS_EXECUTION,
} from "#domain/exploitation/execution.ts";
import { visible } from "#domain/rapports/visible.ts";
import { type ExecutionFilter, makeListExecutions, type Position } from "#usecases/exploitation/list-executions.ts";
import { makeShowExecution } from "#usecases/exploitation/show-execution.ts";
import { Misuse } from "./misuse.ts";
import { executionText } from "./ops-execution-text.ts";
import { beside, shortInstant } from "./ops-instants.ts";
import { checkMachine, findOne } from "./ops-names.ts";
import type { OpsOptions } from "./ops-options.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { lazyDossiers } from "./ops-tables.ts";
import { blockedBy } from "./ops-travaux.ts";
import { columns, counted, fullName } from "./ops-words.ts";

const DEFAULT_LIMIT = 50;

/** What `--machine` says instead of a name. */
const ALL_MACHINES = "toutes";

export const filterOf = async ({ options, platform }: OpsOrder): Promise<ExecutionFilter> => {
  const { machine, statuts, erreur, structure, depuis, jusqua } = options;
  const named = machine === ALL_MACHINES ? undefined : machine;
  await checkMachine(named, platform);
  return {
    machines: named === undefined ? [] : [named],
    statuts,
    ...(erreur !== undefined && { erreur }),
    ...(structure && { structure }),
    ...(depuis !== undefined && { depuis }),
    ...(jusqua !== undefined && { jusqua }),
  };
};

const writeCursor = (position: Position): string => Buffer.from(JSON.stringify(position)).toString("base64url");

const isPosition = (value: unknown): value is Position =>
  typeof value === "object" &&
  value !== null &&
  "machine" in value &&
  typeof value.machine === "string" &&
  "statut" in value &&
  FILTERED_STATUTS.some((statut) => statut === value.statut) &&
  (!("suite" in value) || typeof value.suite === "string");

const readCursor = (text: string): Position => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (isPosition(value)) return value;
  } catch {
    // Said below.
  }
  throw new Misuse("--suite n'est pas ce qu'une liste a donné : recopiez-le en entier.");
};

/** What a program is given of an execution in a list. */
const listed = ({ entree: _entree, sortie: _sortie, cause: _cause, redrive, ...execution }: ExecutionDetail) => ({
  ...execution,
  reprisePossible: redrive.possible,
});

const rowOf = (execution: ExecutionDetail, now: Date): readonly string[] => [
  fullName(execution),
  STATUTS_EXECUTION[execution.statut],
  shortInstant(lastChange(execution)),
  beside(lastChange(execution), now),
  execution.reprises === 0 ? "" : `${execution.reprises} ×`,
  visible(execution.erreur ?? ""),
];

const HEAD = ["Exécution", "Statut", "Depuis le", "", "Reprise", "Erreur"];

/** The most frequent first: an incident is seen by its error. */
const errorsOf = (executions: readonly ExecutionDetail[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { erreur } of executions) {
    if (erreur !== undefined) counts.set(erreur, (counts.get(erreur) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([erreur, count]) => `  ${count} × ${visible(erreur)}`);
};

const goOn = (options: OpsOptions, cursor: string): string => {
  const { stade, ecrit } = options;
  const filters = Object.entries({ ...(stade !== "local" && { stade }), ...ecrit })
    .map(([name, value]) => ` --${name} ${value}`)
    .join("");
  return `La liste continue : npm run ops -- executions list${filters} --suite ${cursor}`;
};

/** Few matches of many are no empty platform. */
const looked = ({ structure }: ExecutionFilter, examinees: number): string =>
  structure === undefined ? "" : `, ${counted(examinees, "examinée", "examinées")}`;

export const listExecutions = async (order: OpsOrder): Promise<OpsOutcome> => {
  const { options, platform, now } = order;
  const filter = await filterOf(order);
  const from = options.suite === undefined ? undefined : readCursor(options.suite);
  const list = makeListExecutions({ ...platform, dossiers: lazyDossiers(order) });
  const { executions, examinees, suite } = await list(filter, options.limite ?? DEFAULT_LIMIT, from);
  const cursor = suite && writeCursor(suite);
  const instant = now();
  const table = executions.length === 0 ? [] : [columns([HEAD, ...executions.map((one) => rowOf(one, instant))]), ""];
  const text = [
    ...table,
    `${counted(executions.length, "exécution", "exécutions")} (${filter.statuts.join(", ")})${looked(filter, examinees)}${cursor === undefined ? "" : " jusqu'ici"}`,
    ...errorsOf(executions),
    ...(cursor === undefined ? [] : ["", goOn(options, cursor)]),
  ];
  return {
    text: text.join("\n"),
    json: { executions: executions.map(listed), examinees, ...(cursor !== undefined && { suite: cursor }) },
    ok: true,
  };
};

export const showExecution = async (order: OpsOrder): Promise<OpsOutcome> => {
  const { args, options, platform, now } = order;
  const [name = ""] = args;
  const execution = await findOne(order, name);
  const [report, bloque] = await Promise.all([makeShowExecution(platform)(execution), blockedBy(order, execution)]);
  const told = { ...report, ...(bloque !== undefined && { bloque }) };
  return { text: executionText(told, now(), options), json: told, ok: true };
};
