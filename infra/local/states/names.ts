/** Names of machines and executions, and the ARNs made of them. */
import type { LocalContext } from "../contracts.ts";
import { invalidArn, invalidName } from "./errors.ts";

// "A name must not contain": white space, brackets, wildcards, special and control characters, surrogates (API
// reference, CreateStateMachine and StartExecution); 80 characters at most (developer guide, "General quotas").
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\uFFFE\uFFFF]{1,80}$/u;

/** Throws `InvalidName`. */
export const checkName = (name: string): void => {
  if (!NAME.test(name)) throw invalidName(name);
};

export interface Arns {
  machine(name: string): string;
  execution(machineArn: string, name: string): string;
  /** Throws `InvalidArn` for what is not the ARN of a machine without a qualifier. */
  checkMachine(arn: string): void;
  /** Throws `InvalidArn` for what is not the ARN of an execution. */
  checkExecution(arn: string): void;
}

export const createArns = ({ region, account }: Pick<LocalContext, "region" | "account">): Arns => {
  const prefix = `arn:aws:states:${region}:${account}`;
  const check = (kind: string, segments: number) => {
    const start = `${prefix}:${kind}:`;
    return (arn: string): void => {
      const names = arn.slice(start.length).split(":");
      if (!arn.startsWith(start) || names.length !== segments || !names.every((name) => NAME.test(name))) {
        throw invalidArn(arn);
      }
    };
  };

  return {
    machine: (name) => `${prefix}:stateMachine:${name}`,
    execution: (machineArn, name) => `${prefix}:execution:${machineArn.split(":").at(-1)}:${name}`,
    checkMachine: check("stateMachine", 1),
    checkExecution: check("execution", 2),
  };
};
