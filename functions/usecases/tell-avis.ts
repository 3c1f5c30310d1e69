import { formatStructureId, sameStructure } from "#domain/structures/identifiers.ts";
import type { Avis } from "#domain/travaux/avis.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Courriels, CourrielsQueue } from "#ports/courriels.ts";
import type { Evenement } from "#ports/evenements.ts";
import type { Journal, System } from "#ports/system.ts";
import { deterministicId } from "./identity.ts";

export interface TellAvisDeps {
  readonly annuaire: Pick<Annuaire, "structures">;
  readonly courriels: Pick<Courriels, "record">;
  readonly queue: CourrielsQueue;
  readonly system: Pick<System, "now">;
  readonly journal: Journal;
}

/** Records and queues an e-mail that an event of a dossier asks for: of one event, type and structure there is one, ever. */
export const makeTellAvis =
  ({ annuaire, courriels, queue, system, journal }: TellAvisDeps) =>
  async (evenement: Pick<Evenement, "id">, { type, facture, structure, delai }: Avis): Promise<void> => {
    const found = (await annuaire.structures([structure])).find((one) => sameStructure(one, structure));
    const adresse = found?.emailStructure;
    const courriel = await courriels.record({
      id: deterministicId("courriel", evenement.id, type, formatStructureId(structure)),
      type,
      facture,
      aEnvoyerLe: system.now().toISOString(),
      ...(delai && { delai }),
      ...(adresse !== undefined && { adresse }),
    });
    if (courriel.adresse === undefined) journal.error("DESTINATAIRE_SANS_ADRESSE", { facture });
    else if (courriel.envoyeLe === undefined) await queue.enqueue(facture, courriel.id);
  };
