/** What every answer of reading and judging promises, whatever the bytes were. */
import type { Fault } from "#domain/fautes/fault.ts";
import { READING_FAULTS } from "#domain/fautes/reading.ts";
import { STRUCTURE_FAULTS } from "#domain/fautes/structure.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { rulesIn } from "#formats/rules/catalogue.ts";
import { type Verification, verifyInvoice } from "#formats/verify-invoice.ts";

/** For inputs that take some milliseconds: a hundred times that is no noise of the machine. */
const LONGEST_MS = 1_000;

/** Of the file's own text that a fault repeats. */
const LONGEST_VALUE = 200;

const isFatal = ({ severity }: Fault): boolean => severity === "fatal";

/** Places shown of one rule. */
const MOST_PLACES = 10;

/** Each once, by its id: one may be that of several rules, as of those that are stated apart for each family. */
const RULES = Map.groupBy(new Set([...rulesIn("UBL"), ...rulesIn("CII")]), ({ id }) => id);

const isKnown = (code: string): boolean =>
  Object.hasOwn(READING_FAULTS, code) || Object.hasOwn(STRUCTURE_FAULTS, code) || RULES.has(code);

/** Broken promises of one fault, by what is then said of it. */
const OF_A_FAULT: Readonly<Record<string, (fault: Fault) => boolean>> = {
  "a fault that is in no catalogue": ({ code }) => !isKnown(code),
  "a fault whose text was not filled in": ({ message, fix }) => /\{\w+\}/.test(message + fix),
  "a fault at no place of a file": ({ at }) =>
    at !== undefined && !(at.line >= 1 && at.column >= 1 && at.path.startsWith("/")),
  "a fault that repeats a long value": ({ value = "" }) => value.length > LONGEST_VALUE,
};

/** Of reading, of structure and of the rules. */
export const allFaults = ({ faults, structure, rules }: Verification): readonly Fault[] => [
  ...faults,
  ...structure,
  ...rules,
];

const showsTooManyPlaces = (rules: readonly Fault[]): boolean =>
  [...Map.groupBy(rules, ({ code }) => code)].some(
    ([code, places]) => places.length > MOST_PLACES * (RULES.get(code)?.length ?? 1),
  );

const OF_AN_ANSWER: Readonly<Record<string, (answer: Verification) => boolean>> = {
  "neither an invoice nor a fatal fault": ({ invoice, faults }) => invoice === undefined && !faults.some(isFatal),
  "more faults than a report holds": ({ faults, structure }) =>
    // Reading logs what it finds and what stands twice each by itself; a log ends with what it left out.
    faults.length > 2 * (READING_LIMITS.faults.max + 1) || structure.length > READING_LIMITS.faults.max + 1,
  "a rule in more places than are shown": ({ rules }) => showsTooManyPlaces(rules),
  "rules without an invoice": ({ invoice, rules }) => invoice === undefined && rules.length > 0,
};

const brokenBy = <Subject>(promises: Readonly<Record<string, (subject: Subject) => boolean>>, subject: Subject) =>
  Object.entries(promises).flatMap(([name, isBroken]) => (isBroken(subject) ? [name] : []));

const timed = (bytes: Uint8Array): { readonly answer: Verification; readonly ms: number } => {
  const start = performance.now();
  const answer = verifyInvoice(bytes);
  return { answer, ms: performance.now() - start };
};

/** Slow three times in a row: once may be the machine. */
const isSlow = (bytes: Uint8Array, first: number): boolean =>
  [() => first, () => timed(bytes).ms, () => timed(bytes).ms].every((measure) => measure() > LONGEST_MS);

/** By what is said of each; none for nearly everything. */
export const brokenPromisesOf = (answer: Verification): readonly string[] => [
  ...brokenBy(OF_AN_ANSWER, answer),
  ...allFaults(answer).flatMap((fault) => brokenBy(OF_A_FAULT, fault).map((what) => `${what}: ${fault.code}`)),
];

export interface Answer {
  readonly answer: Verification;
  readonly broken: readonly string[];
}

/** Reads and judges, and says which promises were broken. */
export const answerTo = (bytes: Uint8Array): Answer => {
  const { answer, ms } = timed(bytes);
  const slow = isSlow(bytes, ms) ? [`an answer after ${ms.toFixed(0)} ms`] : [];
  return { answer, broken: [...brokenPromisesOf(answer), ...slow] };
};
