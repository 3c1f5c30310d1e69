import { Duration, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Access, Capability } from "#entrees/api/route.ts";
import { ROUTES, UNKNOWN_ROUTE_CAPABILITY } from "#entrees/api/routes.ts";
import { physicalName } from "../naming.ts";
import type { Stade } from "../stade.ts";
import { STAGES } from "../stages.ts";

/** Requests a second for all callers together: half of what AWS allows an account, so that one API never starves another. */
const RATE_LIMIT = 5_000;
const BURST_LIMIT = 2_500;

/** One JSON line per request. No header and no query: they may hold tokens and names. */
const ACCESS_LOG_FIELDS = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  route: "$context.routeKey",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  integrationLatencyMs: "$context.integrationLatency",
  responseBytes: "$context.responseLength",
  error: "$context.error.message",
  authorizerError: "$context.authorizer.error",
  integrationError: "$context.integrationErrorMessage",
};

interface FrontHandlers {
  readonly authorizer: LambdaFunction;
  readonly handlerOf: (capability: Capability) => LambdaFunction;
}

/** The HTTP API: the routes of the table, and one answer for every other path. */
export class HttpFront extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, stade: Stade) {
    super(scope, id);
    const { portalOrigin, logRetention, removalPolicy } = STAGES[stade];
    this.api = new HttpApi(this, "Api", {
      apiName: physicalName(stade, "api"),
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [portalOrigin],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ["authorization", "content-type", "idempotency-key"],
        exposeHeaders: ["location", "retry-after"],
        maxAge: Duration.hours(1),
      },
    });
    const accessLogs = new LogGroup(this, "AccessLogs", {
      // API Gateway adds each group to one account-wide policy of limited size, except under this prefix.
      logGroupName: `/aws/vendedlogs/apigateway/${physicalName(stade, "api")}`,
      retention: logRetention,
      removalPolicy,
    });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: RATE_LIMIT, burstLimit: BURST_LIMIT },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
  }

  /** Adds the routes; apart from the constructor because functions are told the URL of the API that calls them. */
  connect({ authorizer, handlerOf }: FrontHandlers): void {
    const tokenRequired = new HttpLambdaAuthorizer("Autorisation", authorizer, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: ["$request.header.Authorization"],
      resultsCacheTtl: Duration.minutes(5),
    });
    const authorizers = {
      AUTHENTIFIE: tokenRequired,
      EXPLOITANT: tokenRequired,
      PUBLIC: new HttpNoneAuthorizer(),
    } satisfies Readonly<Record<Access, unknown>>;
    // One permission per function: one per route would meet the size limit of a function's policy as the table grows.
    const integrate = (capability: Capability) =>
      new HttpLambdaIntegration(capability, handlerOf(capability), { scopePermissionToRoute: false });
    const integrations: Readonly<Record<Capability, HttpLambdaIntegration>> = {
      depots: integrate("depots"),
      factures: integrate("factures"),
      travaux: integrate("travaux"),
      exploitation: integrate("exploitation"),
      jetons: integrate("jetons"),
      verifications: integrate("verifications"),
      documentation: integrate("documentation"),
    };

    for (const { operationId, method, path, capability, access } of Object.values(ROUTES)) {
      const route = new HttpRoute(this, operationId, {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration: integrations[capability],
        authorizer: authorizers[access],
      });
      if (access === "PUBLIC")
        acknowledgePublic(route, "Public by the table of routes: it is how one comes to a token.");
    }
    const fallback = new HttpRoute(this, "Default", {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integrations[UNKNOWN_ROUTE_CAPABILITY],
      authorizer: authorizers.PUBLIC,
    });
    acknowledgePublic(fallback, "Answers 404 to every path that is no route: there is nothing to protect.");
  }
}

const acknowledgePublic = (route: HttpRoute, reason: string): void =>
  Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason });
