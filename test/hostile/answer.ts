/** What every answer of reading promises, whatever the bytes were. */
import type { Fault } from "#domain/fautes/fault.ts";
import { READING_FAULTS } from "#domain/fautes/reading.ts";
import { STRUCTURE_FAULTS } from "#domain/fautes/structure.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import type { Reading } from "#formats/read.ts";
import { readInvoice } from "#formats/read-invoice.ts";

/** For inputs that take some milliseconds: a hundred times that is no noise of the machine. */
const LONGEST_MS = 1_000;

/** Of the file's own text that a fault repeats. */
const LONGEST_VALUE = 200;

const isFatal = ({ severity }: Fault): boolean => severity === "fatal";

const CATALOGUE = { ...READING_FAULTS, ...STRUCTURE_FAULTS };

/** Broken promises of one fault, by what is then said of it. */
const OF_A_FAULT: Readonly<Record<string, (fault: Fault) => boolean>> = {
  "a fault that is in no catalogue": ({ code }) => !Object.hasOwn(CATALOGUE, code),
  "a fault whose text was not filled in": ({ message, fix }) => /\{\w+\}/.test(message + fix),
  "a fault at no place of a file": ({ at }) =>
    at !== undefined && !(at.line >= 1 && at.column >= 1 && at.path.startsWith("/")),
  "a fault that repeats a long value": ({ value = "" }) => value.length > LONGEST_VALUE,
};

/** Of reading and of structure. */
export const allFaults = ({ faults, structure }: Reading): readonly Fault[] => [...faults, ...structure];

const OF_A_READING: Readonly<Record<string, (reading: Reading) => boolean>> = {
  "neither an invoice nor a fatal fault": ({ invoice, faults }) => invoice === undefined && !faults.some(isFatal),
  "more faults than a report holds": ({ faults, structure }) =>
    Math.max(faults.length, structure.length) > READING_LIMITS.faults.max + 1,
};

const brokenBy = <Subject>(promises: Readonly<Record<string, (subject: Subject) => boolean>>, subject: Subject) =>
  Object.entries(promises).flatMap(([name, isBroken]) => (isBroken(subject) ? [name] : []));

const timed = (bytes: Uint8Array): { readonly reading: Reading; readonly ms: number } => {
  const start = performance.now();
  const reading = readInvoice(bytes);
  return { reading, ms: performance.now() - start };
};

/** Slow three times in a row: once may be the machine. */
const isSlow = (bytes: Uint8Array, first: number): boolean =>
  [() => first, () => timed(bytes).ms, () => timed(bytes).ms].every((measure) => measure() > LONGEST_MS);

/** By what is said of each; none for nearly everything. */
export const brokenPromisesOf = (reading: Reading): readonly string[] => [
  ...brokenBy(OF_A_READING, reading),
  ...allFaults(reading).flatMap((fault) => brokenBy(OF_A_FAULT, fault).map((what) => `${what}: ${fault.code}`)),
];

export interface Answer {
  readonly reading: Reading;
  readonly broken: readonly string[];
}

/** Reads, and says which promises were broken. */
export const answerTo = (bytes: Uint8Array): Answer => {
  const { reading, ms } = timed(bytes);
  const slow = isSlow(bytes, ms) ? [`an answer after ${ms.toFixed(0)} ms`] : [];
  return { reading, broken: [...brokenPromisesOf(reading), ...slow] };
};
