/** Whatever is deposited, reading answers: an invoice, or at least one fatal fault; and it never throws. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { READING_FAULTS } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import type { Reading } from "#formats/read.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { sampleCii } from "#infra/samples/cii.ts";
import type { SampleOptions } from "#infra/samples/facture.ts";
import { sampleUbl } from "#infra/samples/ubl.ts";

const OPTIONS: SampleOptions = {
  numero: "F2026-001",
  dateEmission: "2026-02-28",
  fournisseur: { siret: "99999999800019", raisonSociale: "Fournitures d'Été & Cie" },
  destinataire: { siret: "99999990700010", raisonSociale: "Commune d'Exemple" },
};

const documents = [
  sampleUbl(OPTIONS),
  sampleCii(OPTIONS),
  sampleUbl({ ...OPTIONS, typeFacture: "381" }),
  sampleCii(OPTIONS).replace(">A1<", "><![CDATA[A1]]><!-- a & b --><?p i?><"),
];

const isSound = ({ invoice, faults }: Reading): boolean =>
  (invoice !== undefined || faults.some(({ severity }) => severity === "fatal")) &&
  faults.length <= READING_LIMITS.faults.max + 1 &&
  faults.every(
    ({ code, message, fix, at }) =>
      Object.hasOwn(READING_FAULTS, code) &&
      !/\{\w+\}/.test(message + fix) &&
      (at === undefined || (at.line >= 1 && at.column >= 1 && at.path.startsWith("/"))),
  );

const check = (bytes: fc.Arbitrary<Uint8Array>, numRuns: number): void => {
  fc.assert(
    fc.property(bytes, (input) => isSound(readInvoice(input))),
    { numRuns },
  );
};

const document = fc.constantFrom(...documents).map((text) => Buffer.from(text));

/** Pieces that parsers stumble over, to be put anywhere. */
const TOKENS = [
  "<",
  ">",
  "&",
  ";",
  "'",
  '"',
  "</",
  "/>",
  "<!--",
  "-->",
  "--",
  "<![CDATA[",
  "]]>",
  "<?",
  "?>",
  "<?xml version='1.0'?>",
  "<!DOCTYPE a>",
  "<!ENTITY",
  "&#0;",
  "&#x110000;",
  "&#xD800;",
  "&a;",
  "&amp;",
  "xmlns=''",
  "xmlns:a=''",
  " a='1' a='1'",
  "a:b:c",
  ":",
  "\0",
  "\uFFFE",
  "\uFEFF",
  "\uFFFD",
  "𝄞",
  "\r",
  "\n",
  "\u0085",
  "<a/>",
  "</Invoice>",
  "é",
];

describe("reading any bytes", () => {
  it("answers to arbitrary bytes", () => {
    expect(() => check(fc.uint8Array({ maxLength: 400 }), 3_000)).not.toThrow();
  });

  it("answers to arbitrary bytes after each known beginning", () => {
    const beginnings = [
      "<",
      "<?xml ",
      "%PDF-",
      "PK\x03\x04",
      "\x1f\x8b",
      "\xef\xbb\xbf<",
      "\xff\xfe<\0",
      "\xfe\xff\0<",
      "\0<\0",
      "+/v8",
    ];
    const input = fc
      .tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }))
      .map(([start, rest]) => Buffer.concat([Buffer.from(start, "latin1"), rest]));
    expect(() => check(input, 3_000)).not.toThrow();
  });

  it("answers to arbitrary text in every encoding that a declaration can name", () => {
    const labels = ["UTF-8", "UTF-16", "US-ASCII", "ISO-8859-1", "ISO-8859-15", "windows-1252", "UTF-7", "toString"];
    const input = fc
      .tuple(fc.constantFrom(...labels), fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...documents))
      .map(([label, noise, text]) => {
        const declared = text.replace('encoding="UTF-8"', `encoding="${label}"`).replace("F2026", "@F2026");
        const at = declared.indexOf("@F2026");
        return Buffer.concat([
          Buffer.from(declared.slice(0, at), "latin1"),
          noise,
          Buffer.from(declared.slice(at), "latin1"),
        ]);
      });
    expect(() => check(input, 2_000)).not.toThrow();
  });

  it("answers to a sequence of tokens that parsers stumble over", () => {
    const input = fc
      .tuple(fc.constantFrom("", "<Invoice ", "<Invoice>"), fc.array(fc.constantFrom(...TOKENS), { maxLength: 20 }))
      .map(([start, tokens]) => Buffer.from(start + tokens.join("")));
    expect(() => check(input, 5_000)).not.toThrow();
  });
});

describe("reading a damaged invoice", () => {
  it("finds a fault in every document that is cut before its end", () => {
    const cut = fc
      .tuple(document, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
      .map(([bytes, share]) => bytes.subarray(0, Math.floor(bytes.lastIndexOf(">") * share)));
    const refused = (bytes: Uint8Array): boolean => {
      const reading = readInvoice(bytes);
      return isSound(reading) && reading.invoice === undefined;
    };
    expect(() => fc.assert(fc.property(cut, refused), { numRuns: 1_500 })).not.toThrow();
  });

  it("answers when bytes are changed", () => {
    const changed = fc
      .tuple(document, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }))
      .map(([bytes, changes]) => {
        const copy = Buffer.from(bytes);
        for (const [at, byte] of changes) copy[at % copy.length] = byte;
        return copy;
      });
    expect(() => check(changed, 2_000)).not.toThrow();
  });

  it("answers when pieces are put in, taken out or doubled", () => {
    const edit = fc.tuple(fc.nat(), fc.nat(60), fc.constantFrom("", ...TOKENS), fc.boolean());
    const edited = fc
      .tuple(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 4 }))
      .map(([text, edits]) => {
        let result = text;
        for (const [where, length, token, twice] of edits) {
          const at = where % result.length;
          const piece = result.slice(at, at + length);
          result = result.slice(0, at) + token + (twice ? piece + piece : "") + result.slice(at + length);
        }
        return Buffer.from(result);
      });
    expect(() => check(edited, 3_000)).not.toThrow();
  });
});
