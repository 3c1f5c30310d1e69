import type {
  Execution,
  ExecutionDetail,
  ExecutionEvent,
  ExecutionId,
  FilteredStatut,
} from "#domain/exploitation/execution.ts";

export interface ExecutionsQuery {
  readonly machine: string;
  readonly statut: FilteredStatut;
  /** At most so many in the page, 1,000 at most. */
  readonly taille: number;
  /** Where the page before ended. */
  readonly suite?: string;
}

export interface ExecutionsPage {
  readonly executions: readonly Execution[];
  /** Where the next page starts; absent after the last one. */
  readonly suite?: string;
}

export type RedriveOutcome = { readonly reprise: true } | { readonly reprise: false; readonly raison: string };

/** Executions of the platform's state machines, for those who operate it. */
export interface Executions {
  /** Names of the platform's machines, without the stage, in alphabetical order. */
  machines(): Promise<readonly string[]>;
  /** Latest change first. Throws when the machine is unknown; CURSEUR_INVALIDE when `suite` is not, or no longer, one of its own. */
  page(query: ExecutionsQuery): Promise<ExecutionsPage>;
  find(id: ExecutionId): Promise<ExecutionDetail | undefined>;
  /** Oldest first. */
  history(id: ExecutionId): Promise<readonly ExecutionEvent[]>;
  /** The last `count` events, 1,000 at most, oldest first. */
  lastEvents(id: ExecutionId, count: number): Promise<readonly ExecutionEvent[]>;
  /** The same `jeton` within a quarter of an hour is the same redrive. Throws when the execution is unknown. */
  redrive(id: ExecutionId, jeton: string): Promise<RedriveOutcome>;
  /** Starts it, or does nothing when its name is taken: false then, unless it runs with the same input. */
  start(id: ExecutionId, entree: string): Promise<boolean>;
}
