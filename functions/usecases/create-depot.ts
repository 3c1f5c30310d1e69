import { type DeclarationDepot, type Depot, type StatutDepot, statutDepot } from "#domain/depots/depot.ts";
import { structuresFor } from "#domain/droits/rights.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { Principal, PrincipalId } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Depots } from "#ports/depots.ts";
import type { System } from "#ports/system.ts";
import type { UploadForm, Uploads } from "#ports/uploads.ts";
import { deterministicId, sha256Hex } from "./identity.ts";

export interface CreateDepotDeps {
  readonly annuaire: Pick<Annuaire, "principal">;
  readonly depots: Pick<Depots, "create" | "reopen">;
  readonly uploads: Pick<Uploads, "presign">;
  readonly system: Pick<System, "now" | "newId">;
}

export interface DepotOuvert {
  readonly depot: Depot;
  readonly statut: StatutDepot;
  /** Absent once the file is here: there is nothing left to upload. */
  readonly formulaire?: UploadForm;
  readonly created: boolean;
}

const digestOf = ({ nomFichier, taille, sha256, verificationSeule, travaux }: DeclarationDepot): string =>
  sha256Hex(JSON.stringify([nomFichier, taille, sha256 ?? null, verificationSeule, ...(travaux ? [travaux] : [])]));

/** Whose invoices they are, or whose pieces of works contracts, is known once the file is read. */
const mayDeposit = (principal: Principal): boolean =>
  (["DEPOSER_FACTURE", "TRAITER_TRAVAUX"] as const).some((action) => structuresFor(principal, action).length > 0);

/**
 * Opens a deposit. The same caller with the same idempotency key and the same declaration gets the same deposit:
 * with a fresh upload form before the upload, with its state after it.
 *
 * @throws {DomainError} HABILITATION_INSUFFISANTE when the caller may deposit for no structure at all;
 *   IDEMPOTENCE_AUTRE_CORPS when the key was used for another declaration.
 */
export const makeCreateDepot =
  ({ annuaire, depots, uploads, system }: CreateDepotDeps) =>
  async (caller: PrincipalId, declaration: DeclarationDepot, idempotencyKey?: string): Promise<DepotOuvert> => {
    const principal = await annuaire.principal(caller);
    if (!principal || !mayDeposit(principal)) {
      throw new DomainError("HABILITATION_INSUFFISANTE");
    }

    const id = idempotencyKey === undefined ? system.newId() : deterministicId("depot", caller, idempotencyKey);
    const instant = system.now().toISOString();
    const { created, depot: known } = await depots.create({
      ...declaration,
      id,
      deposant: caller,
      creeLe: instant,
      empreinteDemande: digestOf(declaration),
    });
    if (known.empreinteDemande !== digestOf(declaration)) throw new DomainError("IDEMPOTENCE_AUTRE_CORPS");

    // A fresh form makes an expired deposit wait again: the sweep has to see it, should the upload's event get lost.
    const depot = statutDepot(known) === "EXPIRE" ? await depots.reopen(id, instant) : known;
    const statut = statutDepot(depot);
    const awaitsFile = statut === "EN_ATTENTE_DE_FICHIER";
    return {
      depot,
      statut,
      created,
      ...(awaitsFile && { formulaire: await uploads.presign(depot.id, depot.taille) }),
    };
  };
