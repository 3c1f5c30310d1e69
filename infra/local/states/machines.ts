/** What is done to state machines, by callers of the API and by the template. */
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../contracts.ts";
import { atomically } from "../sqlite.ts";
import type { Definitions } from "./definitions.ts";
import {
  invalidDefinition,
  machineAlreadyExists,
  machineDeleting,
  machineDoesNotExist,
  missingRequiredParameter,
} from "./errors.ts";
import { DefinitionError } from "./language/contract.ts";
import { type Arns, checkName } from "./names.ts";
import type { MachineStore, StateMachine } from "./store/machines.ts";
import type { Stores } from "./store/stores.ts";

interface NewMachine {
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
}

/** All of these throw the errors that the API names. */
export interface Machines {
  find(arn: string): StateMachine;
  /** The same machine again is found; one of that name that differs is refused. */
  create(machine: NewMachine): StateMachine;
  /** Makes the machine what it is declared to be. */
  declare(machine: NewMachine): StateMachine;
  update(
    arn: string,
    changes: { readonly definition?: string | undefined; readonly roleArn?: string | undefined },
  ): StateMachine;
  delete(arn: string): void;
  list: MachineStore["list"];
  /** What is wrong with a definition. */
  problemsOf(definition: string): readonly string[];
}

interface MachineParts {
  readonly database: DatabaseSync;
  readonly stores: Stores;
  readonly definitions: Definitions;
  readonly clock: Clock;
  readonly arns: Arns;
}

export const createMachines = ({ database, stores, definitions, clock, arns }: MachineParts): Machines => {
  const { machines, executions } = stores;

  const problemsOf = (definition: string): readonly string[] => {
    try {
      definitions.check(definition);
      return [];
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      return error.problems;
    }
  };
  const checkDefinition = (definition: string): void => {
    const problems = problemsOf(definition);
    if (problems.length > 0) throw invalidDefinition(problems);
  };
  const find = (arn: string): StateMachine => {
    arns.checkMachine(arn);
    const machine = machines.find(arn);
    if (!machine) throw machineDoesNotExist(arn);
    return machine;
  };
  const insert = ({ name, definition, roleArn }: NewMachine): StateMachine =>
    atomically(database, () => machines.create(arns.machine(name), name, definition, roleArn, clock.now()));
  const revise = (arn: string, definition: string, roleArn: string): StateMachine =>
    atomically(database, () => machines.update(arn, definition, roleArn, clock.now()));

  return {
    find,
    problemsOf,
    list: machines.list,
    create: (machine) => {
      checkName(machine.name);
      checkDefinition(machine.definition);
      const existing = machines.find(arns.machine(machine.name));
      if (!existing) return insert(machine);
      if (existing.status === "DELETING") throw machineDeleting(existing.arn);
      // "If a following request has a different roleArn or tags, Step Functions will ignore these differences" (API
      // reference, CreateStateMachine).
      if (existing.definition !== machine.definition) throw machineAlreadyExists(existing.arn);
      return existing;
    },
    declare: (machine) => {
      checkName(machine.name);
      checkDefinition(machine.definition);
      const existing = machines.find(arns.machine(machine.name));
      return existing ? revise(existing.arn, machine.definition, machine.roleArn) : insert(machine);
    },
    update: (arn, { definition, roleArn }) => {
      const machine = find(arn);
      if (machine.status === "DELETING") throw machineDeleting(arn);
      if (definition === undefined && roleArn === undefined) {
        throw missingRequiredParameter(
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
        );
      }
      if (definition !== undefined) checkDefinition(definition);
      return revise(arn, definition ?? machine.definition, roleArn ?? machine.roleArn);
    },
    delete: (arn) => {
      arns.checkMachine(arn);
      const isIdle = executions.countRunning(arn) === 0;
      if (isIdle) machines.remove(arn);
      else machines.markDeleting(arn);
    },
  };
};
