/** Every route of the API, once: read by the edge, the CDK app, OpenAPI and the tests. */

/** One Lambda function per capability. */
export type Capability = "depots" | "factures" | "jetons" | "documentation";

/** Who may call: `PUBLIC` needs no token; `AUTHENTIFIE` needs one, and the use case then asks the directory for rights. */
export type Access = "PUBLIC" | "AUTHENTIFIE";

export interface Route {
  readonly operationId: string;
  readonly method: "GET" | "POST";
  /** API Gateway path, e.g. `/v1/depots/{id}`. */
  readonly path: string;
  readonly capability: Capability;
  readonly access: Access;
}

export const ROUTES = [
  { operationId: "creerDepot", method: "POST", path: "/v1/depots", capability: "depots", access: "AUTHENTIFIE" },
  {
    operationId: "consulterDepot",
    method: "GET",
    path: "/v1/depots/{id}",
    capability: "depots",
    access: "AUTHENTIFIE",
  },
  { operationId: "listerFactures", method: "GET", path: "/v1/factures", capability: "factures", access: "AUTHENTIFIE" },
  {
    operationId: "consulterFacture",
    method: "GET",
    path: "/v1/factures/{id}",
    capability: "factures",
    access: "AUTHENTIFIE",
  },
  { operationId: "obtenirJeton", method: "POST", path: "/v1/oauth/token", capability: "jetons", access: "PUBLIC" },
  { operationId: "publierCles", method: "GET", path: "/v1/oauth/jwks.json", capability: "jetons", access: "PUBLIC" },
  {
    operationId: "decouvrirEmetteur",
    method: "GET",
    path: "/.well-known/openid-configuration",
    capability: "jetons",
    access: "PUBLIC",
  },
  {
    operationId: "publierOpenApi",
    method: "GET",
    path: "/v1/openapi.json",
    capability: "documentation",
    access: "PUBLIC",
  },
] as const satisfies readonly Route[];

/** The capability that answers 404 for every path outside the table (API Gateway's `$default` route, no token asked). */
export const UNKNOWN_ROUTE_CAPABILITY: Capability = "documentation";
