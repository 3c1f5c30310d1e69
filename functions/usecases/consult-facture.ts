import { mayDo } from "#domain/droits/rights.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { DossierFacture } from "#domain/facture/facture.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Factures } from "#ports/factures.ts";

export interface ConsultFactureDeps {
  readonly annuaire: Pick<Annuaire, "principal">;
  readonly factures: Pick<Factures, "dossier">;
}

/**
 * An invoice with its history, for its two parties.
 *
 * @throws {DomainError} FACTURE_INTROUVABLE for everyone else, as if it did not exist.
 */
export const makeConsultFacture =
  ({ annuaire, factures }: ConsultFactureDeps) =>
  async (caller: PrincipalId, id: string): Promise<DossierFacture & { readonly estFournisseur: boolean }> => {
    const [principal, dossier] = await Promise.all([annuaire.principal(caller), factures.dossier(id)]);
    if (!principal || !dossier) throw new DomainError("FACTURE_INTROUVABLE");
    const { fournisseur, destinataire } = dossier.facture;
    const estFournisseur = mayDo(principal, "CONSULTER_FACTURE_EMISE", fournisseur);
    if (!estFournisseur && !mayDo(principal, "CONSULTER_FACTURE_RECUE", destinataire)) {
      throw new DomainError("FACTURE_INTROUVABLE");
    }
    return { ...dossier, estFournisseur };
  };
