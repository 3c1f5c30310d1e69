import { type Depot, isOfArchive, type MembreDepot } from "#domain/depots/depot.ts";
import type { Depots } from "#ports/depots.ts";
import type { MemoryStore } from "./store.ts";

const closed = ({ ouvertDepuis: _over, ...depot }: Depot): Depot => depot;

const counted = (depot: Depot, membre: MembreDepot): Depot => {
  const good = membre.resultat === "INTEGREE" || membre.resultat === "CONFORME";
  const next = isOfArchive(membre) ? depot : closed(depot);
  return { ...next, integres: depot.integres + (good ? 1 : 0), rejetes: depot.rejetes + (good ? 0 : 1) };
};

/** Puts a member's verdict on its deposit, unless it has one. */
export const addMembre = ({ depots, membres }: MemoryStore, id: string, membre: MembreDepot): boolean => {
  const depot = depots.get(id);
  if (!depot) throw new Error(`depot ${id} has no row`);
  const known = membres.get(id) ?? [];
  if (known.some(({ rang }) => rang === membre.rang)) return false;
  membres.set(
    id,
    [...known, membre].toSorted((a, b) => a.rang - b.rang),
  );
  depots.set(id, counted(depot, membre));
  return true;
};

export const memoryDepots = (store: MemoryStore): Depots => {
  const { depots, membres } = store;
  return {
    async create(fresh) {
      const known = depots.get(fresh.id);
      if (known) return { created: false, depot: known };
      const depot: Depot = { ...fresh, ouvertDepuis: fresh.creeLe, integres: 0, rejetes: 0, versionsIgnorees: [] };
      depots.set(depot.id, depot);
      return { created: true, depot };
    },

    get: async (id) => depots.get(id),

    async find(id) {
      const depot = depots.get(id);
      return depot && { depot, membres: membres.get(id) ?? [] };
    },

    async claim(id, versionId, instant) {
      const depot = depots.get(id);
      if (!depot) return { outcome: "unknown" };
      if (depot.versionId !== undefined && depot.versionId !== versionId) {
        const versionsIgnorees = [...new Set([...depot.versionsIgnorees, versionId])].sort();
        depots.set(id, { ...depot, versionsIgnorees });
        return { outcome: "ignored" };
      }
      const { expireLe: _lifted, ...kept } = depot;
      const claimed: Depot = { ...kept, versionId, recuLe: depot.recuLe ?? instant, total: depot.total ?? 1 };
      depots.set(id, claimed);
      return { outcome: "ours", depot: claimed };
    },

    async markUnpacked(id, total, instant) {
      const depot = depots.get(id);
      if (!depot) throw new Error(`depot ${id} has no row`);
      if (depot.decompresseLe === undefined) depots.set(id, { ...depot, total, decompresseLe: instant });
    },

    async recordMembre(id, membre) {
      addMembre(store, id, membre);
    },

    async unfinishedBefore(instant, visit) {
      const open = [...depots.values()].filter(
        ({ ouvertDepuis }) => ouvertDepuis !== undefined && ouvertDepuis < instant,
      );
      for (const depot of open) await visit(depot);
    },

    async close(id) {
      const depot = depots.get(id);
      if (!depot) throw new Error(`depot ${id} has no row`);
      depots.set(id, closed(depot));
    },

    async expire(id, instant) {
      const depot = depots.get(id);
      if (!depot || depot.recuLe !== undefined) return;
      depots.set(id, { ...closed(depot), expireLe: instant });
    },

    async reopen(id, instant) {
      const depot = depots.get(id);
      if (!depot) throw new Error(`depot ${id} has no row`);
      if (depot.expireLe === undefined) return depot;
      const { expireLe: _lifted, ...kept } = depot;
      const reopened: Depot = { ...kept, ouvertDepuis: instant };
      depots.set(id, reopened);
      return reopened;
    },
  };
};
