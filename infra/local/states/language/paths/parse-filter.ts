/** Reads the filters of JSONPaths: `[?(@.price < 10 && @.kind == 'book')]`. */
import type { Json } from "../contract.ts";
import type { Reader } from "../reader.ts";
import type { Comparison, Operand, Path, Step, Test } from "./path.ts";

/** Longer signs first: `<` begins `<=`. */
const COMPARISONS: readonly Comparison[] = ["==", "!=", "<=", ">=", "=~", "<", ">", "nin", "in"];
/** Jayway knows these too; nobody here has needed them. */
const UNSUPPORTED = ["subsetof", "anyof", "noneof", "contains", "size", "empty", "all"];

const WORDS: readonly (readonly [string, Json])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TEXT = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/sy;
const PATTERN = /\/((?:[^/\\]|\\.)+)\/([i]?)/y;

type ReadSteps = (reader: Reader) => readonly Step[];
type ReadPath = (reader: Reader) => Path;

const readWord = (reader: Reader): Json | undefined => WORDS.find(([word]) => reader.takes(word))?.[1];

const readNumber = (reader: Reader): number | undefined => {
  const digits = reader.match(NUMBER)?.[0];
  return digits === undefined ? undefined : Number(digits);
};

const readText = (reader: Reader): string | undefined => {
  const quoted = reader.match(TEXT);
  return (quoted?.[1] ?? quoted?.[2])?.replaceAll(/\\(.)/gs, "$1");
};

const readList = (reader: Reader): readonly Json[] | undefined => {
  if (!reader.takes("[")) return undefined;
  const items: Json[] = [];
  for (reader.skipBlanks(); !reader.takes("]"); reader.skipBlanks()) {
    items.push(readLiteral(reader) ?? reader.fail("a literal expected"));
    reader.skipBlanks();
    if (!reader.sees("]")) reader.expect(",");
  }
  return items;
};

/** `null` is a literal, undefined is none. */
function readLiteral(reader: Reader): Json | undefined {
  for (const read of [readWord, readNumber, readText, readList]) {
    const value = read(reader);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Reads one filter; the parser of paths lends what reads the paths within. */
export const parseFilter = (reader: Reader, readSteps: ReadSteps, readPath: ReadPath): Test => {
  const readPattern = (): Operand | undefined => {
    const found = reader.match(PATTERN);
    return found && { kind: "pattern", pattern: new RegExp(found[1] ?? "", found[2]) };
  };

  const readOperand = (): Operand => {
    reader.skipBlanks();
    if (reader.takes("@")) return { kind: "item", steps: readSteps(reader) };
    if (reader.sees("$")) return { kind: "path", path: readPath(reader) };
    const pattern = readPattern();
    if (pattern) return pattern;
    const value = readLiteral(reader);
    return value === undefined ? reader.fail("a path or a literal expected") : { kind: "literal", value };
  };

  const readComparison = (): Comparison | undefined => {
    reader.skipBlanks();
    const unsupported = UNSUPPORTED.find((word) => reader.takes(word));
    if (unsupported !== undefined) reader.fail(`the filter operator ${unsupported} is not supported`);
    return COMPARISONS.find((sign) => reader.takes(sign));
  };

  const readCompare = (): Test => {
    const left = readOperand();
    const comparison = readComparison();
    return comparison === undefined
      ? { kind: "exists", operand: left }
      : { kind: "compare", left, comparison, right: readOperand() };
  };

  const readNot = (): Test => {
    reader.skipBlanks();
    if (reader.takes("!")) return { kind: "not", test: readNot() };
    if (!reader.takes("(")) return readCompare();
    const test = readAny();
    reader.expect(")");
    return test;
  };

  const readChain = (kind: "any" | "every", sign: string, read: () => Test): Test => {
    const tests = [read()];
    for (reader.skipBlanks(); reader.takes(sign); reader.skipBlanks()) tests.push(read());
    return { kind, tests };
  };

  const readEvery = (): Test => readChain("every", "&&", readNot);
  const readAny = (): Test => readChain("any", "||", readEvery);

  return readAny();
};
