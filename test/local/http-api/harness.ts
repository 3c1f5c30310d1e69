/** An HTTP API on a free port, with functions that the test writes as plain callbacks. */
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";
import { createClock } from "#infra/local/clock/clock.ts";
import type { FunctionInvoker, InvokeResult } from "#infra/local/contracts.ts";
import type { LocalRoutes } from "#infra/local/http-api/local-routes.ts";
import { createHttpApi } from "#infra/local/http-api/server.ts";
import { contextIn, functionArn, resource, temporaryDirectory } from "#test/local/lambda/harness.ts";

/** What a function of the test does with its event: answers a value, or throws. */
export type Handler = (event: Record<string, unknown>) => unknown;

interface RouteSpec {
  readonly key: string;
  readonly handler?: Handler;
  /** Name of an authorizer that was declared. */
  readonly authorizer?: string;
  readonly integration?: Record<string, unknown>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const ok: Handler = () => ({ statusCode: 200 });

/** The ARN that API Gateway invokes a function by, as the CDK writes it. */
const invocationUri = (name: string): string =>
  `arn:aws:apigateway:eu-west-3:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

/** `node:http` rather than `fetch`, which chooses headers of its own and hides cookies. */
const send = (
  port: number,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
  body?: string | Buffer,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: "127.0.0.1", port, method, path, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

export const startApi = async (
  routes: readonly RouteSpec[],
  authorizers: Readonly<
    Record<string, { readonly handler: Handler; readonly properties?: Record<string, unknown> }>
  > = {},
  api: Record<string, unknown> = {},
  localRoutes?: LocalRoutes,
) => {
  const dataDir = temporaryDirectory();
  const clock = createClock(dataDir);
  const context = contextIn(dataDir, { clock });
  const functions = new Map<string, Handler>();
  const events: Record<string, unknown>[] = [];

  const invoker: FunctionInvoker = {
    invoke: async (arn, payload): Promise<InvokeResult> => {
      const event = JSON.parse(payload);
      events.push(event);
      try {
        return { payload: JSON.stringify(await functions.get(arn)?.(event)) ?? "null" };
      } catch (error) {
        return { payload: JSON.stringify({ errorMessage: (error as Error).message }), functionError: "Unhandled" };
      }
    },
  };

  const server = createHttpApi(context, invoker, localRoutes);
  const create = async (type: string, logicalId: string, properties: Record<string, unknown>) => {
    const provider = server.providers.find((candidate) => candidate.type === `AWS::ApiGatewayV2::${type}`);
    if (!provider) throw new Error(`No provider of ${type}`);
    return provider.create(resource(provider.type, logicalId, properties));
  };

  const { ref: ApiId, attributes } = await create("Api", "Api", { Name: "api", ProtocolType: "HTTP", ...api });
  const authorizerIds = new Map<string, string>();
  for (const [name, { handler, properties }] of Object.entries(authorizers)) {
    functions.set(functionArn(name), handler);
    const { ref } = await create("Authorizer", name, {
      ApiId,
      AuthorizerType: "REQUEST",
      AuthorizerPayloadFormatVersion: "2.0",
      EnableSimpleResponses: true,
      IdentitySource: ["$request.header.Authorization"],
      AuthorizerUri: invocationUri(name),
      ...properties,
    });
    authorizerIds.set(name, ref);
  }
  for (const [index, { key, handler = ok, authorizer, integration }] of routes.entries()) {
    const name = `function${index}`;
    functions.set(functionArn(name), handler);
    const { ref } = await create("Integration", `Integration${index}`, {
      ApiId,
      IntegrationType: "AWS_PROXY",
      IntegrationUri: index % 2 === 0 ? functionArn(name) : invocationUri(name),
      PayloadFormatVersion: "2.0",
      ...integration,
    });
    await create("Route", `Route${index}`, {
      ApiId,
      RouteKey: key,
      Target: `integrations/${ref}`,
      AuthorizationType: authorizer ? "CUSTOM" : "NONE",
      ...(authorizer && { AuthorizerId: authorizerIds.get(authorizer) }),
    });
  }
  await create("Stage", "Stage", { ApiId, StageName: "$default", AutoDeploy: true });

  const port = await server.listen(0);
  onTestFinished(async () => {
    await server.stop();
    clock.close();
  });
  return {
    apiId: ApiId,
    apiEndpoint: attributes["ApiEndpoint"],
    clock,
    port,
    /** All events that functions have received, authorizers included. */
    events,
    create,
    call: (method: string, path: string, headers?: OutgoingHttpHeaders, body?: string | Buffer) =>
      send(port, method, path, headers, body),
  };
};
