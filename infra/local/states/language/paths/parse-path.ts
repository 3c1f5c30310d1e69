/** Reads JSONPaths, alone or inside filters and intrinsic calls. */
import { Reader } from "../reader.ts";
import { parseFilter } from "./parse-filter.ts";
import type { Path, Root, Selector, Step } from "./path.ts";

/** Characters that a name without brackets cannot hold. A hyphen it can: AWS reads `$.delivery-partner`. */
const NAME = /[^\s.[\](),'"*?@=!<>&|~^]+/y;
const VARIABLE = /[\p{ID_Start}][\p{ID_Continue}]*/uy;
const INDEX = /-?\d+/y;
const SLICE = /(-?\d+)?\s*:\s*(-?\d+)?\s*(?=\])/y;
const QUOTED: Readonly<Record<string, RegExp>> = {
  "'": /'((?:[^'\\]|\\.)*)'/sy,
  '"': /"((?:[^"\\]|\\.)*)"/sy,
};

const readQuoted = (reader: Reader): string | undefined => {
  const quote = ["'", '"'].find((sign) => reader.sees(sign));
  if (quote === undefined) return undefined;
  const pattern = QUOTED[quote];
  const inside = pattern && reader.match(pattern)?.[1];
  if (inside === undefined) return reader.fail("a quoted name that ends expected");
  // A backslash stands for itself before any other sign, as recorded from AWS.
  return inside.replaceAll(`\\${quote}`, quote).replaceAll("\\\\", "\\");
};

/** What `read` reads, as often as commas follow. */
const readList = <Item>(reader: Reader, first: Item, read: () => Item | undefined): readonly Item[] => {
  const items = [first];
  for (reader.skipBlanks(); reader.takes(","); reader.skipBlanks()) {
    reader.skipBlanks();
    items.push(read() ?? reader.fail("the list goes on"));
  }
  return items;
};

const readIndex = (reader: Reader): number | undefined => {
  const digits = reader.match(INDEX)?.[0];
  return digits === undefined ? undefined : Number(digits);
};

const readNames = (reader: Reader): Selector | undefined => {
  const first = readQuoted(reader);
  return first === undefined ? undefined : { kind: "names", names: readList(reader, first, () => readQuoted(reader)) };
};

const readIndexes = (reader: Reader): Selector | undefined => {
  const first = readIndex(reader);
  return first === undefined
    ? undefined
    : { kind: "indexes", indexes: readList(reader, first, () => readIndex(reader)) };
};

const bound = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : Number(digits));

const readSlice = (reader: Reader): Selector | undefined => {
  const bounds = reader.match(SLICE);
  return bounds && { kind: "slice", from: bound(bounds[1]), to: bound(bounds[2]) };
};

const readAll = (reader: Reader): Selector | undefined => (reader.takes("*") ? { kind: "all" } : undefined);

const readFilter = (reader: Reader): Selector | undefined => {
  if (!reader.takes("?")) return undefined;
  reader.skipBlanks();
  reader.expect("(");
  const test = parseFilter(reader, readSteps, readPath);
  reader.expect(")");
  return { kind: "filter", test };
};

/** What may stand between brackets; a slice is tried before an index, with which it may begin. */
const IN_BRACKETS = [readAll, readFilter, readNames, readSlice, readIndexes];

const readBrackets = (reader: Reader): Selector => {
  reader.skipBlanks();
  for (const read of IN_BRACKETS) {
    const selector = read(reader);
    if (selector) {
      reader.skipBlanks();
      reader.expect("]");
      return selector;
    }
  }
  return reader.fail("a name in quotes, an index, a slice, a filter or * expected");
};

const readName = (reader: Reader): Selector => {
  const name = reader.match(NAME)?.[0] ?? reader.fail("a name expected");
  if (reader.sees("(")) reader.fail(`the function ${name}() is not supported in a path`);
  return { kind: "names", names: [name] };
};

/** The next step; undefined where the path ends. */
const readStep = (reader: Reader): Step | undefined => {
  const deep = reader.takes("..");
  const dotted = deep || reader.takes(".");
  if (reader.takes("[")) return { selector: readBrackets(reader), deep };
  if (!dotted) return undefined;
  return { selector: readAll(reader) ?? readName(reader), deep };
};

function readSteps(reader: Reader): readonly Step[] {
  const steps: Step[] = [];
  for (let step = readStep(reader); step; step = readStep(reader)) steps.push(step);
  return steps;
}

const readRoot = (reader: Reader): Root => {
  if (reader.takes("$$")) return { kind: "context" };
  reader.expect("$");
  const name = reader.match(VARIABLE)?.[0];
  return name === undefined ? { kind: "input" } : { kind: "variable", name };
};

/** The path that comes next, as far as it goes. */
export function readPath(reader: Reader): Path {
  const start = reader.position;
  const root = readRoot(reader);
  const steps = readSteps(reader);
  return { text: reader.text.slice(start, reader.position), root, steps };
}

/** @throws {UnreadableText} When the text is no path, or one with more than is supported. */
export const parsePath = (text: string): Path => {
  const reader = new Reader(text);
  const path = readPath(reader);
  if (!reader.atEnd) reader.fail("the path does not end here");
  return path;
};
