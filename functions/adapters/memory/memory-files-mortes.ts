import type { DeadLetter } from "#domain/exploitation/dead-letter.ts";
import type { FilesMortes, Move } from "#ports/files-mortes.ts";

/** @param queues messages by the id of their queue; a move empties one at once. */
export const memoryFilesMortes = (queues: Map<string, readonly DeadLetter[]>): FilesMortes => {
  const moves = new Map<string, Move>();
  const lettersOf = (id: string): readonly DeadLetter[] => queues.get(id) ?? [];
  return {
    depth: async ({ id }) => ({ messages: lettersOf(id).length, enLecture: 0 }),

    peek: async ({ id }, max) =>
      lettersOf(id)
        .toSorted((a, b) => a.envoyeLe.localeCompare(b.envoyeLe))
        .slice(0, max),

    async giveBack({ id, source }) {
      if (source === undefined) throw new Error(`the queue ${id} has no source`);
      moves.set(id, { statut: "TERMINE", deplaces: lettersOf(id).length });
      queues.set(source, [...lettersOf(source), ...lettersOf(id)]);
      queues.set(id, []);
    },

    lastMove: async ({ id }) => moves.get(id),
  };
};
