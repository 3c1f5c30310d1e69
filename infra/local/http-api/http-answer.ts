/** What a client receives, from what a function returned. */
import { z } from "zod";
import type { InvokeResult } from "../contracts.ts";

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string | Buffer;
}

const ProxyResult = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An answer of the gateway itself, in its own form. */
export const gatewayAnswer = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json" },
  cookies: [],
  body: JSON.stringify({ message }),
});

export const internalError = (): HttpAnswer => gatewayAnswer(500, "Internal Server Error");

const hasStatusCode = (result: unknown): boolean =>
  typeof result === "object" && result !== null && "statusCode" in result;

/**
 * API Gateway developer guide, "Lambda function response for format 2.0": a result without `statusCode` is the body of
 * a 200 in JSON.
 */
const inferredAnswer = (result: unknown, payload: string): HttpAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  cookies: [],
  body: typeof result === "string" ? result : payload,
});

/** The answer to a function's result; a fault of the function or an unreadable result is a 500. */
export const answerOf = ({ payload, functionError }: InvokeResult): HttpAnswer => {
  if (functionError) return internalError();
  const result: unknown = JSON.parse(payload);
  if (!hasStatusCode(result)) return inferredAnswer(result, payload);
  const parsed = ProxyResult.safeParse(result);
  if (!parsed.success) return internalError();
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowerCase = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status: statusCode,
    headers: { "content-type": "text/plain;charset=UTF-8", ...Object.fromEntries(lowerCase) },
    cookies: cookies ?? [],
    body: isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? ""),
  };
};
