/**
 * Damage to a document. Documents are held as one character a byte, so that damage to text and damage to bytes are of one
 * kind; a place and a measure are any two natural numbers, taken modulo what the document offers.
 */
import fc from "fast-check";
import { BYTES, TOKENS } from "./tokens.ts";

interface Choice {
  readonly place: number;
  readonly measure: number;
  /** Another document, to take pieces from. */
  readonly other: string;
}

type Damage = (text: string, choice: Choice) => string;

const asBytes = (text: string): string => Buffer.from(text).toString("latin1");

/** Values that numbers, dates, attachments and texts are not expected to have. */
const EXTREMES: readonly string[] = [
  "",
  " ",
  "0",
  "-0",
  "1e999",
  "NaN",
  "Infinity",
  "0x10",
  "9".repeat(400),
  `0.${"0".repeat(400)}1`,
  "-99999999999999999999.99",
  "1,00",
  "20260230",
  "99999999",
  "2026-13-45",
  "0000-00-00",
  "2026-02-28T00:00:00+99:99",
  "+275760-09-13",
  "JVBERi0x".repeat(4_000),
  "=".repeat(1_000),
  "é".repeat(40_000),
  "x".repeat(65_537),
  "__proto__",
  "constructor",
  "%s%n%x",
  "\u202Etxt.exe",
  "\u00A0",
  "&#13;&#10;",
  "&amp;".repeat(1_000),
  "<![CDATA[]]>".repeat(1_000),
].map(asBytes);

const pick = <Item>(items: readonly Item[], choice: number, none: Item): Item => items[choice % items.length] ?? none;

/** `find` must be global. Without a match there is nothing to damage. */
const replaceOne = (text: string, find: RegExp, place: number, by: (found: string) => string): string => {
  const places = [...text.matchAll(find)];
  const found = pick(places, place, undefined);
  return found === undefined
    ? text
    : text.slice(0, found.index) + by(found[0]) + text.slice(found.index + found[0].length);
};

const TAG_NAME = /(?<=<\/?)[\w:.-]+/g;
const VALUE = /(?<=>)[^<>]*(?=<\/)/g;
const ATTRIBUTE_VALUE = /(?<==")[^"]*(?=")/g;
const LEAF = /<([\w:.-]+)[^<>]*>[^<>]*<\/\1>/g;
const TAG = /<[^<>]+>/g;

const within = (text: string, { place, measure }: Choice, longest: number): readonly [from: number, to: number] => {
  const from = place % (text.length + 1);
  return [from, from + (measure % longest)];
};

const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

const DAMAGES: Readonly<Record<string, Damage>> = {
  flipBit: (text, { place, measure }) => {
    const at = place % (text.length + 1);
    return splice(text, at, at + 1, String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << (measure % 8))));
  },
  setByte: (text, { place, measure }) => {
    const at = place % (text.length + 1);
    return splice(text, at, at + 1, String.fromCharCode(measure % 256));
  },
  truncate: (text, { place }) => text.slice(0, place % (text.length + 1)),
  behead: (text, { measure }) => text.slice(measure % 4),
  takeOut: (text, choice) => splice(text, ...within(text, choice, 200), ""),
  double: (text, choice) => {
    const [from, to] = within(text, choice, 2_000);
    return splice(text, from, from, text.slice(from, to));
  },
  graft: (text, choice) => {
    const [from, to] = within(choice.other, choice, 1_000);
    return splice(text, ...within(text, { ...choice, place: choice.measure }, 100), choice.other.slice(from, to));
  },
  putToken: (text, { place, measure }) => {
    const at = place % (text.length + 1);
    return splice(text, at, at, asBytes(pick(TOKENS, measure, "")));
  },
  putBytes: (text, { place, measure }) => {
    const at = place % (text.length + 1);
    return splice(text, at, at, String.fromCharCode(...pick(BYTES, measure, [])));
  },
  rename: (text, { place, measure }) =>
    replaceOne(text, TAG_NAME, place, () => pick(text.match(TAG_NAME) ?? [], measure, "")),
  renameEverywhere: (text, { place, measure }) => {
    const all = text.match(TAG_NAME) ?? [];
    const name = pick(all, place, "");
    return name === "" ? text : text.replaceAll(`${name}>`, `${pick(all, measure, "")}>`);
  },
  moveTag: (text, { place, measure }) => {
    const tag = pick(text.match(TAG) ?? [], place, "");
    const at = measure % (text.length + 1);
    return splice(
      replaceOne(text, TAG, place, () => ""),
      at,
      at,
      tag,
    );
  },
  exaggerate: (text, { place, measure }) => replaceOne(text, VALUE, place, () => pick(EXTREMES, measure, "")),
  exaggerateAttribute: (text, { place, measure }) =>
    replaceOne(text, ATTRIBUTE_VALUE, place, () => pick(EXTREMES, measure, "")),
  repeatLeaf: (text, { place, measure }) =>
    replaceOne(text, LEAF, place, (leaf) => leaf.repeat(measure % 10 === 0 ? 1_000 : measure % 5)),
  nest: (text, { place, measure }) =>
    replaceOne(text, LEAF, place, (leaf) => `${"<z>".repeat(measure % 40)}${leaf}${"</z>".repeat(measure % 40)}`),
};

/** Without the bias of fast-check towards small numbers, which would do all damage to the first bytes. */
const anywhere = fc.noBias(fc.nat());

const damage = fc.tuple(fc.constantFrom(...Object.values(DAMAGES)), anywhere, anywhere);

/** One to three damages to one of the documents. */
export const damaged = (documents: readonly Buffer[]): fc.Arbitrary<Uint8Array> => {
  const texts = documents.map((bytes) => bytes.toString("latin1"));
  const document = fc.constantFrom(...texts);
  return fc
    .tuple(document, document, fc.array(damage, { minLength: 1, maxLength: 3 }))
    .map(([original, other, damages]) =>
      Buffer.from(
        damages.reduce((text, [apply, place, measure]) => apply(text, { place, measure, other }), original),
        "latin1",
      ),
    );
};
