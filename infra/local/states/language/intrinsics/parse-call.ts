/** Reads calls of intrinsic functions: `States.Format('{} of {}', $.index, States.ArrayLength($.items))`. */
import type { Json } from "../contract.ts";
import { readPath } from "../paths/parse-path.ts";
import type { Path } from "../paths/path.ts";
import { Reader } from "../reader.ts";

/** AWS: "You can nest up to 10 intrinsic functions within a field in your workflows." */
const DEEPEST = 10;

export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Argument[];
}

export type Argument =
  | Call
  | { readonly kind: "path"; readonly path: Path }
  /** `template` is the text before its escapes were resolved: `States.Format` must tell `\{}` from `{}`. */
  | { readonly kind: "literal"; readonly value: Json; readonly template?: string };

const NAME = /States\.[A-Za-z0-9]+/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TEXT = /'((?:[^'\\]|\\.)*)'/sy;
/** What a backslash may stand before; another one is an open escape, which the language refuses. */
const OPEN_ESCAPE = /\\(?!['{}"\\])/;
const WORDS: readonly (readonly [string, Json])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** The text that escapes stand for. */
export const unescaped = (text: string): string =>
  // A whole pair is read at once, so that an escaped backslash escapes nothing.
  text.replaceAll(/\\(['{}"\\])/g, "$1");

const readText = (reader: Reader): Argument | undefined => {
  const template = reader.match(TEXT)?.[1];
  if (template === undefined) return undefined;
  if (OPEN_ESCAPE.test(template.replaceAll("\\\\", ""))) reader.fail("a backslash that escapes nothing");
  return { kind: "literal", value: unescaped(template), template };
};

const readNumber = (reader: Reader): Argument | undefined => {
  const digits = reader.match(NUMBER)?.[0];
  return digits === undefined ? undefined : { kind: "literal", value: Number(digits) };
};

const readWord = (reader: Reader): Argument | undefined => {
  const word = WORDS.find(([sign]) => reader.takes(sign));
  return word && { kind: "literal", value: word[1] };
};

const readArgument = (reader: Reader, depth: number): Argument => {
  if (reader.sees("$")) return { kind: "path", path: readPath(reader) };
  if (reader.sees("States.")) return readCall(reader, depth + 1);
  return readText(reader) ?? readNumber(reader) ?? readWord(reader) ?? reader.fail("an argument expected");
};

const readArguments = (reader: Reader, depth: number): readonly Argument[] => {
  const args: Argument[] = [];
  for (reader.skipBlanks(); !reader.takes(")"); reader.skipBlanks()) {
    if (args.length > 0) {
      reader.expect(",");
      reader.skipBlanks();
    }
    args.push(readArgument(reader, depth));
  }
  return args;
};

function readCall(reader: Reader, depth: number): Call {
  if (depth > DEEPEST) reader.fail(`more than ${DEEPEST} functions within each other`);
  const name = reader.match(NAME)?.[0] ?? reader.fail("the name of an intrinsic function expected");
  reader.skipBlanks();
  reader.expect("(");
  return { kind: "call", name, args: readArguments(reader, depth) };
}

/** @throws {UnreadableText} */
export const parseCall = (text: string): Call => {
  const reader = new Reader(text.trim());
  const call = readCall(reader, 1);
  if (!reader.atEnd) reader.fail("the call does not end here");
  return call;
};

/** A field whose text is a call, rather than a path. */
export const isCall = (text: string): boolean => text.trimStart().startsWith("States.");
