import { describe, expect, it } from "vitest";
import { type Handler, startApi } from "./harness.ts";

const TOKEN = { Authorization: "Bearer jeton" };

const authorizedBy = async (handler: Handler, properties: Record<string, unknown> = {}) => {
  const api = await startApi(
    [
      { key: "GET /factures", authorizer: "gardien" },
      { key: "GET /depots/{id}", authorizer: "gardien" },
    ],
    { gardien: { handler, properties } },
  );
  const asked = () => api.events.filter((event) => event["type"] === "REQUEST");
  const reached = () => api.events.filter((event) => event["type"] === undefined);
  return { ...api, asked, reached };
};

const allow: Handler = () => ({ isAuthorized: true, context: { sujet: "u-1", roles: ["a"], actif: true } });

/** API Gateway developer guide, "Control access to HTTP APIs with AWS Lambda authorizers". */
describe("a Lambda authorizer", () => {
  it("lets a request through, with what it says of the caller", async () => {
    const { call, reached } = await authorizedBy(allow);
    expect((await call("GET", "/factures", TOKEN)).status).toBe(200);
    expect(reached()[0]?.["requestContext"]).toMatchObject({
      authorizer: { lambda: { sujet: "u-1", roles: ["a"], actif: true } },
    });
  });

  it("receives the request in the format 2.0 of authorizers", async () => {
    const { call, asked, apiId } = await authorizedBy(allow);
    await call("GET", "/depots/d%201?page=2", { ...TOKEN, Host: "api.test" });
    const [event] = asked();
    expect(event).toMatchObject({
      version: "2.0",
      type: "REQUEST",
      routeArn: `arn:aws:execute-api:eu-west-3:000000000000:${apiId}/$default/GET/depots/d 1`,
      identitySource: ["Bearer jeton"],
      routeKey: "GET /depots/{id}",
      rawPath: "/depots/d 1",
      rawQueryString: "page=2",
      headers: { authorization: "Bearer jeton", host: "api.test" },
      queryStringParameters: { page: "2" },
      pathParameters: { id: "d 1" },
      requestContext: { apiId, http: { method: "GET", path: "/depots/d 1" }, stage: "$default" },
    });
    expect(event).not.toHaveProperty("body");
    expect(event).not.toHaveProperty("isBase64Encoded");
  });

  it("is not asked when its identity source is missing: 401", async () => {
    const { call, asked } = await authorizedBy(allow);
    expect(await call("GET", "/factures")).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(await call("GET", "/factures", { Authorization: "" })).toMatchObject({ status: 401 });
    expect(asked()).toEqual([]);
  });

  it("says no: 403, and the function is not reached", async () => {
    const { call, reached } = await authorizedBy(() => ({ isAuthorized: false }));
    expect(await call("GET", "/factures", TOKEN)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(reached()).toEqual([]);
  });

  it.each([
    ["fails", () => Promise.reject(new Error("down")), 500],
    ["answers something else", () => ({ principalId: "u-1" }), 500],
    ["throws Unauthorized", () => Promise.reject(new Error("Unauthorized")), 401],
  ])("makes it a %s: %s", async (_, handler, status) => {
    const { call, reached } = await authorizedBy(handler);
    expect(await call("GET", "/factures", TOKEN)).toMatchObject({ status });
    expect(reached()).toEqual([]);
  });

  it("is asked once per identity for as long as its answer holds on the shared clock, over all its routes", async () => {
    const { call, asked, clock } = await authorizedBy(allow, { AuthorizerResultTtlInSeconds: 300 });
    await call("GET", "/factures", TOKEN);
    await call("GET", "/depots/1", TOKEN);
    expect(asked()).toHaveLength(1);
    await call("GET", "/factures", { Authorization: "Bearer autre" });
    expect(asked()).toHaveLength(2);
    await clock.advanceTo(clock.now() + 301_000, [], async () => undefined);
    await call("GET", "/factures", TOKEN);
    expect(asked()).toHaveLength(3);
  });

  it("is asked every time with a time to live of 0", async () => {
    const { call, asked } = await authorizedBy(allow, { AuthorizerResultTtlInSeconds: 0 });
    await call("GET", "/factures", TOKEN);
    await call("GET", "/factures", TOKEN);
    expect(asked()).toHaveLength(2);
  });

  it("has a refusal remembered as an agreement is, but not a failure", async () => {
    let calls = 0;
    const { call, asked } = await authorizedBy(
      () => {
        calls += 1;
        if (calls === 1) throw new Error("down");
        return { isAuthorized: false };
      },
      { AuthorizerResultTtlInSeconds: 300 },
    );
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await call("GET", "/factures", TOKEN)).status);
    expect(statuses).toEqual([500, 403, 403]);
    expect(asked()).toHaveLength(2);
  });
});
