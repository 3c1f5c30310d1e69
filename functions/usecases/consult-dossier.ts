import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { Courriel, DossierFacture } from "#domain/facture/facture.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import { COURRIELS_RECEPTION } from "#domain/travaux/avis.ts";
import type { Dossier } from "#domain/travaux/dossier.ts";
import type { PossibleAct } from "#domain/travaux/possible-acts.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { Factures } from "#ports/factures.ts";
import { actsFor, mayReadDossier } from "./travaux-access.ts";

export interface ConsultDossierDeps {
  readonly annuaire: Pick<Annuaire, "principal">;
  readonly dossiers: Pick<Dossiers, "find">;
  readonly factures: Pick<Factures, "dossier">;
}

export interface DossierConsulte {
  readonly dossier: Dossier;
  /** By piece: what became of it, and why, for those too who are no party to it as an invoice. */
  readonly historiques: ReadonlyMap<string, readonly HistoryEntry[]>;
  /** The e-mail that proves when the request was received, where one does. */
  readonly preuve?: Courriel;
  /** What the caller may do next. */
  readonly actes: readonly PossibleAct[];
}

/** Of those of its type, the first one: later ones are of pieces that come after. */
const preuveOf = ({ reception }: Dossier, pieces: readonly DossierFacture[]): Courriel | undefined => {
  const type = reception && COURRIELS_RECEPTION[reception.debut];
  const [first] = pieces
    .flatMap(({ courriels }) => courriels)
    .filter((courriel) => courriel.type === type)
    .sort((a, b) => a.aEnvoyerLe.localeCompare(b.aEnvoyerLe));
  return first;
};

/**
 * A dossier de facturation with the history of its pieces, for those who take part in it.
 *
 * @throws {DomainError} DOSSIER_INTROUVABLE for everyone else, as if it did not exist.
 */
export const makeConsultDossier =
  ({ annuaire, dossiers, factures }: ConsultDossierDeps) =>
  async (caller: PrincipalId, id: string): Promise<DossierConsulte> => {
    const [principal, dossier] = await Promise.all([annuaire.principal(caller), dossiers.find(id)]);
    if (!principal || !dossier || !mayReadDossier(principal, dossier)) throw new DomainError("DOSSIER_INTROUVABLE");
    const read = await Promise.all(dossier.pieces.map(({ id: piece }) => factures.dossier(piece)));
    const pieces = read.filter((piece) => piece !== undefined);
    const preuve = preuveOf(dossier, pieces);
    return {
      dossier,
      historiques: new Map(pieces.map(({ facture, historique }) => [facture.id, historique])),
      ...(preuve && { preuve }),
      actes: actsFor(principal, dossier),
    };
  };
