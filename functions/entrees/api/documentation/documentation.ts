import { makeHttpHandler, publicEndpoint } from "#edge/http.ts";
import { openApiDocument } from "#entrees/api/openapi.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import type { Journal } from "#ports/system.ts";

export interface DocumentationApiDeps {
  /** Base URL of the API, for the document's `servers`. */
  readonly issuer: string;
  readonly journal: Journal;
}

/** The API's own description; and the answer to every address that does not exist. */
export const makeHandler = ({ issuer, journal }: DocumentationApiDeps) => {
  const document = openApiDocument(issuer);
  return makeHttpHandler(
    [publicEndpoint(ROUTES.publierOpenApi, async () => ({ status: 200, body: document }))],
    journal,
  );
};
