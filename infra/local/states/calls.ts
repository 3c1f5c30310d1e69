/** Calls the services of the runtime as the SDK does: signed requests of the JSON protocol to its own endpoint. */
import { randomUUID } from "node:crypto";
import type { AwsRequest, LocalContext } from "../contracts.ts";
import { canonicalRequest, sha256Hex } from "../sigv4/canonical-request.ts";
import { ALGORITHM, amzDate, scopeOf, sign } from "../sigv4/credential.ts";
import type { Json } from "./language/contract.ts";

/** What a service answered instead of a result; `code` is the name of its exception. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Calls `action` (`getItem`) of `service`, its signing name. Members are those of the service's own API.
 * Rejects with a {@link ServiceError}.
 */
export type Calls = (service: string, action: string, input: Json) => Promise<Json>;

/** What stands before the operation in `X-Amz-Target`. */
const TARGETS: Readonly<Record<string, string>> = { dynamodb: "DynamoDB_20120810", sqs: "AmazonSQS" };

const pascalCase = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

const targetOf = (service: string, action: string): string => {
  const prefix = TARGETS[service];
  if (prefix === undefined) throw new Error(`nothing tells how ${service} is called`);
  return `${prefix}.${pascalCase(action)}`;
};

const signed = (
  { clock, credentials, region }: LocalContext,
  service: string,
  request: AwsRequest,
): Readonly<Record<string, string>> => {
  const date = amzDate(clock.now());
  const credential = { accessKeyId: credentials.accessKeyId, date: date.slice(0, 8), region, service };
  const headers = { ...request.headers, "x-amz-date": date };
  const names = Object.keys(headers).sort();
  const canonical = canonicalRequest({ ...request, headers }, service, names, sha256Hex(request.body));
  const text = [ALGORITHM, date, scopeOf(credential), sha256Hex(canonical)].join("\n");
  const signature = sign(credentials.secretAccessKey, credential, text);
  const authorization =
    `${ALGORITHM} Credential=${credential.accessKeyId}/${scopeOf(credential)}, ` +
    `SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...headers, authorization };
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const errorOf = (body: Readonly<Record<string, unknown>>, status: number): ServiceError => {
  const code = textOf(body["__type"]).split("#").at(-1);
  return new ServiceError(code || `Status${status}`, textOf(body["message"]) || textOf(body["Message"]));
};

export const createCalls =
  (context: LocalContext): Calls =>
  async (service, action, input) => {
    const url = new URL(`${context.urls.aws}/`);
    const body = Buffer.from(JSON.stringify(input));
    const request: AwsRequest = {
      method: "POST",
      url,
      headers: {
        "content-type": "application/x-amz-json-1.0",
        host: url.host,
        "x-amz-target": targetOf(service, action),
      },
      body,
      requestId: randomUUID(),
    };
    const { host: _, ...headers } = signed(context, service, request);
    const response = await fetch(url, { method: "POST", headers, body });
    const text = await response.text();
    const answer = text === "" ? {} : JSON.parse(text);
    if (!response.ok) throw errorOf(answer, response.status);
    return answer;
  };
