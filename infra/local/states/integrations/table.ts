/** What the `Resource` of a Task may name. Anything else is refused when the machine is created. */
import type { FunctionInvoker } from "../../contracts.ts";
import type { Calls } from "../calls.ts";
import type { Executions } from "../executions.ts";
import { awsSdk, sqsSendMessage } from "./aws-sdk.ts";
import type { Integration, Integrations } from "./integration.ts";
import { functionArn, lambdaInvoke } from "./lambda.ts";
import { startExecution } from "./start-execution.ts";

interface Callees {
  readonly invoker: FunctionInvoker;
  readonly calls: Calls;
  /** Asked when an execution is started by another one: the executions need the integrations first. */
  readonly executions: () => Executions;
}

interface Rule {
  readonly pattern: RegExp;
  readonly make: (callees: Callees, match: Readonly<Record<string, string>>) => Integration | undefined;
}

const suffixOf = ({ suffix }: Readonly<Record<string, string>>): "" | ".waitForTaskToken" =>
  suffix === ".waitForTaskToken" ? suffix : "";

const RULES: readonly Rule[] = [
  {
    pattern: /^arn:aws:states:::lambda:invoke(?<suffix>\.waitForTaskToken)?$/,
    make: ({ invoker }, match) => lambdaInvoke(invoker, suffixOf(match)),
  },
  {
    pattern: /^(?<arn>arn:aws:lambda:[^:]+:\d+:function:[\w-]+(:\$LATEST)?)$/,
    make: ({ invoker }, { arn = "" }) => functionArn(invoker, arn),
  },
  {
    pattern: /^arn:aws:states:::sqs:sendMessage(?<suffix>\.waitForTaskToken)?$/,
    make: ({ calls }, match) => sqsSendMessage(calls, suffixOf(match)),
  },
  {
    pattern: /^arn:aws:states:::states:startExecution(?<suffix>.*)$/,
    make: ({ executions }, { suffix = "" }) => startExecution(executions, suffix),
  },
  {
    pattern: /^arn:aws:states:::aws-sdk:(?<service>\w+):(?<action>\w+)(?<suffix>\.waitForTaskToken)?$/,
    make: ({ calls }, { service = "", action = "", suffix = "" }) => awsSdk(calls, service, action, suffix),
  },
];

export const createIntegrations =
  (callees: Callees): Integrations =>
  (resource) => {
    for (const { pattern, make } of RULES) {
      const match = pattern.exec(resource);
      if (match) return make(callees, match.groups ?? {});
    }
    return undefined;
  };
