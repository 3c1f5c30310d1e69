/** Hostile bytes: encodings that contradict themselves, beginnings of other formats, and mere noise. */
import fc from "fast-check";
import { BYTES } from "./tokens.ts";

const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

const withMark = (mark: readonly number[], bytes: Buffer): Buffer => Buffer.concat([Buffer.from(mark), bytes]);

type Encode = (text: string) => Buffer;

/** Characters to bytes, lone surrogates included where the encoding has them. */
const ENCODINGS: readonly Encode[] = [
  (text) => Buffer.from(text),
  (text) => withMark([0xef, 0xbb, 0xbf], Buffer.from(text)),
  (text) => Buffer.from(text, "latin1"),
  (text) => Buffer.from(text, "utf16le"),
  utf16be,
  (text) => withMark([0xff, 0xfe], Buffer.from(text, "utf16le")),
  (text) => withMark([0xfe, 0xff], utf16be(text)),
  (text) => withMark([0xff, 0xfe], utf16be(text)),
  (text) => withMark([0xff, 0xfe, 0x00, 0x00], Buffer.from(text, "utf16le")),
];

/** UTF-8 most often: what is hostile in the text is not to be hidden behind its bytes. */
export const encoding: fc.Arbitrary<Encode> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Encode>((text) => Buffer.from(text)) },
  { weight: 3, arbitrary: fc.constantFrom(...ENCODINGS) },
);

const LABELS = [
  "UTF-8",
  "utf8",
  "UTF-16",
  "UTF-16LE",
  "US-ASCII",
  "ISO-8859-1",
  "ISO-8859-15",
  "windows-1252",
  "UTF-7",
  "UTF-32",
  "IBM037",
  "toString",
  "__proto__",
  "x".repeat(2_000),
];

/** Signatures of what is deposited, and some that are nearly XML. */
const BEGINNINGS = [
  "",
  "<",
  "<?",
  "<?xml ",
  "<?xml version='1.0' encoding='",
  "%PDF-",
  "PK\x03\x04",
  "PK\x05\x06",
  "\x1f\x8b",
  "\xef\xbb\xbf<",
  "\xef\xbb",
  "\xff\xfe<\0",
  "\xfe\xff\0<",
  "\0<\0",
  "<\0",
  "\0\0\0<",
  "<\0\0\0",
  "+/v8",
  "Lo\xa7\x94",
  " \r\n\t",
];

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.array(fc.constantFrom(...BYTES), { maxLength: 20 }).map((pieces) => Uint8Array.from(pieces.flat())),
);

const afterABeginning = fc
  .tuple(fc.constantFrom(...BEGINNINGS), noise)
  .map(([beginning, rest]) => Buffer.concat([Buffer.from(beginning, "latin1"), rest]));

/** Noise in the middle of a document, under each label that a declaration can give it. */
const insideADocument = (documents: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...documents), fc.constantFrom(...LABELS), encoding, noise, fc.nat())
    .map(([document, label, encode, middle, place]) => {
      const text = document.replace(/encoding="[^"]*"/, `encoding="${label}"`);
      const at = place % text.length;
      return Buffer.concat([encode(text.slice(0, at)), middle, Buffer.from(text.slice(at))]);
    });

const declaredOtherwise = (documents: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...documents), fc.constantFrom(...LABELS), encoding)
    .map(([document, label, encode]) => encode(document.replace(/encoding="[^"]*"/, `encoding="${label}"`)));

export const hostileBytes = (documents: readonly string[]): fc.Arbitrary<Uint8Array> =>
  fc.oneof(noise, afterABeginning, afterABeginning, insideADocument(documents), declaredOtherwise(documents));
