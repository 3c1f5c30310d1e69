import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { makeHandler } from "#entrees/autorisation/autorisation.ts";
import type { Authentication } from "#ports/jetons.ts";

/** An event of API Gateway's authorizer payload format 2.0. */
const event = (headers?: Record<string, string>): APIGatewayRequestAuthorizerEventV2 => ({
  version: "2.0",
  type: "REQUEST",
  routeArn: "arn:aws:execute-api:eu-west-3:000000000000:api/$default/GET/v1/factures",
  identitySource: [],
  routeKey: "GET /v1/factures",
  rawPath: "/v1/factures",
  rawQueryString: "",
  cookies: [],
  ...(headers && { headers }),
  requestContext: {
    accountId: "000000000000",
    apiId: "api",
    domainName: "api.exemple",
    domainPrefix: "api",
    http: { method: "GET", path: "/v1/factures", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
    requestId: "requete-1",
    routeKey: "GET /v1/factures",
    stage: "$default",
    time: "31/Mar/2026:10:00:00 +0000",
    timeEpoch: 0,
  },
});

const KNOWN: Readonly<Record<string, Authentication>> = {
  bon: { principal: "compte:fournisseur" },
  perime: { refus: "JETON_EXPIRE" },
};

const given = () => {
  const logged: unknown[] = [];
  const journal = { info: (code: string, details = {}) => void logged.push([code, details]), error: () => undefined };
  const verifier = { verify: async (token: string) => KNOWN[token] ?? { refus: "JETON_INVALIDE" as const } };
  const authorize = makeHandler({ verifier, journal });
  return {
    logged,
    authorize: (authorization?: string) =>
      authorize(event(authorization === undefined ? undefined : { authorization })),
  };
};

describe("the authorizer (API Gateway, simple response of format 2.0)", () => {
  it.each([
    ["a good token", "Bearer bon", { principal: "compte:fournisseur" }],
    ["an expired token", "Bearer perime", { refus: "JETON_EXPIRE" }],
    ["a token that is none", "Bearer n'importe", { refus: "JETON_INVALIDE" }],
    ["an empty token", "Bearer ", { refus: "JETON_INVALIDE" }],
    ["no header", undefined, { refus: "JETON_INVALIDE" }],
    ["two tokens", "Bearer bon bon", { refus: "JETON_INVALIDE" }],
    ["another scheme", "Basic bon", { refus: "JETON_INVALIDE" }],
    ["a scheme after another", "Basic Bearer bon", { refus: "JETON_INVALIDE" }],
    ["the scheme in other letters (RFC 9110 §11.1)", "bEARER  bon", { principal: "compte:fournisseur" }],
  ])("tells the function behind of %s, which answers it", async (_, header, context) => {
    expect(await given().authorize(header)).toEqual({ isAuthorized: true, context });
  });

  it("logs the outcome under the request's id, and never the token nor the caller", async () => {
    const { authorize, logged } = given();
    await authorize("Bearer bon");
    await authorize("Bearer perime");
    expect(logged).toEqual([
      ["JETON_VERIFIE", { correlationId: "requete-1", refus: undefined }],
      ["JETON_VERIFIE", { correlationId: "requete-1", refus: "JETON_EXPIRE" }],
    ]);
  });

  it("fails when the token could not be judged: a refusal would be cached as one", async () => {
    const verifier = { verify: () => Promise.reject(new Error("the issuer does not answer")) };
    const authorize = makeHandler({ verifier, journal: { info: () => undefined, error: () => undefined } });
    await expect(authorize(event({ authorization: "Bearer bon" }))).rejects.toThrow("the issuer does not answer");
  });
});
