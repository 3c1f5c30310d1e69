/** The AWS JSON protocol (1.0 and 1.1): `X-Amz-Target: Service.Operation`, a JSON body each way. */
import type { AwsRequest, AwsResponse } from "./contracts.ts";

/** An error that the SDK turns into the exception of that name. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

export type JsonOperation = (input: Record<string, unknown>, request: AwsRequest) => Promise<object> | object;

/** Answers 501 naming what is missing: the runtime never pretends. */
export const notSupported = (service: string, what: string): AwsError =>
  new AwsError(
    "NotImplemented",
    `${service}: ${what} is not supported by the embedded runtime (see infra/local/README.md, support table)`,
    501,
  );

const jsonAnswer = (request: AwsRequest, status: number, body: object): AwsResponse => ({
  status,
  headers: {
    "content-type": request.headers["content-type"] ?? "application/x-amz-json-1.0",
    "x-amzn-requestid": request.requestId,
  },
  body: JSON.stringify(body),
});

/** `handle` of a service that speaks the JSON protocol, from a table of its operations. */
export const jsonService =
  (service: string, operations: Readonly<Record<string, JsonOperation>>) =>
  async (request: AwsRequest): Promise<AwsResponse> => {
    try {
      const target = request.headers["x-amz-target"]?.split(".").pop() ?? "";
      const operation = Object.hasOwn(operations, target) ? operations[target] : undefined;
      if (!operation) throw notSupported(service, target || "a request without X-Amz-Target");
      const input =
        request.body.length === 0 ? {} : (JSON.parse(request.body.toString("utf8")) as Record<string, unknown>);
      return jsonAnswer(request, 200, await operation(input, request));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return jsonAnswer(request, error.status, { __type: error.code, message: error.message, ...error.extra });
    }
  };

/**
 * Refuses a request whose input has a member outside `known`, so that an option which has no effect here is never
 * taken silently for one that has.
 */
export const onlyKnown = (service: string, operation: string, input: object, known: readonly string[]): void => {
  const unknown = Object.keys(input).find((key) => !known.includes(key));
  if (unknown !== undefined) throw notSupported(service, `${operation} with ${unknown}`);
};
