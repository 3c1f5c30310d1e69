import type { HttpEvent } from "#edge/http.ts";

export interface EventOptions {
  readonly caller?: string;
  readonly refus?: "JETON_INVALIDE" | "JETON_EXPIRE";
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly base64?: boolean;
}

/** An event of API Gateway's payload format 2.0. */
export const httpEvent = (
  routeKey: string,
  { caller, refus, params, query, headers = {}, body, base64 = false }: EventOptions = {},
): HttpEvent => {
  const [method = "", path = ""] = routeKey.split(" ");
  const context = { ...(caller !== undefined && { principal: caller }), ...(refus && { refus }) };
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: "",
    headers,
    isBase64Encoded: base64,
    ...(params && { pathParameters: params }),
    ...(query && { queryStringParameters: query }),
    ...(body !== undefined && { body }),
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "api.exemple",
      domainPrefix: "api",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      requestId: "requete-1",
      routeKey,
      stage: "$default",
      time: "31/Mar/2026:10:00:00 +0000",
      timeEpoch: 0,
      authorizer: { lambda: context },
    },
  };
};
