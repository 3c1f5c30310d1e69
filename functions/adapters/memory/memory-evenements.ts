import type { Evenements } from "#ports/evenements.ts";
import type { MemoryStore } from "./store.ts";

export const memoryEvenements = ({ evenements }: MemoryStore): Evenements => ({
  async markDone({ id }, instant) {
    const known = evenements.get(id);
    if (!known) throw new Error(`event ${id} has no row`);
    evenements.set(id, { ...known, faitLe: known.faitLe ?? instant });
  },

  async sweep(instant, visit) {
    const pending = [...evenements.values()].filter((one) => one.faitLe === undefined && one.instant < instant);
    for (const evenement of pending.sort((a, b) => a.instant.localeCompare(b.instant))) await visit(evenement);
  },
});
