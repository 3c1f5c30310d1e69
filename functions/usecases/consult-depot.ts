import type { Depot, MembreDepot } from "#domain/depots/depot.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Depots } from "#ports/depots.ts";

export interface ConsultDepotDeps {
  readonly annuaire: Pick<Annuaire, "principal">;
  readonly depots: Pick<Depots, "find">;
}

/**
 * The state of a deposit and its report so far, for whoever created it.
 *
 * @throws {DomainError} DEPOT_INTROUVABLE for everyone else, as if it did not exist.
 */
export const makeConsultDepot =
  ({ annuaire, depots }: ConsultDepotDeps) =>
  async (
    caller: PrincipalId,
    id: string,
  ): Promise<{ readonly depot: Depot; readonly membres: readonly MembreDepot[] }> => {
    const [principal, found] = await Promise.all([annuaire.principal(caller), depots.find(id)]);
    if (principal?.statut !== "ACTIF" || found?.depot.deposant !== caller) throw new DomainError("DEPOT_INTROUVABLE");
    return found;
  };
