/**
 * Cross-origin requests, as the API's `CorsConfiguration` allows them.
 *
 * API Gateway developer guide, "Configure CORS for HTTP APIs": preflight requests are answered by the gateway, and its
 * headers replace those of the function.
 */
import { z } from "zod";
import type { HttpAnswer } from "./http-answer.ts";
import type { HttpRequest } from "./http-request.ts";

export const CorsConfiguration = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().int().optional(),
  AllowCredentials: z.boolean().default(false),
});

export type Cors = z.infer<typeof CorsConfiguration>;

const PREFIX = "access-control-";

/** `*` is all origins, `https://*` all those of a scheme. */
const allowedOrigin = ({ AllowOrigins }: Cors, origin: string): string | undefined => {
  if (AllowOrigins.includes("*")) return "*";
  const allowed = AllowOrigins.some(
    (one) => one === origin || (one.endsWith("://*") && origin.startsWith(one.slice(0, -1))),
  );
  return allowed ? origin : undefined;
};

const list = (name: string, values: readonly string[]): Record<string, string> =>
  values.length === 0 ? {} : { [PREFIX + name]: values.join(",") };

const originHeaders = (cors: Cors, request: HttpRequest): Record<string, string> | undefined => {
  const origin = request.headers["origin"];
  const allowed = origin === undefined ? undefined : allowedOrigin(cors, origin);
  if (allowed === undefined) return undefined;
  return {
    [`${PREFIX}allow-origin`]: allowed,
    ...(allowed === "*" ? {} : { vary: "Origin" }),
    ...(cors.AllowCredentials ? { [`${PREFIX}allow-credentials`]: "true" } : {}),
  };
};

const isPreflight = ({ method, headers }: HttpRequest): boolean =>
  method === "OPTIONS" && headers["origin"] !== undefined && `${PREFIX}request-method` in headers;

/** The answer to a preflight request; undefined for any other. An origin that is not allowed gets no header. */
export const preflightAnswer = (cors: Cors | undefined, request: HttpRequest): HttpAnswer | undefined => {
  if (!cors || !isPreflight(request)) return undefined;
  const origin = originHeaders(cors, request);
  const headers = origin && {
    ...origin,
    ...list("allow-methods", cors.AllowMethods),
    ...list("allow-headers", cors.AllowHeaders),
    ...(cors.MaxAge === undefined ? {} : { [`${PREFIX}max-age`]: String(cors.MaxAge) }),
  };
  return { status: 204, headers: headers ?? {}, cookies: [], body: "" };
};

/** The same answer, with the cross-origin headers of the gateway in the place of the function's. */
export const withCors = (cors: Cors | undefined, request: HttpRequest, answer: HttpAnswer): HttpAnswer => {
  if (!cors) return answer;
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith(PREFIX));
  const origin = originHeaders(cors, request);
  const added = origin && { ...origin, ...list("expose-headers", cors.ExposeHeaders) };
  return { ...answer, headers: { ...Object.fromEntries(own), ...added } };
};
