import type { FunctionName } from "../functions/environment.ts";
import { type Permission, readsRows } from "./permissions.ts";
import type { TableId } from "./tables.ts";

/** Everything that is said about a state machine, once: the stack, the alarms and the tests read it. */
export interface MachineSpec {
  /** Path from the root of the repository. */
  readonly definition: string;
  /** What people cannot do while its executions fail; opens the text of its alarms. */
  readonly impact: string;
  /** Functions that its tasks invoke: the definition names each as `${<function>}`. */
  readonly functions: readonly FunctionName[];
  /** Tables that it reads itself, by the placeholder of the definition. */
  readonly tables: Readonly<Record<string, TableId>>;
  /** What its own role may do, beside invoking its functions. */
  readonly permissions: readonly Permission[];
}

export const MACHINES = {
  travaux: {
    definition: "statemachines/travaux/definition.asl.json",
    impact: "Dossiers of works contracts stay behind the acts of their actors: ops see them where they no longer are.",
    functions: ["Travaux"],
    tables: { TableFactures: "factures" },
    permissions: [readsRows("factures", "DOSSIER#*")],
  },
} as const satisfies Record<string, MachineSpec>;

export type MachineId = keyof typeof MACHINES;
