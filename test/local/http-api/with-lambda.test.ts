import { describe, expect, it, onTestFinished } from "vitest";
import { createHttpApi } from "#infra/local/http-api/server.ts";
import { functionArn, resource, startLambda } from "#test/local/lambda/harness.ts";

describe("the HTTP API before Lambda", () => {
  it("carries a request to the function's thread and its answer back", async () => {
    const { context, service, declare } = await startLambda();
    await declare(
      "echo",
      "export const handler = async (event) => ({ statusCode: 201, body: event.pathParameters.id + event.body });",
    );
    const api = createHttpApi(context, service);
    const create = async (type: string, properties: Record<string, unknown>) => {
      const provider = api.providers.find((candidate) => candidate.type === `AWS::ApiGatewayV2::${type}`);
      return (await provider?.create(resource(type, type, properties)))?.ref;
    };
    await create("Api", { ProtocolType: "HTTP" });
    const integration = await create("Integration", {
      IntegrationType: "AWS_PROXY",
      IntegrationUri: functionArn("echo"),
      PayloadFormatVersion: "2.0",
    });
    await create("Route", { RouteKey: "PUT /factures/{id}", Target: `integrations/${integration}` });
    const port = await api.listen(0);
    onTestFinished(api.stop);

    const answer = await fetch(`http://127.0.0.1:${port}/factures/été`, {
      method: "PUT",
      headers: { "content-type": "text/plain" },
      body: " à Nîmes",
    });
    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe("été à Nîmes");
  });
});
