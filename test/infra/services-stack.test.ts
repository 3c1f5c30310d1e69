import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { ROUTES } from "#entrees/api/routes.ts";
import { FUNCTIONS } from "#infra/functions.ts";
import { WORK_QUEUES } from "#infra/queues.ts";
import { STAGES } from "#infra/stages.ts";
import { FUNCTION_VARIABLES } from "../../functions/environment.ts";
import { expectAll, expectResource, readable, resourcesOf, synthesise } from "./templates.ts";

const { services } = synthesise("local");
const FUNCTION = "AWS::Lambda::Function";

const logicalIdOf = (id: string): string | undefined =>
  resourcesOf(services, FUNCTION).find(({ properties }) => properties["FunctionName"] === `plainchant-local-${id}`)
    ?.logicalId;

describe("functions", () => {
  it("are those of the table", () => {
    const names = resourcesOf(services, FUNCTION).map(({ properties }) => properties["FunctionName"]);
    expect(names.toSorted()).toEqual(FUNCTIONS.map(({ id }) => `plainchant-local-${id}`).toSorted());
  });

  it.each(FUNCTIONS)("$id is given exactly the variables that it parses", ({ id }) => {
    const variables = resourcesOf(services, FUNCTION).find(({ logicalId }) => logicalId === logicalIdOf(id))
      ?.properties["Environment"];
    const parsed = Object.keys(Object(variables).Variables).filter((name) => name !== "NODE_OPTIONS");
    expect(parsed.toSorted()).toEqual([...FUNCTION_VARIABLES[id]].toSorted());
  });

  it("run on Graviton with the Node that they are tested on, traced, with a log group of their own", () => {
    expectAll(services, FUNCTION, {
      Architectures: ["arm64"],
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      TracingConfig: { Mode: "Active" },
      LoggingConfig: { LogGroup: { Ref: Match.anyValue() } },
    });
    expect(process.version).toMatch(/^v24\./);
  });

  it("have a role each", () => {
    const roles = resourcesOf(services, FUNCTION).map(({ properties }) => readable(services, properties["Role"]));
    expect(new Set(roles).size).toBe(FUNCTIONS.length);
  });

  it("keep their logs for a year in production", () => {
    expectAll(synthesise("production").services, "AWS::Logs::LogGroup", { RetentionInDays: 365 });
  });

  it("hold no queue: a message is data, and this stack can be thrown away", () => {
    expect(resourcesOf(services, "AWS::SQS::Queue")).toEqual([]);
  });
});

describe("routes", () => {
  const routes = resourcesOf(services, "AWS::ApiGatewayV2::Route").map(({ properties }) => properties);

  it("are those of the table, and one for all other paths", () => {
    const expected = [...Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`), "$default"];
    expect(routes.map((route) => route["RouteKey"]).toSorted()).toEqual(expected.toSorted());
  });

  it.each(Object.values(ROUTES))("$method $path asks for a token unless it is public", ({ method, path, access }) => {
    const route = routes.find(({ RouteKey }) => RouteKey === `${method} ${path}`);
    expect(route?.["AuthorizationType"]).toBe(access === "PUBLIC" ? "NONE" : "CUSTOM");
    expect(route?.["AuthorizerId"] !== undefined).toBe(access !== "PUBLIC");
  });

  it("answer unknown paths without asking for a token", () => {
    expect(routes.find(({ RouteKey }) => RouteKey === "$default")?.["AuthorizationType"]).toBe("NONE");
  });

  it.each(Object.values(ROUTES))("$method $path is answered by its capability", ({ method, path, capability }) => {
    const answering = FUNCTIONS.find(({ trigger }) => trigger.kind === "http" && trigger.capability === capability);
    const target = routes.find(({ RouteKey }) => RouteKey === `${method} ${path}`)?.["Target"];
    const integration = resourcesOf(services, "AWS::ApiGatewayV2::Integration").find(
      ({ logicalId }) => readable(services, target) === `integrations/<${logicalId}>`,
    );
    expect(integration?.properties).toMatchObject({
      IntegrationUri: { "Fn::GetAtt": [logicalIdOf(answering?.id ?? ""), "Arn"] },
      PayloadFormatVersion: "2.0",
    });
  });

  it("are guarded by one authorizer whose answer is kept five minutes by token", () => {
    expectAll(services, "AWS::ApiGatewayV2::Authorizer", {
      AuthorizerPayloadFormatVersion: "2.0",
      AuthorizerResultTtlInSeconds: 300,
      EnableSimpleResponses: true,
      IdentitySource: ["$request.header.Authorization"],
    });
    expect(resourcesOf(services, "AWS::ApiGatewayV2::Authorizer")).toHaveLength(1);
  });

  it("are open to the portal's origin alone, throttled and logged", () => {
    expectAll(services, "AWS::ApiGatewayV2::Api", {
      CorsConfiguration: { AllowOrigins: [STAGES.local.portalOrigin] },
    });
    expectAll(services, "AWS::ApiGatewayV2::Stage", {
      StageName: "$default",
      DefaultRouteSettings: { ThrottlingBurstLimit: Match.anyValue(), ThrottlingRateLimit: Match.anyValue() },
      AccessLogSettings: { DestinationArn: Match.anyValue() },
    });
  });
});

describe("invocation", () => {
  it.each(FUNCTIONS)("$id may be invoked by the API once if it answers it, else by nobody", ({ id, trigger }) => {
    const permissions = resourcesOf(services, "AWS::Lambda::Permission").filter(
      ({ properties }) => readable(services, properties["FunctionName"]) === `<${logicalIdOf(id)}.Arn>`,
    );
    const principals = permissions.map(({ properties }) => properties["Principal"]);
    const called = trigger.kind === "http" || trigger.kind === "authorizer";
    expect(principals).toEqual(called ? ["apigateway.amazonaws.com"] : []);
  });

  it.each(Object.keys(WORK_QUEUES))(
    "the queue %s has one consumer, which says what failed of a batch; a document is alone with its function",
    (queue) => {
      const mappings = resourcesOf(services, "AWS::Lambda::EventSourceMapping").filter(
        ({ properties }) =>
          readable(services, properties["EventSourceArn"]) === `</plainchant/local/queues/${queue}/arn>`,
      );
      expect(mappings.map(({ properties }) => properties)).toMatchObject([
        { BatchSize: queue === "intake" ? 1 : 10, FunctionResponseTypes: ["ReportBatchItemFailures"] },
      ]);
    },
  );

  it("the stream wakes the events function for new event rows alone, and loses none that fails", () => {
    const [stream, ...others] = resourcesOf(services, "AWS::Lambda::EventSourceMapping").filter(
      ({ properties }) => properties["StartingPosition"] !== undefined,
    );
    const { EventSourceArn, DestinationConfig, FilterCriteria, ...settings } = stream?.properties ?? {};
    expect(others).toEqual([]);
    expect(settings).toEqual({
      FunctionName: { Ref: logicalIdOf("Evenements") },
      BatchSize: 100,
      StartingPosition: "TRIM_HORIZON",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
    });
    expect(readable(services, EventSourceArn)).toBe("</plainchant/local/tables/factures/stream>");
    expect(readable(services, Object(DestinationConfig).OnFailure.Destination)).toBe(
      "</plainchant/local/queues/evenements-echecs/arn>",
    );
    const patterns = Object(FilterCriteria).Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));
    expect(patterns).toEqual([
      { eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ prefix: "EVENEMENT#" }] } } } },
    ]);
  });

  it("the sweep runs every hour, and what the scheduler gives up on is kept", () => {
    expectResource(services, "AWS::Scheduler::Schedule", {
      ScheduleExpression: "rate(1 hour)",
      ScheduleExpressionTimezone: "Europe/Paris",
      Target: {
        Arn: { "Fn::GetAtt": [logicalIdOf("Echeances"), "Arn"] },
        DeadLetterConfig: { Arn: { Ref: Match.stringLikeRegexp("echeancesdlq") } },
      },
    });
  });
});
