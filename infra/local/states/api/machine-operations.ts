/** State machines: made, read, changed, deleted. */
import { z } from "zod";
import type { JsonOperation } from "../../json-protocol.ts";
import type { Machines } from "../machines.ts";
import type { StateMachine } from "../store/machines.ts";
import { operation, seconds } from "./operation.ts";
import { Paging, pageOf, readToken } from "./paging.ts";

const Standard = z.literal("STANDARD", "only STANDARD is supported by the embedded runtime").optional();
const OneMachine = z.strictObject({ stateMachineArn: z.string() });
const CreateStateMachine = z.strictObject({
  name: z.string(),
  definition: z.string(),
  roleArn: z.string(),
  type: Standard,
});
const UpdateStateMachine = OneMachine.extend({ definition: z.string().optional(), roleArn: z.string().optional() });
const ListStateMachines = z.strictObject(Paging);
const ValidateStateMachineDefinition = z.strictObject({ definition: z.string(), type: Standard });

const described = ({ arn, name, status, definition, roleArn, createdAt, revision }: StateMachine): object => ({
  stateMachineArn: arn,
  name,
  status,
  definition,
  roleArn,
  type: "STANDARD",
  creationDate: seconds(createdAt),
  revisionId: revision,
});

/** A problem as `parse` tells it, `CODE: what at /where`, taken apart. */
const diagnosticOf = (problem: string): object => {
  const [, code = "SCHEMA_VALIDATION_FAILED", message = problem, location] =
    /^([A-Z_]+): (.*?)(?: at (\/.*))?$/s.exec(problem) ?? [];
  return { severity: "ERROR", code, message, ...(location === undefined ? {} : { location }) };
};

export const machineOperations = (machines: Machines): Readonly<Record<string, JsonOperation>> => ({
  CreateStateMachine: operation("CreateStateMachine", CreateStateMachine, ({ name, definition, roleArn }) => {
    const { arn, createdAt } = machines.create({ name, definition, roleArn });
    return { stateMachineArn: arn, creationDate: seconds(createdAt) };
  }),

  DescribeStateMachine: operation("DescribeStateMachine", OneMachine, ({ stateMachineArn }) =>
    described(machines.find(stateMachineArn)),
  ),

  UpdateStateMachine: operation("UpdateStateMachine", UpdateStateMachine, ({ stateMachineArn, ...changes }) => {
    const { revision, updatedAt } = machines.update(stateMachineArn, changes);
    return { updateDate: seconds(updatedAt), revisionId: revision };
  }),

  DeleteStateMachine: operation("DeleteStateMachine", OneMachine, ({ stateMachineArn }) => {
    machines.delete(stateMachineArn);
    return {};
  }),

  ListStateMachines: operation("ListStateMachines", ListStateMachines, ({ maxResults, nextToken }) => {
    const after = readToken(nextToken, z.string()) ?? "";
    const { rows, ...next } = pageOf(machines.list(after, maxResults + 1), maxResults, ({ name }) => name);
    return {
      stateMachines: rows.map(({ arn, name, createdAt }) => ({
        stateMachineArn: arn,
        name,
        type: "STANDARD",
        creationDate: seconds(createdAt),
      })),
      ...next,
    };
  }),

  ValidateStateMachineDefinition: operation(
    "ValidateStateMachineDefinition",
    ValidateStateMachineDefinition,
    ({ definition }) => {
      const diagnostics = machines.problemsOf(definition).map(diagnosticOf);
      return { result: diagnostics.length === 0 ? "OK" : "FAIL", diagnostics, truncated: false };
    },
  ),
});
