import type { Courriel } from "#domain/facture/facture.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Courriels, CourrielsQueue } from "#ports/courriels.ts";
import type { Evenements, FactureDisponible } from "#ports/evenements.ts";
import type { Factures } from "#ports/factures.ts";
import type { Journal, System } from "#ports/system.ts";
import { deterministicId } from "./identity.ts";

export interface AnnounceFactureDeps {
  readonly annuaire: Pick<Annuaire, "structures">;
  readonly factures: Pick<Factures, "find">;
  readonly courriels: Pick<Courriels, "record">;
  readonly queue: CourrielsQueue;
  readonly evenements: Pick<Evenements, "markDone">;
  readonly system: Pick<System, "now">;
  readonly journal: Journal;
}

/**
 * What follows from an event, whether the stream or the sweep brings it: the availability e-mail is recorded and
 * queued, then the event is marked done. May be repeated at any point.
 */
export const makeAnnounceFacture =
  ({ annuaire, factures, courriels, queue, evenements, system, journal }: AnnounceFactureDeps) =>
  async (evenement: FactureDisponible): Promise<void> => {
    const facture = await factures.find(evenement.facture);
    if (!facture) throw new Error(`event ${evenement.id} names facture ${evenement.facture}, which cannot be read`);
    const [destinataire] = await annuaire.structures([facture.destinataire]);
    const instant = system.now().toISOString();

    const adresse = destinataire?.emailStructure;
    const courriel: Courriel = await courriels.record({
      id: deterministicId("courriel", evenement.id),
      type: "MISE_A_DISPOSITION",
      facture: facture.id,
      aEnvoyerLe: instant,
      ...(adresse !== undefined && { adresse }),
    });
    if (courriel.adresse === undefined) journal.error("DESTINATAIRE_SANS_ADRESSE", { facture: facture.id });
    else if (courriel.envoyeLe === undefined) await queue.enqueue(facture.id, courriel.id);
    await evenements.markDone(evenement, instant);
  };
