import { describe, expect, it } from "vitest";
import { functionArn } from "#test/local/lambda/harness.ts";
import { startApi } from "./harness.ts";

describe("the resources of an HTTP API", () => {
  it("say where the API is", async () => {
    const { apiEndpoint, apiId } = await startApi([]);
    expect(apiEndpoint).toBe("http://127.0.0.1:4000");
    expect(apiId).toMatch(/^[0-9a-f]{10}$/);
  });

  it.each([
    ["a WebSocket API", "Api", { ProtocolType: "WEBSOCKET" }],
    ["a second API", "Api", { ProtocolType: "HTTP" }],
    [
      "an integration that is no function",
      "Integration",
      { IntegrationType: "HTTP_PROXY", IntegrationUri: "https://x.test", PayloadFormatVersion: "1.0" },
    ],
    [
      "payload format 1.0",
      "Integration",
      { IntegrationType: "AWS_PROXY", IntegrationUri: functionArn("f"), PayloadFormatVersion: "1.0" },
    ],
    [
      "a URI that is no function",
      "Integration",
      { IntegrationType: "AWS_PROXY", IntegrationUri: "arn:aws:states:::x", PayloadFormatVersion: "2.0" },
    ],
    ["a JWT authorizer", "Authorizer", { AuthorizerType: "JWT" }],
    ["a route to nowhere", "Route", { RouteKey: "GET /", Target: "integrations/none" }],
    ["a route key that is none", "Route", { RouteKey: "factures", Target: "integrations/none" }],
    ["a named stage", "Stage", { StageName: "prod", AutoDeploy: true }],
  ])("stop the runtime at start for %s", async (_, type, properties) => {
    const { create } = await startApi([]);
    await expect(create(type, "Other", properties)).rejects.toThrow();
  });
});

describe("the routes of the runtime itself", () => {
  const given = () =>
    startApi([{ key: "$default", handler: () => ({ statusCode: 418 }) }], {}, {}, async ({ url }, response) => {
      response.end(`local ${url}`);
    });

  it("are served under /_local/, beside the API", async () => {
    const { call } = await given();
    expect(await call("GET", "/_local/horloge")).toMatchObject({ status: 200, body: "local /_local/horloge" });
    expect(await call("GET", "/autre")).toMatchObject({ status: 418 });
  });

  it("are shut to a page of another origin, and to a foreign name that resolves to this machine", async () => {
    const { call } = await given();
    expect(await call("POST", "/_local/horloge", { origin: "https://ailleurs.test" })).toMatchObject({ status: 418 });
    expect(await call("POST", "/_local/horloge", { host: "ailleurs.test" })).toMatchObject({ status: 418 });
    expect(await call("POST", "/_local/horloge", { origin: "http://localhost:5173" })).toMatchObject({ status: 200 });
  });
});
