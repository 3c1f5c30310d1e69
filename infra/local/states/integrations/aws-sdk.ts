/** Actions of other services: `aws-sdk:<service>:<action>`, and those that Step Functions has a shorter form for. */
import type { Calls } from "../calls.ts";
import { ServiceError } from "../calls.ts";
import type { Json } from "../language/contract.ts";
import { type Integration, TaskError } from "./integration.ts";
import { sdkMetadata } from "./metadata.ts";

interface Service {
  /** How the names of its errors begin: the service as the SDK for Java names it. */
  readonly errors: string;
  readonly actions: readonly string[];
}

/** By the name in a `Resource`, which here is the signing name too. */
const SERVICES: Readonly<Record<string, Service>> = {
  dynamodb: {
    errors: "DynamoDb",
    actions: ["deleteItem", "getItem", "putItem", "query", "transactWriteItems", "updateItem"],
  },
  sqs: { errors: "Sqs", actions: ["sendMessage"] },
};

/** The SDK for Java ends the names of exceptions so, also where the API's own names do not. */
const exceptionName = (prefix: string, code: string): string =>
  `${prefix}.${code.endsWith("Exception") ? code : `${code}Exception`}`;

const call = async (
  calls: Calls,
  [service, action, errors]: readonly [string, string, string],
  parameters: Json,
): Promise<Json> => {
  try {
    return await calls(service, action, parameters);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new TaskError(exceptionName(errors, error.code), error.message);
  }
};

const waits = (suffix: string): boolean => suffix === ".waitForTaskToken";

/** Undefined for an action that this runtime does not call. */
export const awsSdk = (calls: Calls, service: string, action: string, suffix: string): Integration | undefined => {
  const known = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  if (!known?.actions.includes(action)) return undefined;
  return {
    resourceType: `aws-sdk:${service}`,
    resource: `${action}${suffix}`,
    waitsForToken: waits(suffix),
    call: ({ parameters }) => call(calls, [service, action, known.errors], parameters),
  };
};

/** "MessageBody" may be any JSON here: SQS gets its text. */
const withTextBody = (parameters: Json): Json => {
  if (typeof parameters !== "object" || parameters === null || !("MessageBody" in parameters)) return parameters;
  const body = parameters["MessageBody"];
  return { ...parameters, MessageBody: typeof body === "string" ? body : JSON.stringify(body) };
};

export const sqsSendMessage = (calls: Calls, suffix: "" | ".waitForTaskToken"): Integration => ({
  resourceType: "sqs",
  resource: `sendMessage${suffix}`,
  waitsForToken: waits(suffix),
  call: async ({ parameters }) => {
    const answer = await call(calls, ["sqs", "sendMessage", "SQS"], withTextBody(parameters));
    return typeof answer === "object" && !Array.isArray(answer) ? { ...answer, ...sdkMetadata() } : answer;
  },
});
