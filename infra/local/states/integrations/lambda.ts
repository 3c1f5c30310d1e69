/** Functions: `lambda:invoke`, and the older form in which the `Resource` is the function's ARN. */
import { z } from "zod";
import type { FunctionInvoker } from "../../contracts.ts";
import { AwsError } from "../../json-protocol.ts";
import type { Json } from "../language/contract.ts";
import { type Integration, TaskError } from "./integration.ts";
import { sdkMetadata } from "./metadata.ts";
import { checkedParameters } from "./parameters.ts";

const Invoke = z.strictObject({
  FunctionName: z.string(),
  Payload: z.json().default({}),
  InvocationType: z.literal("RequestResponse").optional(),
});

const ErrorObject = z.object({ errorType: z.string() });

/** The errors of Lambda itself, which no handler throws: out of memory, timed out, could not be loaded. */
const UNHANDLED = /^(Sandbox|Runtime|Function)\./;

/** "Unhandled errors in Lambda are reported as Lambda.Unknown" (developer guide, "Handling errors"). */
const functionError = (payload: string): TaskError => {
  const { data } = ErrorObject.safeParse(JSON.parse(payload));
  if (data && !UNHANDLED.test(data.errorType)) return new TaskError(data.errorType, payload);
  return new TaskError(
    "Lambda.Unknown",
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
  );
};

const exceptionName = (code: string): string => (code.endsWith("Exception") ? code : `${code}Exception`);

const run = async (invoker: FunctionInvoker, functionName: string, payload: Json): Promise<Json> => {
  const { payload: answer, functionError: failed } = await invoker
    .invoke(functionName, JSON.stringify(payload))
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      throw new TaskError(`Lambda.${exceptionName(error.code)}`, error.message);
    });
  if (failed !== undefined) throw functionError(answer);
  return JSON.parse(answer);
};

/** @param suffix As written after `lambda:invoke`. */
export const lambdaInvoke = (invoker: FunctionInvoker, suffix: "" | ".waitForTaskToken"): Integration => ({
  resourceType: "lambda",
  resource: `invoke${suffix}`,
  waitsForToken: suffix === ".waitForTaskToken",
  call: async ({ parameters }) => {
    const { FunctionName, Payload } = checkedParameters("lambda:invoke", Invoke, parameters);
    const answer = await run(invoker, FunctionName, Payload);
    return { ExecutedVersion: "$LATEST", Payload: answer, ...sdkMetadata(), StatusCode: 200 };
  },
});

export const functionArn = (invoker: FunctionInvoker, arn: string): Integration => ({
  resourceType: undefined,
  resource: arn,
  waitsForToken: false,
  call: ({ parameters }) => run(invoker, arn, parameters),
});
