/** In which order a report shows its faults: who corrects the first ones often corrects the others with them. */
import type { GroupId } from "#domain/facture/invoice.ts";
import { GROUPS, TERMS } from "#domain/facture/terms.ts";
import type { Fault } from "#domain/fautes/fault.ts";

/**
 * Groups right below the invoice, the decisive ones first: what it is, who is concerned, how much, which follows from the
 * breakdown of VAT; then the details.
 */
const TOPICS: readonly (readonly GroupId[])[] = [
  ["BG-0"],
  ["BG-4", "BG-7", "BG-11", "BG-10"],
  ["BG-23"],
  ["BG-22"],
  ["BG-25"],
  ["BG-20", "BG-21"],
  ["BG-16"],
  ["BG-13"],
  ["BG-3", "BG-24", "BG-1"],
];

const RANKS: Readonly<Record<string, number>> = Object.fromEntries(
  TOPICS.flatMap((groups, rank) => groups.map((id) => [id, rank])),
);

const AROUND: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(TERMS).map(([id, { group }]) => [id, group]),
  ...Object.entries(GROUPS).flatMap(([id, group]) => ("parent" in group ? [[id, group.parent]] : [])),
]);

/** That of the nearest group around a term that is a topic; what is about no term comes last. */
const rankOf = (id: string | undefined): number => {
  for (let at = id; at !== undefined; at = AROUND[at]) {
    const rank = RANKS[at];
    if (rank !== undefined) return rank;
  }
  return TOPICS.length;
};

/** Reading and structure: theirs are faults of the file, told in its order. */
const STAGES_OF_THE_FILE = 2;

/** Terms of a group are numbered as they follow from one another: a sum before the total that it goes into. */
const numberOf = (id = ""): number => Number(/^BT-(\d+)/.exec(id)?.[1] ?? 0);

interface Placed {
  readonly fault: Fault;
  /** Compared one after the other, the smaller first. */
  readonly keys: readonly number[];
}

const compare = (one: Placed, other: Placed): number => {
  const differing = one.keys.findIndex((key, index) => key !== other.keys[index]);
  return (one.keys[differing] ?? 0) - (other.keys[differing] ?? 0);
};

/**
 * What refuses before what warns; of each, what comes first of the stages (the file, its structure, its rules); then by
 * topic. Faults of one code stay together, in the order in which they were found.
 */
export const byDecision = (stages: readonly (readonly Fault[])[]): readonly Fault[] => {
  const codes = new Map<string, number>();
  const placed = stages.flatMap((faults, stage) =>
    faults.map((fault): Placed => {
      const { code, severity, terms } = fault;
      if (!codes.has(code)) codes.set(code, codes.size);
      const about = stage < STAGES_OF_THE_FILE ? [] : [rankOf(terms[0]), numberOf(terms[0])];
      return { fault, keys: [severity === "fatal" ? 0 : 1, stage, ...about, codes.get(code) ?? 0] };
    }),
  );
  return placed.toSorted(compare).map(({ fault }) => fault);
};
