/**
 * Many inputs made from a seed, in slices: a slice that fails is repeated alone by its name, and another seed is another
 * campaign (`PLAINCHANT_HOSTILE_SEED=7 npx vitest run test/hostile -t "slice 3"`).
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allFaults, answerTo } from "./answer.ts";

const SEED = Number(process.env["PLAINCHANT_HOSTILE_SEED"] ?? 20_260_301);

const SLICE = 5_000;

/** Characters of a failing input that are shown. */
const SHOWN = 2_000;

export interface Campaign {
  readonly inputs: fc.Arbitrary<Uint8Array>;
  /** A multiple of the size of a slice. */
  readonly count: number;
  /** Outcomes that the inputs must lead to, `invoice` or codes of faults: a generator that misses them tests little. */
  readonly reaches: readonly string[];
}

type Tally = Map<string, number>;

const attack = (bytes: Uint8Array, tally: Tally): void => {
  const { answer, broken } = answerTo(bytes);
  if (broken.length > 0) throw new Error(broken.join(", "));
  const outcomes = new Set([...(answer.invoice ? ["invoice"] : []), ...allFaults(answer).map(({ code }) => code)]);
  for (const outcome of outcomes) tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
};

const shown = (bytes: Uint8Array): string => {
  const text = JSON.stringify(Buffer.from(bytes).toString("latin1", 0, SHOWN));
  return `${bytes.length} bytes, as ISO-8859-1: ${text}`;
};

/** Why the slice failed, with the smallest input that was found; empty when it did not. */
const failureOf = ({ inputs }: Campaign, slice: number, tally: Tally): string => {
  const property = fc.property(inputs, (bytes) => attack(bytes, tally));
  const run = fc.check(property, { seed: SEED + slice, numRuns: SLICE });
  if (!run.failed) return "";
  const smallest = run.counterexample?.[0];
  const why = run.errorInstance instanceof Error ? run.errorInstance.message : String(run.errorInstance);
  return `seed ${SEED}, slice ${slice}: ${why}\n${smallest ? shown(smallest) : "no input"}`;
};

/** One test for each slice, and one for what all of them together came upon. */
export const run = (name: string, campaign: Campaign): void => {
  const slices = Array.from({ length: campaign.count / SLICE }, (_, index) => index + 1);
  const tally: Tally = new Map();

  describe(`${campaign.count} inputs from seed ${SEED}: ${name}`, () => {
    it.each(slices)(`are answered, each as promised: slice %i, ${SLICE} inputs`, (slice) => {
      expect(failureOf(campaign, slice, tally)).toBe("");
    });

    it("come upon invoices and upon faults of many kinds", ({ skip }) => {
      skip(tally.size === 0, "one slice alone");
      console.log(`${name}: ${JSON.stringify(Object.fromEntries(tally))}`);
      expect([...tally.keys()]).toEqual(expect.arrayContaining([...campaign.reaches]));
    });
  });
};
