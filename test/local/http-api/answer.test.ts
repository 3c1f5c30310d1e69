import { describe, expect, it } from "vitest";
import { startApi } from "./harness.ts";

const answering = async (result: unknown) => {
  const { call } = await startApi([{ key: "GET /", handler: () => result }]);
  return call("GET", "/");
};

const INTERNAL = { status: 500, body: '{"message":"Internal Server Error"}' };

/** API Gateway developer guide, "Lambda function response for format 2.0". */
describe("the answer to a client", () => {
  it("has the status, headers, cookies and body that the function returned", async () => {
    const answer = await answering({
      statusCode: 201,
      headers: { "Content-Type": "application/json", Location: "/v1/depots/1", "X-Count": 3 },
      cookies: ["a=1; Secure", "b=2"],
      body: '{"id":"été"}',
    });
    expect(answer).toMatchObject({ status: 201, body: '{"id":"été"}' });
    expect(answer.headers).toMatchObject({
      "content-type": "application/json",
      location: "/v1/depots/1",
      "x-count": "3",
      "set-cookie": ["a=1; Secure", "b=2"],
      "content-length": "14",
    });
  });

  it("decodes a body in base64", async () => {
    expect(await answering({ statusCode: 200, body: "w6l0w6k=", isBase64Encoded: true })).toMatchObject({
      body: "été",
    });
  });

  it.each([
    ["an object", { message: "bonjour" }, '{"message":"bonjour"}'],
    ["a list", [1, 2], "[1,2]"],
    ["text", "bonjour", "bonjour"],
  ])("is a 200 in JSON for %s without statusCode", async (_, result, body) => {
    const answer = await answering(result);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers["content-type"]).toBe("application/json");
  });

  it("has no body for 204", async () => {
    const answer = await answering({ statusCode: 204 });
    expect(answer).toMatchObject({ status: 204, body: "" });
    expect(answer.headers["content-length"]).toBeUndefined();
  });

  it.each([
    ["a status that is none", { statusCode: "bientôt" }],
    ["a body that is not text", { statusCode: 200, body: { a: 1 } }],
    ["a header that is not text", { statusCode: 200, headers: { a: [] } }],
  ])("is a 500 for %s", async (_, result) => {
    expect(await answering(result)).toMatchObject(INTERNAL);
  });

  it("is a 500 when the function fails, which tells nothing of the reason", async () => {
    const { call } = await startApi([
      {
        key: "GET /",
        handler: () => {
          throw new Error("secret");
        },
      },
    ]);
    expect(await call("GET", "/")).toMatchObject(INTERNAL);
  });

  it("is a 503 when the function takes longer than the integration allows", async () => {
    const { call } = await startApi([
      { key: "GET /", handler: () => new Promise(() => undefined), integration: { TimeoutInMillis: 50 } },
    ]);
    expect(await call("GET", "/")).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  });

  it("has the date of the shared clock, which clients correct theirs by", async () => {
    const { call, clock } = await startApi([{ key: "GET /" }]);
    await clock.advanceTo(Date.parse("2126-05-01T00:00:00Z"), [], async () => undefined);
    expect((await call("GET", "/")).headers.date).toMatch(/^Wed, 01 May 2126 00:00/);
  });
});

/** API Gateway, "Quotas for configuring and running an HTTP API". */
describe("a request over a quota", () => {
  it("is refused with 413 above 10 MB, after it has been read", async () => {
    const { call, events } = await startApi([{ key: "POST /" }]);
    const answer = await call("POST", "/", {}, Buffer.alloc(10 * 1024 * 1024 + 1));
    expect(answer).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
    expect(events).toEqual([]);
  });

  it("is refused with 413 when its event has more than the 6 MB that Lambda takes, base64 included", async () => {
    const { call, events } = await startApi([{ key: "POST /" }]);
    const bytes = (count: number) =>
      call("POST", "/", { "content-type": "application/octet-stream" }, Buffer.alloc(count));
    expect(await bytes(4 * 1024 * 1024)).toMatchObject({ status: 200 });
    expect(events).toHaveLength(1);
    expect(await bytes(4.5 * 1024 * 1024)).toMatchObject({
      status: 413,
      body: '{"message":"Request Entity Too Large"}',
    });
    expect(events).toHaveLength(1);
  });

  it("is refused with 431 above 10,240 bytes of headers", async () => {
    const { call } = await startApi([{ key: "GET /" }]);
    expect(await call("GET", "/", { "x-large": "x".repeat(10_240) })).toMatchObject({ status: 431 });
    expect(await call("GET", "/", { "x-large": "x".repeat(10_000) })).toMatchObject({ status: 200 });
  });

  it("is refused with 400 when its path cannot be decoded", async () => {
    const { call } = await startApi([{ key: "$default" }]);
    expect(await call("GET", "/%E0%A4%A")).toMatchObject({ status: 400, body: '{"message":"Bad Request"}' });
  });
});

/** API Gateway developer guide, "Configure CORS for HTTP APIs in API Gateway". */
describe("a request from another origin", () => {
  const CORS = {
    CorsConfiguration: {
      AllowOrigins: ["https://portail.test"],
      AllowMethods: ["GET", "POST"],
      AllowHeaders: ["authorization"],
      ExposeHeaders: ["location"],
      MaxAge: 3_600,
    },
  };
  const preflight = (origin: string) => ({ origin, "access-control-request-method": "POST" });

  it("is announced by a preflight that the gateway answers itself", async () => {
    const { call, events } = await startApi([{ key: "$default" }], {}, CORS);
    const answer = await call("OPTIONS", "/v1/depots", preflight("https://portail.test"));
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "https://portail.test",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "authorization",
      "access-control-max-age": "3600",
    });
    expect(events).toEqual([]);
  });

  it("gets no permission from an origin that is not allowed", async () => {
    const { call } = await startApi([{ key: "$default" }], {}, CORS);
    const answer = await call("OPTIONS", "/", preflight("https://ailleurs.test"));
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("is answered with the headers of the gateway, in the place of the function's", async () => {
    const handler = () => ({ statusCode: 200, headers: { "Access-Control-Allow-Origin": "*", "X-Own": "1" } });
    const { call } = await startApi([{ key: "GET /", handler }], {}, CORS);
    const allowed = await call("GET", "/", { origin: "https://portail.test" });
    expect(allowed.headers).toMatchObject({
      "access-control-allow-origin": "https://portail.test",
      "access-control-expose-headers": "location",
      "x-own": "1",
    });
    expect((await call("GET", "/")).headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("leaves the function's headers alone without a CORS configuration", async () => {
    const handler = () => ({ statusCode: 200, headers: { "Access-Control-Allow-Origin": "*" } });
    const { call } = await startApi([{ key: "GET /", handler }]);
    expect((await call("GET", "/", { origin: "https://x.test" })).headers["access-control-allow-origin"]).toBe("*");
  });
});
