/** The resources of `AWS::ApiGatewayV2` that the template declares, and the API that they make together. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { CreatedResource, LocalContext, LocalResource, ResourceProvider, Support } from "../contracts.ts";
import type { Authorizer } from "./authorizer.ts";
import { type Cors, CorsConfiguration } from "./cors.ts";
import { byPreference, type RouteKey, readRouteKey } from "./routes.ts";

export interface Integration {
  readonly functionArn: string;
  readonly timeoutMs: number;
}

export interface Route extends RouteKey {
  readonly integration: Integration;
  readonly authorizer: Authorizer | undefined;
}

export interface ApiModel {
  readonly id: string;
  readonly cors: Cors | undefined;
  /** In order of preference. */
  readonly routes: readonly Route[];
}

interface ApiResources {
  readonly providers: readonly ResourceProvider[];
  /** What is declared so far. */
  model(): ApiModel;
}

/** API Gateway, "Quotas for configuring and running an HTTP API": an integration has thirty seconds. */
const MAX_TIMEOUT_MS = 30_000;

const Api = z.object({ ProtocolType: z.literal("HTTP"), CorsConfiguration: CorsConfiguration.optional() });

const IntegrationProperties = z.object({
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.coerce.number().int().min(50).max(MAX_TIMEOUT_MS).default(MAX_TIMEOUT_MS),
});

const AuthorizerProperties = z.object({
  AuthorizerType: z.literal("REQUEST"),
  AuthorizerPayloadFormatVersion: z.literal("2.0"),
  EnableSimpleResponses: z.literal(true),
  AuthorizerUri: z.string(),
  AuthorizerResultTtlInSeconds: z.coerce.number().int().min(0).max(3_600).default(0),
  IdentitySource: z.array(z.string().regex(/^\$request\.header\.[A-Za-z0-9-]+$/)).default([]),
});

const RouteProperties = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(["NONE", "CUSTOM"]).default("NONE"),
  AuthorizerId: z.string().optional(),
});

const Stage = z.object({ StageName: z.literal("$default"), AutoDeploy: z.literal(true) });

const SUPPORT = {
  api: {
    ProtocolType: "honoured",
    CorsConfiguration: "honoured",
    Description: "accepted",
    DisableExecuteApiEndpoint: "accepted",
    IpAddressType: "accepted",
    Name: "accepted",
    Tags: "accepted",
  },
  integration: {
    ApiId: "honoured",
    IntegrationType: "honoured",
    IntegrationUri: "honoured",
    PayloadFormatVersion: "honoured",
    TimeoutInMillis: "honoured",
    ConnectionType: "accepted",
    Description: "accepted",
    IntegrationMethod: "accepted",
  },
  authorizer: {
    ApiId: "honoured",
    AuthorizerType: "honoured",
    AuthorizerPayloadFormatVersion: "honoured",
    AuthorizerResultTtlInSeconds: "honoured",
    AuthorizerUri: "honoured",
    EnableSimpleResponses: "honoured",
    IdentitySource: "honoured",
    Name: "accepted",
  },
  route: {
    ApiId: "honoured",
    AuthorizationType: "honoured",
    AuthorizerId: "honoured",
    RouteKey: "honoured",
    Target: "honoured",
    OperationName: "accepted",
  },
  stage: {
    ApiId: "honoured",
    AutoDeploy: "honoured",
    StageName: "honoured",
    AccessLogSettings: "accepted",
    DefaultRouteSettings: "accepted",
    Description: "accepted",
    RouteSettings: "accepted",
    Tags: "accepted",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Support>>>>;

/** Ten characters, as API Gateway makes them, and the same at every start. */
const idOf = ({ stack, logicalId }: LocalResource): string =>
  createHash("sha256").update(`${stack}/${logicalId}`).digest("hex").slice(0, 10);

/** From the ARN of a function, or from the ARN of API Gateway's path that invokes it. */
const functionArnOf = (uri: string): string => {
  const arn =
    /^(?:arn:aws:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/)?(?<arn>arn:aws:lambda:[^/]+)(?:\/invocations)?$/;
  const found = arn.exec(uri)?.groups?.["arn"];
  if (!found) throw new Error(`The integration '${uri}' is not a Lambda function`);
  return found;
};

const declaredIn = <T>(known: ReadonlyMap<string, T>, id: string, what: string): T => {
  const found = known.get(id);
  if (!found) throw new Error(`The HTTP API has no ${what} '${id}'`);
  return found;
};

export const createApiResources = (context: LocalContext): ApiResources => {
  const apis = new Map<string, Cors | undefined>();
  const integrations = new Map<string, Integration>();
  const authorizers = new Map<string, Authorizer>();
  const routes = new Map<string, Route>();
  let byRank: readonly Route[] = [];

  const createApi = (resource: LocalResource): CreatedResource => {
    const id = idOf(resource);
    apis.set(id, Api.parse(resource.properties).CorsConfiguration);
    if (apis.size > 1) throw new Error("The embedded runtime serves one HTTP API");
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: context.urls.api } };
  };

  const createIntegration = (resource: LocalResource): CreatedResource => {
    const properties = IntegrationProperties.parse(resource.properties);
    const id = idOf(resource);
    integrations.set(id, {
      functionArn: functionArnOf(properties.IntegrationUri),
      timeoutMs: properties.TimeoutInMillis,
    });
    return { ref: id, attributes: { IntegrationId: id } };
  };

  const createAuthorizer = (resource: LocalResource): CreatedResource => {
    const properties = AuthorizerProperties.parse(resource.properties);
    const id = idOf(resource);
    authorizers.set(id, {
      id,
      functionArn: functionArnOf(properties.AuthorizerUri),
      identityHeaders: properties.IdentitySource.map((source) => source.replace("$request.header.", "").toLowerCase()),
      ttlSeconds: properties.AuthorizerResultTtlInSeconds,
    });
    return { ref: id, attributes: { AuthorizerId: id } };
  };

  const createRoute = (resource: LocalResource): CreatedResource => {
    const { RouteKey, Target, AuthorizationType, AuthorizerId } = RouteProperties.parse(resource.properties);
    const id = idOf(resource);
    routes.set(id, {
      ...readRouteKey(RouteKey),
      integration: declaredIn(integrations, Target.replace("integrations/", ""), "integration"),
      authorizer:
        AuthorizationType === "CUSTOM" ? declaredIn(authorizers, AuthorizerId ?? "", "authorizer") : undefined,
    });
    byRank = [...routes.values()].sort(byPreference);
    return { ref: id, attributes: { RouteId: id } };
  };

  const createStage = (resource: LocalResource): CreatedResource => ({
    ref: Stage.parse(resource.properties).StageName,
    attributes: {},
  });

  const provider = (
    type: string,
    properties: Readonly<Record<string, Support>>,
    create: (resource: LocalResource) => CreatedResource,
  ): ResourceProvider => ({
    type: `AWS::ApiGatewayV2::${type}`,
    properties,
    create: async (resource) => create(resource),
  });

  return {
    providers: [
      provider("Api", SUPPORT.api, createApi),
      provider("Integration", SUPPORT.integration, createIntegration),
      provider("Authorizer", SUPPORT.authorizer, createAuthorizer),
      provider("Route", SUPPORT.route, createRoute),
      provider("Stage", SUPPORT.stage, createStage),
    ],
    model: () => {
      const [[id, cors] = ["", undefined]] = apis;
      return { id, cors, routes: byRank };
    },
  };
};
