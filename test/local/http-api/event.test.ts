import { describe, expect, it } from "vitest";
import { startApi } from "./harness.ts";

const NOON = Date.parse("2096-05-01T12:00:00Z");

/** API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway". */
describe("the event of an integration", () => {
  it("has the payload format 2.0, whole", async () => {
    const { call, events, clock, apiId, port } = await startApi([{ key: "POST /v1/factures/{id}/pieces/{piece}" }]);
    await clock.advanceTo(NOON, [], async () => undefined);
    await call(
      "POST",
      "/v1/factures/F%2F1/pieces/%C3%A9t%C3%A9?parametre=un&parametre=deux&autre=a%20b&vide",
      {
        Host: "api.test",
        "User-Agent": "essai/1.0",
        "Content-Type": "application/json; charset=utf-8",
        "X-Several": ["one", "two"],
        Cookie: "a=1; b=2",
        "Content-Length": "9",
      },
      '{"é":1}\n',
    );
    const [event] = events;
    const time = Object(event?.["requestContext"]).timeEpoch;
    expect(time - NOON).toBeLessThan(5_000);
    expect(event).toEqual({
      version: "2.0",
      routeKey: "POST /v1/factures/{id}/pieces/{piece}",
      rawPath: "/v1/factures/F/1/pieces/été",
      rawQueryString: "parametre=un&parametre=deux&autre=a%20b&vide",
      cookies: ["a=1", "b=2"],
      headers: {
        "content-length": "9",
        "content-type": "application/json; charset=utf-8",
        host: "api.test",
        "user-agent": "essai/1.0",
        "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": String(port),
        "x-forwarded-proto": "http",
        "x-several": "one,two",
      },
      queryStringParameters: { parametre: "un,deux", autre: "a b", vide: "" },
      pathParameters: { id: "F/1", piece: "été" },
      requestContext: {
        accountId: "000000000000",
        apiId,
        domainName: "127.0.0.1:4000",
        domainPrefix: apiId,
        http: {
          method: "POST",
          path: "/v1/factures/F/1/pieces/été",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "essai/1.0",
        },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: "POST /v1/factures/{id}/pieces/{piece}",
        stage: "$default",
        time: expect.stringMatching(/^01\/May\/2096:12:00:0\d \+0000$/),
        timeEpoch: time,
      },
      body: '{"é":1}\n',
      isBase64Encoded: false,
    });
  });

  it("leaves out what the request does not have", async () => {
    const { call, events } = await startApi([{ key: "GET /v1/factures" }]);
    await call("GET", "/v1/factures");
    expect(Object.keys(events[0] ?? {}).sort()).toEqual([
      "headers",
      "isBase64Encoded",
      "rawPath",
      "rawQueryString",
      "requestContext",
      "routeKey",
      "version",
    ]);
  });

  it.each([
    ["text/plain", false],
    ["text/csv; charset=utf-8", false],
    ["application/json", false],
    ["application/xml", false],
    ["application/javascript", false],
    ["application/octet-stream", true],
    ["application/pdf", true],
    ["application/x-www-form-urlencoded", true],
    ["multipart/form-data; boundary=x", true],
    [undefined, true],
  ])("has a body of type %s in base64: %s", async (type, isBase64Encoded) => {
    const { call, events } = await startApi([{ key: "POST /" }]);
    await call("POST", "/", type === undefined ? {} : { "content-type": type }, "grant_type=x");
    expect(events[0]).toMatchObject({
      isBase64Encoded,
      body: isBase64Encoded ? Buffer.from("grant_type=x").toString("base64") : "grant_type=x",
    });
  });
});

/** API Gateway developer guide, "Create routes for HTTP APIs in API Gateway". */
describe("the route of a request", () => {
  it.each([
    ["GET", "/factures/recentes", "GET /factures/recentes"],
    ["GET", "/factures/1", "GET /factures/{id}"],
    ["DELETE", "/factures/1", "ANY /factures/{id}"],
    ["GET", "/factures/1/pieces/2", "GET /factures/{proxy+}"],
    ["GET", "/factures", "$default"],
    ["GET", "/factures/", "$default"],
    ["POST", "/autre", "$default"],
  ])("of %s %s is %s", async (method, path, routeKey) => {
    const { call, events } = await startApi([
      { key: "$default" },
      { key: "GET /factures/{proxy+}" },
      { key: "ANY /factures/{id}" },
      { key: "GET /factures/{id}" },
      { key: "GET /factures/recentes" },
    ]);
    await call(method, path);
    expect(events[0]?.["routeKey"]).toBe(routeKey);
  });

  it("gives a greedy parameter the rest of the path", async () => {
    const { call, events } = await startApi([{ key: "GET /fichiers/{proxy+}" }]);
    await call("GET", "/fichiers/a/b%20c/d");
    expect(events[0]?.["pathParameters"]).toEqual({ proxy: "a/b c/d" });
  });

  it("is none: 404 in the words of the gateway", async () => {
    const { call, events } = await startApi([{ key: "GET /factures" }]);
    expect(await call("POST", "/factures")).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
    expect(events).toEqual([]);
  });
});
