import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
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
  /** What the caller may do next. */
  readonly actes: readonly PossibleAct[];
}

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
    const read = async (piece: string) => [piece, (await factures.dossier(piece))?.historique ?? []] as const;
    const historiques = new Map(await Promise.all(dossier.pieces.map(({ id: piece }) => read(piece))));
    return { dossier, historiques, actes: actsFor(principal, dossier) };
  };
