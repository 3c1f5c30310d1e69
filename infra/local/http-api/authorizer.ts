/** Lambda authorizers with simple responses: who may call, remembered for a while by identity. */
import { z } from "zod";
import type { Clock, FunctionInvoker, Instant, InvokeResult } from "../contracts.ts";
import { authorizerEvent, type EventSettings } from "./event.ts";
import { gatewayAnswer, type HttpAnswer, internalError } from "./http-answer.ts";
import type { HttpRequest } from "./http-request.ts";
import { withinTime } from "./time-limit.ts";

/** API Gateway, "Quotas for configuring and running an HTTP API": an authorizer has ten seconds. */
const TIME_LIMIT_MS = 10_000;
/** Identities remembered before those that are out of date are swept out. */
const SWEEP_ABOVE = 1_000;

export interface Authorizer {
  readonly id: string;
  readonly functionArn: string;
  /** Headers, in lower case, that must be there and that make the identity. */
  readonly identityHeaders: readonly string[];
  /** How long an answer is remembered, on the shared clock; 0 for never. */
  readonly ttlSeconds: number;
}

export type Authorization =
  | { readonly allowed: true; readonly context: object }
  | { readonly allowed: false; readonly answer: HttpAnswer };

type Authorize = (authorizer: Authorizer, request: HttpRequest, settings: EventSettings) => Promise<Authorization>;

const SimpleResponse = z.object({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).nullish(),
});

const FunctionFault = z.object({ errorMessage: z.string() });

const refused = (answer: HttpAnswer): Authorization => ({ allowed: false, answer });
const unauthorized = (): Authorization => refused(gatewayAnswer(401, "Unauthorized"));

/** A function that throws `Unauthorized` asks for a 401; any other fault is the API's own. */
const ofFault = ({ payload }: InvokeResult): Authorization =>
  FunctionFault.safeParse(JSON.parse(payload)).data?.errorMessage === "Unauthorized"
    ? unauthorized()
    : refused(internalError());

const ofResponse = ({ payload }: InvokeResult): Authorization | undefined => {
  const response = SimpleResponse.safeParse(JSON.parse(payload));
  if (!response.success) return undefined;
  return response.data.isAuthorized
    ? { allowed: true, context: response.data.context ?? {} }
    : refused(gatewayAnswer(403, "Forbidden"));
};

export const createAuthorize = (clock: Clock, invoker: FunctionInvoker): Authorize => {
  const remembered = new Map<string, { readonly until: Instant; readonly authorization: Authorization }>();

  const remember = (key: string, until: Instant, authorization: Authorization): void => {
    if (remembered.size >= SWEEP_ABOVE) {
      for (const [old, { until: end }] of remembered) if (end <= clock.now()) remembered.delete(old);
    }
    remembered.set(key, { until, authorization });
  };

  const ask = async (authorizer: Authorizer, key: string, event: object): Promise<Authorization> => {
    const result = await withinTime(invoker.invoke(authorizer.functionArn, JSON.stringify(event)), TIME_LIMIT_MS);
    if (!result) return refused(internalError());
    if (result.functionError) return ofFault(result);
    const authorization = ofResponse(result);
    if (!authorization) return refused(internalError());
    if (authorizer.ttlSeconds > 0) remember(key, clock.now() + authorizer.ttlSeconds * 1_000, authorization);
    return authorization;
  };

  return async (authorizer, request, settings) => {
    const identity = authorizer.identityHeaders.map((name) => request.headers[name] ?? "");
    if (identity.includes("")) return unauthorized();
    const key = JSON.stringify([authorizer.id, ...identity]);
    const known = remembered.get(key);
    if (known && known.until > clock.now()) return known.authorization;
    return ask(authorizer, key, authorizerEvent(request, settings, identity));
  };
};
