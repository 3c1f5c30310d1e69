/** Executions: started, read, listed, stopped, redriven. */
import { z } from "zod";
import type { JsonOperation } from "../../json-protocol.ts";
import { present } from "../engine/payload.ts";
import type { Description, Executions } from "../executions.ts";
import type { Machines } from "../machines.ts";
import type { Execution } from "../store/executions.ts";
import type { Stores } from "../store/stores.ts";
import { operation, optionalSeconds, seconds } from "./operation.ts";
import { Paging, pageOf, readToken } from "./paging.ts";

const IncludedData = z.literal("ALL_DATA", "only ALL_DATA is supported by the embedded runtime").optional();
const OneExecution = z.strictObject({ executionArn: z.string() });
const DescribeExecution = OneExecution.extend({ includedData: IncludedData });
const StartExecution = z.strictObject({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
  traceHeader: z.string().max(256).optional(),
});
const StopExecution = OneExecution.extend({
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});
const RedriveExecution = OneExecution.extend({ clientToken: z.string().min(1).max(64).optional() });
const ListExecutions = z.strictObject({
  stateMachineArn: z.string(),
  statusFilter: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]).optional(),
  ...Paging,
});
const Position = z.object({ at: z.number(), id: z.number() });

const INCLUDED = { included: true };

/** What a list says of it, and a description too. */
const summary = (execution: Execution) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machine,
  name: execution.name,
  status: execution.status,
  startDate: seconds(execution.startedAt),
  stopDate: optionalSeconds(execution.stoppedAt),
  redriveCount: execution.redriveCount,
  redriveDate: optionalSeconds(execution.redrivenAt),
});

const described = ({ execution, redrive }: Description): object =>
  present({
    ...summary(execution),
    input: execution.input,
    inputDetails: INCLUDED,
    output: execution.output,
    outputDetails: execution.output === undefined ? undefined : INCLUDED,
    traceHeader: execution.traceHeader,
    error: execution.error,
    cause: execution.cause,
    redriveStatus: redrive.status,
    redriveStatusReason: redrive.reason,
  });

const listed = (execution: Execution): object => present(summary(execution));

export const executionOperations = (
  executions: Executions,
  machines: Machines,
  stores: Stores,
): Readonly<Record<string, JsonOperation>> => ({
  StartExecution: operation("StartExecution", StartExecution, ({ stateMachineArn, name, input, traceHeader }) => {
    const { arn, startedAt } = executions.start({ machineArn: stateMachineArn, name, input, traceHeader });
    return { executionArn: arn, startDate: seconds(startedAt) };
  }),

  DescribeExecution: operation("DescribeExecution", DescribeExecution, ({ executionArn }) =>
    described(executions.describe(executionArn)),
  ),

  DescribeStateMachineForExecution: operation(
    "DescribeStateMachineForExecution",
    DescribeExecution,
    ({ executionArn }) => {
      const { machine, revision } = executions.find(executionArn);
      const { definition, roleArn, madeAt } = stores.machines.revision(revision);
      return {
        stateMachineArn: machine,
        name: machine.split(":").at(-1),
        definition,
        roleArn,
        updateDate: seconds(madeAt),
        revisionId: revision,
      };
    },
  ),

  ListExecutions: operation(
    "ListExecutions",
    ListExecutions,
    ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
      machines.find(stateMachineArn);
      const before = readToken(nextToken, Position);
      const query = { machine: stateMachineArn, status: statusFilter, before, limit: maxResults + 1 };
      const { rows, ...next } = pageOf(stores.executions.list(query), maxResults, ({ listedAt, id }) => ({
        at: listedAt,
        id,
      }));
      return { executions: rows.map(listed), ...next };
    },
  ),

  StopExecution: operation("StopExecution", StopExecution, ({ executionArn, error, cause }) => ({
    stopDate: seconds(executions.stop(executionArn, { error, cause })),
  })),

  RedriveExecution: operation("RedriveExecution", RedriveExecution, ({ executionArn, clientToken }) => ({
    redriveDate: seconds(executions.redrive(executionArn, clientToken)),
  })),
});
