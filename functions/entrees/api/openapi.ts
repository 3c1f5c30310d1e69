/** The API's description, OpenAPI 3.1, generated from the route table, the schemas and the catalogue of refusals. */
import * as z from "zod";
import { REFUSALS, type RefusalCode } from "#domain/erreurs/catalogue.ts";
import { EXAMPLES } from "./examples.ts";
import { ExecutionResponse, ExecutionsResponse, RejeuBody, RejeuResponse } from "./execution-schemas.ts";
import {
  DepotExploitation,
  DossierExploitation,
  FactureExploitation,
  FileMorteResponse,
  FilesMortesResponse,
  JournalResponse,
  RestitutionBody,
  RestitutionResponse,
} from "./exploitation-schemas.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes.ts";
import {
  DepotBody,
  DepotOuvertResponse,
  DepotResponse,
  Discovery,
  FactureDetail,
  FactureResume,
  FacturesResponse,
  Jwks,
  OpenApiDocument,
  Probleme,
  TokenBody,
  TokenError,
  TokenResponse,
  VerdictResponse,
} from "./schemas.ts";
import { ActeBody, ActeResponse, DossierTravauxResponse, EtapesResponse } from "./travaux-schemas.ts";

/** Schemas with a name of their own in the document. */
const NAMED = {
  DemandeDepot: DepotBody,
  DepotOuvert: DepotOuvertResponse,
  Depot: DepotResponse,
  FactureResume,
  Facture: FactureDetail,
  Factures: FacturesResponse,
  EtapesTravaux: EtapesResponse,
  DossierTravaux: DossierTravauxResponse,
  DemandeActe: ActeBody,
  ActeTravaux: ActeResponse,
  Executions: ExecutionsResponse,
  Execution: ExecutionResponse,
  DemandeRejeu: RejeuBody,
  Rejeu: RejeuResponse,
  FilesMortes: FilesMortesResponse,
  FileMorte: FileMorteResponse,
  DemandeRestitution: RestitutionBody,
  Restitution: RestitutionResponse,
  DepotExploitation,
  FactureExploitation,
  DossierExploitation,
  JournalExploitation: JournalResponse,
  Verdict: VerdictResponse,
  DemandeJeton: TokenBody,
  Jeton: TokenResponse,
  ErreurJeton: TokenError,
  Cles: Jwks,
  Emetteur: Discovery,
  OpenApi: OpenApiDocument,
  Probleme,
} as const satisfies Record<string, z.ZodType>;

type JsonSchema = Readonly<Record<string, unknown>>;

const NAMES: ReadonlyMap<z.ZodType, string> = new Map(Object.entries(NAMED).map(([name, schema]) => [schema, name]));

const jsonSchema = (schema: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
};

const refer = (schema: z.ZodType): JsonSchema => {
  const name = NAMES.get(schema);
  return name === undefined ? jsonSchema(schema) : { $ref: `#/components/schemas/${name}` };
};

const PLACES = { params: "path", query: "query", headers: "header" } as const;

const parametersOf = ({ request }: Route): readonly JsonSchema[] =>
  (Object.keys(PLACES) as (keyof typeof PLACES)[]).flatMap((part) => {
    const schema = request[part];
    if (!schema) return [];
    const { properties = {}, required = [] } = jsonSchema(schema) as {
      properties?: Record<string, JsonSchema>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: PLACES[part],
      required: part === "params" || required.includes(name),
      schema: property,
      ...(property["description"] !== undefined && { description: property["description"] }),
    }));
  });

const examplesOf = (route: Route): JsonSchema => {
  const examples = EXAMPLES.filter(({ operationId }) => operationId === route.operationId).flatMap(
    ({ nom, body, fichier }) => {
      const value = body ?? fichier;
      return value === undefined ? [] : [[nom, { value }] as const];
    },
  );
  return examples.length === 0 ? {} : { examples: Object.fromEntries(examples) };
};

const bodyOf = (route: Route): JsonSchema | undefined => {
  const { body, form, file } = route.request;
  // Bytes have no schema (OpenAPI 3.1.1, "Considerations for File Uploads").
  if (file)
    return {
      description: file.description,
      required: true,
      content: { "application/octet-stream": examplesOf(route) },
    };
  if (!body) return undefined;
  const type = form ? "application/x-www-form-urlencoded" : "application/json";
  return { required: true, content: { [type]: { schema: refer(body), ...examplesOf(route) } } };
};

/** Refusals that every route may answer. */
const ANYWHERE = ["ERREUR_INTERNE", "SERVICE_INDISPONIBLE"] as const satisfies readonly RefusalCode[];

const PROBLEM = ["application/problem+json", Probleme] as const;
const OAUTH_ERROR = ["application/json", TokenError] as const;

/** Codes of one HTTP status share one response, which lists them. */
const refusalResponses = (
  refusals: readonly RefusalCode[],
  [type, schema]: typeof PROBLEM | typeof OAUTH_ERROR,
): Record<string, JsonSchema> => {
  const byStatus = Map.groupBy(refusals, (code) => REFUSALS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `${code} : ${REFUSALS[code].titre} ${REFUSALS[code].correction}`).join("\n\n"),
        content: { [type]: { schema: refer(schema) } },
      },
    ]),
  );
};

const operation = (route: Route): JsonSchema => {
  const requestBody = bodyOf(route);
  return {
    operationId: route.operationId,
    summary: route.resume,
    tags: [route.capability],
    parameters: parametersOf(route),
    ...(requestBody && { requestBody }),
    security: route.access === "PUBLIC" ? [] : [{ jeton: [] }],
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, { description, schema }]) => [
          status,
          { description, content: { "application/json": { schema: refer(schema) } } },
        ]),
      ),
      ...refusalResponses(route.refusals, route.request.form ? OAUTH_ERROR : PROBLEM),
      ...refusalResponses(ANYWHERE, PROBLEM),
    },
  };
};

/** @param server base URL of the API, without a trailing slash. */
export const openApiDocument = (server: string) => {
  const byPath = Map.groupBy(Object.values(ROUTES) as readonly Route[], ({ path }) => path);
  return {
    openapi: "3.1.0",
    info: {
      title: "Plainchant",
      version: "1.0.0",
      description:
        'Portail de facturation du secteur public : déposer une facture, suivre son contrôle, lire les factures émises et reçues, conduire les factures de travaux de leur dépôt au service financier. Les routes /v1/ops sont celles des exploitants de la plateforme. Une requête sans en-tête Authorization reçoit 401 avec le corps {"message":"Unauthorized"} ; un corps de plus de 4,5 Mo environ reçoit 413 avec {"message":"Request Entity Too Large"} ; tout autre refus est un document de problème (RFC 9457).',
    },
    servers: [{ url: server }],
    paths: Object.fromEntries(
      [...byPath].map(([path, routes]) => [
        path,
        Object.fromEntries(routes.map((route) => [route.method.toLowerCase(), operation(route)])),
      ]),
    ),
    components: {
      securitySchemes: {
        jeton: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "POST /v1/oauth/token, ou l'émetteur des personnes",
        },
      },
      schemas: Object.fromEntries(Object.entries(NAMED).map(([name, schema]) => [name, jsonSchema(schema)])),
    },
  };
};
