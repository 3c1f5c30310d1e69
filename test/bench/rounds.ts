/** Several works on the same documents, in turn: what disturbs the machine disturbs all of them. */
import type { Document } from "./documents.ts";
import { median } from "./statistics.ts";

/** Documents of a round at least: rounds of a few milliseconds measure the clock. */
const ROUND_DOCUMENTS = 200;

/** Rounds that let the compiler see the code, and are not counted. */
const WARMING = 2;

export type Work = (document: Document) => unknown;

export interface Taken {
  /** Milliseconds of one document, in the median round. */
  readonly ms: number;
  /** The same, of each round. */
  readonly rounds: readonly number[];
}

/** Waits for a promise alone: a turn of the event loop's queue a document is no part of synchronous work. */
const timed = async (documents: readonly Document[], work: Work): Promise<number> => {
  const started = performance.now();
  for (const document of documents) {
    const made = work(document);
    if (made instanceof Promise) await made;
  }
  return performance.now() - started;
};

/** By the name of the work. */
export const inTurn = async (
  documents: readonly Document[],
  works: ReadonlyMap<string, Work>,
  rounds: number,
): Promise<(name: string) => Taken> => {
  const repeats = Math.max(1, Math.ceil(ROUND_DOCUMENTS / documents.length));
  const round = Array.from({ length: repeats }, () => documents).flat();
  const times = new Map<string, number[]>();
  for (let count = 0; count < WARMING + rounds; count++) {
    for (const [name, work] of works) {
      const ms = await timed(round, work);
      if (count >= WARMING) times.set(name, [...(times.get(name) ?? []), ms / round.length]);
    }
  }
  return (name) => {
    const taken = times.get(name) ?? [];
    return { ms: median(taken), rounds: taken };
  };
};

/** How many times as long the one took as the other: the median of the rounds' own. */
export const ratio = (one: Taken, other: Taken): number =>
  median(one.rounds.map((ms, index) => ms / (other.rounds[index] ?? ms)));
