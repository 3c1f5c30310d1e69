/** The shell of every HTTP function: finds the route, checks who calls, parses, answers; one place for errors. */
import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { z } from "zod";
import { REFUSALS, type RefusalCode } from "#domain/erreurs/catalogue.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import type { Journal } from "#ports/system.ts";
import { type FileRequest, readFileBody } from "./file-body.ts";

/** What the authorizer says of the caller: who it is, or why its token is refused. */
export interface AuthorizerContext {
  readonly principal?: string;
  readonly refus?: "JETON_INVALIDE" | "JETON_EXPIRE";
}

export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizerContext | null | undefined>;
export type HttpResult = APIGatewayProxyStructuredResultV2;

export interface ApiResponse {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The parts of a request that a route may describe. */
interface PartSchemas {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
}

export interface RequestSchemas extends PartSchemas {
  /** The body is one file, in the place of one that has a form. */
  readonly file?: FileRequest;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What API Gateway says of the call itself: the same for every delivery of one request. */
export interface Received {
  readonly correlationId: string;
  /** ISO 8601 UTC. */
  readonly instant: string;
}

export interface ApiRequest<Schemas extends RequestSchemas, Caller> {
  readonly params: Parsed<Schemas["params"]>;
  readonly query: Parsed<Schemas["query"]>;
  readonly headers: Parsed<Schemas["headers"]>;
  readonly body: Parsed<Schemas["body"]>;
  readonly file: Schemas["file"] extends FileRequest ? Uint8Array : undefined;
  readonly caller: Caller;
  readonly received: Received;
}

export interface Endpoint {
  readonly route: { readonly method: string; readonly path: string };
  readonly serve: (event: HttpEvent) => Promise<ApiResponse>;
}

/** A request that does not have the form which the route describes; each problem with the place it stands at. */
class MalformedRequest extends DomainError {
  readonly erreurs: readonly { readonly champ: string; readonly message: string }[];

  constructor(erreurs: readonly { champ: string; message: string }[]) {
    super("REQUETE_INVALIDE");
    this.erreurs = erreurs;
  }
}

const isPrincipal = (text: string | undefined): text is PrincipalId =>
  text !== undefined && /^(compte|personne):.+$/.test(text);

const callerOf = (event: HttpEvent): PrincipalId => {
  const context = event.requestContext.authorizer?.lambda;
  if (context?.refus) throw new DomainError(context.refus);
  if (!isPrincipal(context?.principal)) throw new DomainError("JETON_ABSENT");
  return context.principal;
};

const receivedOf = ({ requestContext: { requestId, timeEpoch } }: HttpEvent): Received => ({
  correlationId: requestId,
  instant: new Date(timeEpoch).toISOString(),
});

const textBody = ({ body = "", isBase64Encoded }: HttpEvent): string =>
  isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body;

const jsonBody = (event: HttpEvent): unknown => {
  try {
    return JSON.parse(textBody(event));
  } catch {
    throw new MalformedRequest([{ champ: "corps", message: "Le corps de la requête n'est pas du JSON." }]);
  }
};

export const formOf = (event: HttpEvent): unknown => Object.fromEntries(new URLSearchParams(textBody(event)));

const isForm = (event: HttpEvent): boolean =>
  (event.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");

const PARTS: Readonly<Record<keyof PartSchemas, (event: HttpEvent) => unknown>> = {
  params: (event) => event.pathParameters ?? {},
  query: (event) => event.queryStringParameters ?? {},
  headers: (event) => event.headers,
  body: (event) => (isForm(event) ? formOf(event) : jsonBody(event)),
};

const LABELS: Readonly<Record<keyof PartSchemas, string>> = {
  params: "chemin",
  query: "requete",
  headers: "entete",
  body: "corps",
};

const parseRequest = (schemas: RequestSchemas, event: HttpEvent): Partial<Record<keyof RequestSchemas, unknown>> => {
  const erreurs: { champ: string; message: string }[] = [];
  const parsed: Partial<Record<keyof RequestSchemas, unknown>> = {};
  for (const part of Object.keys(PARTS) as (keyof PartSchemas)[]) {
    const schema = schemas[part];
    if (!schema) continue;
    const result = schema.safeParse(PARTS[part](event));
    if (result.success) parsed[part] = result.data;
    else {
      erreurs.push(
        ...result.error.issues.map(({ path, message }) => ({ champ: [LABELS[part], ...path].join("."), message })),
      );
    }
  }
  if (erreurs.length > 0) throw new MalformedRequest(erreurs);
  return schemas.file ? { ...parsed, file: readFileBody(event, schemas.file) } : parsed;
};

/** Binds a route that asks for a token. */
export const endpoint = <Schemas extends RequestSchemas>(
  route: {
    readonly method: string;
    readonly path: string;
    readonly access: "AUTHENTIFIE" | "EXPLOITANT";
    readonly request: Schemas;
  },
  handle: (request: ApiRequest<Schemas, PrincipalId>) => Promise<ApiResponse>,
): Endpoint => ({
  route,
  serve: (event) => {
    const caller = callerOf(event);
    // Each part was made by the schema that its type is taken from.
    const parsed = parseRequest(route.request, event) as Omit<ApiRequest<Schemas, PrincipalId>, "caller" | "received">;
    return handle({ ...parsed, caller, received: receivedOf(event) });
  },
});

/** Binds a route that anyone may call. */
export const publicEndpoint = (
  route: { readonly method: string; readonly path: string; readonly access: "PUBLIC" },
  serve: (event: HttpEvent) => Promise<ApiResponse>,
): Endpoint => ({ route, serve });

/** What a client waits before it asks again, in seconds: a table on demand grows within minutes, a conflict ends at once. */
const RETRY_AFTER = 5;

/** Headers that a status asks for (RFC 9110, §11.6.1 and §10.2.3). */
const STATUS_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { "www-authenticate": "Bearer" },
  503: { "retry-after": String(RETRY_AFTER) },
};

/** A problem document (RFC 9457). `type` is stable and names the code; `correlationId` is in the logs. */
const problem = (
  code: RefusalCode,
  correlationId: string,
  extra: Readonly<Record<string, unknown>> = {},
): ApiResponse => {
  const { status, titre, correction } = REFUSALS[code];
  return {
    status,
    headers: { "content-type": "application/problem+json", ...STATUS_HEADERS[status] },
    body: { type: `urn:plainchant:probleme:${code}`, title: titre, status, code, correction, correlationId, ...extra },
  };
};

const refusal = (error: DomainError, correlationId: string): ApiResponse =>
  problem(error.code, correlationId, {
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error instanceof MalformedRequest && { erreurs: error.erreurs }),
  });

const toResult = ({ status, body, headers = {} }: ApiResponse): HttpResult => ({
  statusCode: status,
  headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  ...(body && { body: JSON.stringify(body) }),
});

/** A Lambda handler that serves these endpoints; a path that none of them has is a 404 with a problem document. */
export const makeHttpHandler = (endpoints: readonly Endpoint[], journal: Journal) => {
  const byKey = new Map(endpoints.map((one) => [`${one.route.method} ${one.route.path}`, one]));

  return async (event: HttpEvent): Promise<HttpResult> => {
    const correlationId = event.requestContext.requestId;
    const found = byKey.get(event.routeKey);
    const respond = async (): Promise<ApiResponse> => {
      try {
        if (!found) throw new DomainError("ROUTE_INCONNUE");
        return await found.serve(event);
      } catch (error) {
        const known =
          error instanceof DomainError ? error : new DomainError("ERREUR_INTERNE", undefined, { cause: error });
        if (isOurs(known)) {
          const { code, cause } = known;
          const details = { correlationId, route: event.routeKey, erreur: String(cause), pile: stackOf(cause) };
          journal.error(code === "SERVICE_INDISPONIBLE" ? "SERVICE_INDISPONIBLE" : "ERREUR_INTERNE", details);
        }
        return refusal(known, correlationId);
      }
    };
    const response = await respond();
    journal.info("REQUETE_HTTP", { correlationId, route: event.routeKey, statut: response.status });
    return toResult(response);
  };
};

/** Whether the platform is at fault, and not the request: whoever runs it must know why. */
const isOurs = ({ code }: DomainError): boolean => REFUSALS[code].status >= 500;

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined);
