import { formatStructureId } from "#domain/structures/identifiers.ts";
import { endpoint, makeHttpHandler } from "#edge/http.ts";
import { decodeCursor, encodeCursor } from "#entrees/api/cursor.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import { wireDossier, wireFacture } from "#entrees/api/wire.ts";
import type { Journal, System } from "#ports/system.ts";
import { type ConsultFactureDeps, makeConsultFacture } from "#usecases/consult-facture.ts";
import { type ListFacturesDeps, makeListFactures } from "#usecases/list-factures.ts";

export interface FacturesApiDeps extends ListFacturesDeps {
  readonly factures: ListFacturesDeps["factures"] & ConsultFactureDeps["factures"];
  readonly system: Pick<System, "now">;
  readonly journal: Journal;
}

/** Invoices, for both parties. */
export const makeHandler = (deps: FacturesApiDeps) => {
  const listFactures = makeListFactures(deps);
  const consultFacture = makeConsultFacture(deps);

  return makeHttpHandler(
    [
      endpoint(ROUTES.listerFactures, async ({ caller, query }) => {
        const { qualite, structure, curseur, limite } = query;
        const page = await listFactures(caller, {
          ...(qualite && { qualite }),
          ...(structure && { structure }),
          ...(limite !== undefined && { limite }),
          ...(curseur !== undefined && { position: decodeCursor(curseur) }),
        });
        return {
          status: 200,
          body: {
            qualite: page.qualite,
            structure: formatStructureId(page.structure),
            factures: page.factures.map(wireFacture),
            hasMore: page.next !== undefined,
            ...(page.next && { curseur: encodeCursor(page.next) }),
          },
        };
      }),
      endpoint(ROUTES.consulterFacture, async ({ caller, params }) => {
        const { estFournisseur, ...dossier } = await consultFacture(caller, params.id);
        return { status: 200, body: wireDossier(dossier, estFournisseur, deps.system.now()) };
      }),
    ],
    deps.journal,
  );
};
