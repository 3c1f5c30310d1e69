/**
 * What a function receives: payload format 2.0.
 *
 * API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs" and "Control access to HTTP APIs
 * with AWS Lambda authorizers".
 */
import type { HttpRequest } from "./http-request.ts";

/** All that an event says besides the request itself. */
export interface EventSettings {
  readonly accountId: string;
  readonly apiId: string;
  readonly region: string;
  readonly domainName: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const STAGE = "$default";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/**
 * The documentation leaves open which content types are text. These are the ones that real HTTP APIs pass as they
 * are; everything else, forms included, arrives in base64.
 */
const TEXT = /^(?:text\/.*|application\/(?:json|xml|javascript))$/;

const two = (value: number): string => String(value).padStart(2, "0");

/** The time of a request in the Common Log Format, e.g. `12/Mar/2020:19:03:58 +0000`. */
const logTime = (now: number): string => {
  const date = new Date(now);
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${date.toISOString().slice(11, 19)} +0000`;
};

const requestContext = (request: HttpRequest, settings: EventSettings): object => ({
  accountId: settings.accountId,
  apiId: settings.apiId,
  domainName: settings.domainName,
  domainPrefix: settings.apiId,
  http: {
    method: request.method,
    path: request.path,
    protocol: "HTTP/1.1",
    sourceIp: request.sourceIp,
    userAgent: request.headers["user-agent"] ?? "",
  },
  requestId: settings.requestId,
  routeKey: settings.routeKey,
  stage: STAGE,
  time: logTime(settings.now),
  timeEpoch: settings.now,
});

const unlessEmpty = (name: string, value: object): object => (Object.keys(value).length === 0 ? {} : { [name]: value });

const queryParameters = (rawQuery: string): Record<string, string> => {
  const query = new URLSearchParams(rawQuery);
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(",")]));
};

const commonPart = (request: HttpRequest, settings: EventSettings): object => ({
  version: "2.0",
  routeKey: settings.routeKey,
  rawPath: request.path,
  rawQueryString: request.rawQuery,
  ...unlessEmpty("cookies", request.cookies),
  headers: request.headers,
  ...unlessEmpty("queryStringParameters", queryParameters(request.rawQuery)),
  ...unlessEmpty("pathParameters", settings.pathParameters),
});

const bodyPart = ({ body, headers }: HttpRequest): object => {
  if (body.length === 0) return { isBase64Encoded: false };
  const mediaType = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isText = TEXT.test(mediaType);
  return { body: body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
};

/** The event of an integration; `authorizer` is the context that the authorizer gave, where there is one. */
export const integrationEvent = (request: HttpRequest, settings: EventSettings, authorizer?: object): object => ({
  ...commonPart(request, settings),
  requestContext: {
    ...requestContext(request, settings),
    ...(authorizer && { authorizer: { lambda: authorizer } }),
  },
  ...bodyPart(request),
});

/** The event of a REQUEST authorizer: no body, and the values of its identity sources. */
export const authorizerEvent = (
  request: HttpRequest,
  settings: EventSettings,
  identitySource: readonly string[],
): object => {
  const { accountId, apiId, region } = settings;
  const routeArn = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${STAGE}/${request.method}${request.path}`;
  return {
    ...commonPart(request, settings),
    type: "REQUEST",
    routeArn,
    identitySource,
    requestContext: requestContext(request, settings),
  };
};
