import { depositOf, type Facture } from "#domain/facture/facture.ts";
import { sameStructure } from "#domain/structures/identifiers.ts";
import type { Factures, FacturesQuery } from "#ports/factures.ts";
import { addMembre } from "./memory-depots.ts";
import { applyActe, isTaken } from "./memory-dossiers.ts";
import type { MemoryStore } from "./store.ts";

const rankOf = ({ dateDepot, id }: Facture): string => `${dateDepot}#${id}`;

/** A piece of works contracts is its recipient's once it is payable, as every invoice is from the start. */
const belongs = (facture: Facture, { qualite, structure }: FacturesQuery): boolean =>
  qualite === "FOURNISSEUR"
    ? sameStructure(facture.fournisseur, structure)
    : facture.statut === "MISE_A_DISPOSITION" && sameStructure(facture.destinataire, structure);

const isAfter = (facture: Facture, { after }: FacturesQuery): boolean =>
  after === undefined || rankOf(facture) < (after.rank ?? `${after.month}~`);

export const memoryFactures = (store: MemoryStore): Factures => ({
  async integrate({ facture, passages, membre, acte }) {
    const judged = store.membres.get(facture.depot) ?? [];
    if (judged.some(({ rang }) => rang === membre.rang)) return "already-judged";
    if (store.factures.has(facture.id)) return "taken";
    if (store.alias.has(facture.alias)) return "alias-taken";
    if (acte !== undefined && isTaken(store, acte)) return "decided-meanwhile";
    store.factures.set(facture.id, facture);
    store.passages.set(facture.id, passages);
    store.alias.set(facture.alias, facture.id);
    if (acte === undefined) {
      const evenement = { id: `${facture.id}:1`, type: "FACTURE_MISE_A_DISPOSITION", facture: facture.id } as const;
      store.evenements.set(evenement.id, { ...evenement, instant: facture.dateDepot });
    } else applyActe(store, acte);
    addMembre(store, facture.depot, membre);
    return "integrated";
  },

  find: async (id) => store.factures.get(id),

  async dossier(id) {
    const facture = store.factures.get(id);
    const courriels = [...store.courriels.values()].filter((courriel) => courriel.facture === id);
    if (!facture) return undefined;
    return { facture, historique: [...depositOf(facture), ...(store.passages.get(id) ?? [])], courriels };
  },

  async page(query) {
    const found = [...store.factures.values()]
      .filter((facture) => belongs(facture, query) && isAfter(facture, query))
      .sort((a, b) => (rankOf(a) < rankOf(b) ? 1 : -1));
    const factures = found.slice(0, query.limit);
    const last = factures.at(-1);
    if (!last || found.length <= query.limit) return { factures };
    return { factures, next: { month: last.dateDepot.slice(0, 7), rank: rankOf(last) } };
  },
});
