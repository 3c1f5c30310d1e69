/** API Gateway's HTTP API on one machine: finds the route, asks the authorizer, invokes the function. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FunctionInvoker, LocalContext, ResourceProvider } from "../contracts.ts";
import { createAuthorize } from "./authorizer.ts";
import { preflightAnswer, withCors } from "./cors.ts";
import { type EventSettings, integrationEvent } from "./event.ts";
import { answerOf, gatewayAnswer, type HttpAnswer, internalError } from "./http-answer.ts";
import { type HttpRequest, RequestRefused, readRequest } from "./http-request.ts";
import { isFromThisMachine, LOCAL_PREFIX, type LocalRoutes } from "./local-routes.ts";
import { type ApiModel, createApiResources, type Route } from "./resources.ts";
import { findRoute } from "./routes.ts";
import { withinTime } from "./time-limit.ts";

/** Above the quota of API Gateway, so that its refusal is ours to give and not the HTTP parser's. */
const PARSER_HEADER_LIMIT = 64 * 1024;

interface HttpApi {
  readonly providers: readonly ResourceProvider[];
  /** Listens on 127.0.0.1 and answers the port, which the system chooses when `port` is 0. */
  listen(port: number): Promise<number>;
  stop(): Promise<void>;
}

/** AWS, "Lambda quotas": one request to a function has 6 MB. Lambda refuses a larger one with 413, and so does the API. */
const MAX_EVENT = 6 * 1024 * 1024;

/** Nothing to do with the connection, which is ours. */
const OWN_HEADERS = new Set(["connection", "content-length", "date", "transfer-encoding"]);

/** Requests wait for `opened`: routes may still be in the making. */
export const createHttpApi = (
  context: LocalContext,
  invoker: FunctionInvoker,
  localRoutes?: LocalRoutes,
  opened: Promise<void> = Promise.resolve(),
): HttpApi => {
  const { clock, region, account, log } = context;
  const resources = createApiResources(context);
  const authorize = createAuthorize(clock, invoker);

  const integrate = async (
    { integration }: Route,
    request: HttpRequest,
    settings: EventSettings,
    authorizer?: object,
  ): Promise<HttpAnswer> => {
    const event = JSON.stringify(integrationEvent(request, settings, authorizer));
    if (Buffer.byteLength(event) > MAX_EVENT) return gatewayAnswer(413, "Request Entity Too Large");
    const result = await withinTime(invoker.invoke(integration.functionArn, event), integration.timeoutMs);
    return result ? answerOf(result) : gatewayAnswer(503, "Service Unavailable");
  };

  const answerRequest = async (model: ApiModel, request: HttpRequest, requestId: string): Promise<HttpAnswer> => {
    const found = findRoute(model.routes, request.method, request.encodedPath);
    if (!found) return gatewayAnswer(404, "Not Found");
    const { route, pathParameters } = found;
    const settings: EventSettings = {
      accountId: account,
      apiId: model.id,
      region,
      domainName: new URL(context.urls.api).host,
      routeKey: route.key,
      pathParameters,
      requestId,
      now: clock.now(),
    };
    if (!route.authorizer) return integrate(route, request, settings);
    const authorization = await authorize(route.authorizer, request, settings);
    return authorization.allowed ? integrate(route, request, settings, authorization.context) : authorization.answer;
  };

  const answerIncoming = async (incoming: IncomingMessage, requestId: string): Promise<HttpAnswer> => {
    const model = resources.model();
    const request = await readRequest(incoming, clock.now());
    const preflight = preflightAnswer(model.cors, request);
    if (preflight) return preflight;
    const answer = await answerRequest(model, request, requestId).catch((error: unknown) => {
      log(`api: ${request.method} ${request.path}: ${String(error)}`);
      return internalError();
    });
    return withCors(model.cors, request, answer);
  };

  const send = (response: ServerResponse, requestId: string, { status, headers, cookies, body }: HttpAnswer): void => {
    const kept = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
    response.writeHead(status, {
      ...Object.fromEntries(kept),
      ...(cookies.length > 0 && { "set-cookie": [...cookies] }),
      ...(status !== 204 && status !== 304 && { "content-length": Buffer.byteLength(body) }),
      // Clients correct their clock with it: it has to be the one that tokens and signatures are judged by.
      date: new Date(clock.now()).toUTCString(),
      "apigw-requestid": requestId,
    });
    response.end(body);
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    await opened;
    if (localRoutes && incoming.url?.startsWith(LOCAL_PREFIX) && isFromThisMachine(incoming)) {
      await localRoutes(incoming, response);
      return;
    }
    const requestId = randomUUID();
    const answer = await answerIncoming(incoming, requestId).catch((error: unknown) => {
      if (error instanceof RequestRefused) return gatewayAnswer(error.status, error.message);
      throw error;
    });
    send(response, requestId, answer);
  };

  const server = createServer({ maxHeaderSize: PARSER_HEADER_LIMIT }, (incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      log(`api: ${incoming.method} ${incoming.url}: ${String(error)}`);
      response.destroy();
    });
  });

  return {
    providers: resources.providers,
    listen: async (port) => {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
      const address: AddressInfo | string | null = server.address();
      if (address === null || typeof address === "string") throw new Error("The HTTP API has no port");
      return address.port;
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
