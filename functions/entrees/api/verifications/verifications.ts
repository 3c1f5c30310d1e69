import { verdictOf } from "#domain/rapports/verdict.ts";
import { endpoint, makeHttpHandler } from "#edge/http.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import type { Journal } from "#ports/system.ts";
import { makeVerifyDocument, type VerifyDocumentDeps } from "#usecases/verify-document.ts";

export interface VerificationsApiDeps extends VerifyDocumentDeps {
  readonly journal: Journal;
}

/** Judges an invoice and answers at once, whatever the verdict. Nothing is kept, and nobody's rights are asked for. */
export const makeHandler = (deps: VerificationsApiDeps) => {
  const verify = makeVerifyDocument(deps);

  return makeHttpHandler(
    [
      endpoint(ROUTES.verifierFacture, async ({ query, file }) => ({
        status: 200,
        body: verdictOf(verify(file, query.profil)),
      })),
    ],
    deps.journal,
  );
};
