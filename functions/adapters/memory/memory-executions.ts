import {
  type Execution,
  type ExecutionDetail,
  type ExecutionEvent,
  type ExecutionId,
  lastChange,
  type Redrivability,
} from "#domain/exploitation/execution.ts";
import type { Executions } from "#ports/executions.ts";
import type { System } from "#ports/system.ts";

/** What the one task of a machine comes to. */
export type Attempt =
  | { readonly reussit: string }
  | { readonly echoue: string; readonly cause?: string }
  /** It waits for the answer to its token. */
  | { readonly attend: true };

/** A machine of one task: what comes of it, by its input and how often it was redriven. */
export type MemoryMachine = (entree: string, reprises: number) => Attempt;

/** The task's state. */
const ETAT = "Travailler";

interface Kept {
  detail: ExecutionDetail;
  events: readonly ExecutionEvent[];
}

/** Each event follows the one before. */
const follow = (
  events: readonly ExecutionEvent[],
  instant: string,
  ...added: readonly Partial<ExecutionEvent>[]
): readonly ExecutionEvent[] => [
  ...events,
  ...added.map((event, index) => ({
    type: "",
    details: {},
    ...event,
    id: events.length + index + 1,
    precedent: events.length + index,
    instant,
  })),
];

const SCHEDULED: readonly Partial<ExecutionEvent>[] = [
  { type: "TaskScheduled", ressource: "lambda:invoke.waitForTaskToken" },
  { type: "TaskStarted", ressource: "lambda:invoke.waitForTaskToken" },
];

const refusal = (statut: Execution["statut"]): Redrivability => ({
  possible: false,
  raison: `Execution is ${statut} and cannot be redriven`,
});

const attempted = (
  execution: ExecutionDetail,
  attempt: Attempt,
  events: readonly ExecutionEvent[],
  now: string,
): Kept => {
  const { fin: _fin, erreur: _erreur, cause: _cause, ...rest } = execution;
  if ("attend" in attempt) {
    const submitted = { type: "TaskSubmitted", ressource: "lambda:invoke.waitForTaskToken" };
    return {
      detail: { ...rest, statut: "RUNNING", redrive: refusal("RUNNING") },
      events: follow(events, now, ...SCHEDULED, submitted),
    };
  }
  if ("reussit" in attempt) {
    return {
      detail: { ...rest, statut: "SUCCEEDED", fin: now, sortie: attempt.reussit, redrive: refusal("SUCCEEDED") },
      events: follow(
        events,
        now,
        ...SCHEDULED,
        { type: "TaskSucceeded" },
        { type: "TaskStateExited", etat: ETAT },
        { type: "ExecutionSucceeded" },
      ),
    };
  }
  const why = { erreur: attempt.echoue, ...(attempt.cause !== undefined && { cause: attempt.cause }) };
  return {
    detail: { ...rest, statut: "FAILED", fin: now, redrive: { possible: true }, ...why },
    events: follow(events, now, ...SCHEDULED, { type: "TaskFailed", ...why }, { type: "ExecutionFailed", ...why }),
  };
};

/** @param machines by their names. An execution has done what it can as soon as it is started or redriven. */
export const memoryExecutions = (
  machines: Readonly<Record<string, MemoryMachine>>,
  { now }: Pick<System, "now">,
): Executions => {
  const kept = new Map<string, Kept>();
  const redriven = new Set<string>();
  const keyOf = ({ machine, nom }: ExecutionId): string => `${machine}/${nom}`;
  const machineOf = (name: string): MemoryMachine => {
    const machine = machines[name];
    if (!machine) throw new Error(`there is no state machine ${name}`);
    return machine;
  };
  const found = (id: ExecutionId): Kept => {
    const one = kept.get(keyOf(id));
    if (!one) throw new Error(`there is no execution ${keyOf(id)}`);
    return one;
  };

  return {
    machines: async () => Object.keys(machines).sort(),

    async page({ machine, statut, taille, suite = "0" }) {
      machineOf(machine);
      const all = [...kept.values()]
        .map(({ detail }) => detail)
        .filter((detail) => detail.machine === machine && detail.statut === statut)
        .sort((a, b) => lastChange(b).localeCompare(lastChange(a)));
      const end = Number(suite) + taille;
      return {
        executions: all.slice(Number(suite), end),
        ...(end < all.length && { suite: String(end) }),
      };
    },

    async find(id) {
      machineOf(id.machine);
      return kept.get(keyOf(id))?.detail;
    },

    history: async (id) => found(id).events,
    lastEvents: async (id, count) => found(id).events.slice(-count),

    async redrive(id, jeton) {
      const { detail, events } = found(id);
      if (redriven.has(jeton)) return { reprise: true };
      if (!detail.redrive.possible) return { reprise: false, raison: detail.redrive.raison };
      redriven.add(jeton);
      const instant = now().toISOString();
      const reprises = detail.reprises + 1;
      const again = { ...detail, reprises, derniereReprise: instant };
      const attempt = machineOf(id.machine)(detail.entree, reprises);
      kept.set(keyOf(id), attempted(again, attempt, follow(events, instant, { type: "ExecutionRedriven" }), instant));
      return { reprise: true };
    },

    async start(id, entree) {
      const machine = machineOf(id.machine);
      const before = kept.get(keyOf(id))?.detail;
      if (before) return before.statut === "RUNNING" && before.entree === entree;
      const instant = now().toISOString();
      const begun: ExecutionDetail = {
        ...{ machine: id.machine, nom: id.nom, entree, debut: instant, reprises: 0 },
        statut: "RUNNING",
        redrive: refusal("RUNNING"),
      };
      const events = follow([], instant, { type: "ExecutionStarted" }, { type: "TaskStateEntered", etat: ETAT });
      kept.set(keyOf(id), attempted(begun, machine(entree, 0), events, instant));
      return true;
    },
  };
};
