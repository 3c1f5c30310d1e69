import type { Inscription } from "#domain/exploitation/registre.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import type { Registre } from "#ports/registre.ts";
import type { MemoryStore } from "./store.ts";

const rankOf = ({ instant, id }: Pick<Inscription, "id" | "instant">): string => `${instant}#${id}`;

export const memoryRegistre = ({ registre }: Pick<MemoryStore, "registre">): Registre => ({
  async inscrire(inscription) {
    if (registre.has(rankOf(inscription))) return false;
    registre.set(rankOf(inscription), inscription);
    return true;
  },

  async conclure(key, issue) {
    const known = registre.get(rankOf(key));
    if (!known) throw new Error(`the register has no line ${rankOf(key)}`);
    registre.set(rankOf(key), { issue, ...known });
  },

  async page({ jour, before, limit }) {
    const found = [...registre.values()]
      .filter((one) => civilDayInParis(new Date(one.instant)) === jour)
      .filter((one) => before === undefined || rankOf(one) < before)
      .sort((a, b) => (rankOf(a) < rankOf(b) ? 1 : -1));
    const inscriptions = found.slice(0, limit);
    const last = inscriptions.at(-1);
    return { inscriptions, ...(last && found.length > limit && { next: rankOf(last) }) };
  },
});
