import type { Courriel } from "#domain/facture/facture.ts";
import type { Courriels } from "#ports/courriels.ts";
import type { MemoryStore } from "./store.ts";

export const memoryCourriels = ({ courriels }: MemoryStore): Courriels => {
  const key = (facture: string, id: string): string => `${facture}/${id}`;

  /** The first value of each field stays. */
  const setOnce = (facture: string, id: string, values: Partial<Courriel>): void => {
    const known = courriels.get(key(facture, id));
    if (!known) throw new Error(`courriel ${id} has no row`);
    courriels.set(key(facture, id), { ...known, ...values, ...known });
  };

  return {
    async record(courriel) {
      const known = courriels.get(key(courriel.facture, courriel.id));
      if (known) return known;
      courriels.set(key(courriel.facture, courriel.id), courriel);
      return courriel;
    },
    find: async (facture, id) => courriels.get(key(facture, id)),
    markSent: async ({ facture, id }, envoyeLe, messageId) => setOnce(facture, id, { envoyeLe, messageId }),
    markAccepted: async (facture, id, accepteLe) => setOnce(facture, id, { accepteLe }),
    markRefused: async (facture, id, refuseLe, motifRefus) => setOnce(facture, id, { refuseLe, motifRefus }),
  };
};
