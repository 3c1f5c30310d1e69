/** Our code lists beside those that the official rules were seen to accept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ALLOWANCE_REASONS } from "#domain/regles/en16931/codes/allowance-reasons.ts";
import { CHARGE_REASONS } from "#domain/regles/en16931/codes/charge-reasons.ts";
import { type CodeList, codeList } from "#domain/regles/en16931/codes/code-list.ts";
import { CII_COUNTRIES, UBL_COUNTRIES } from "#domain/regles/en16931/codes/countries.ts";
import { CURRENCIES } from "#domain/regles/en16931/codes/currencies.ts";
import {
  CII_DOCUMENT_TYPES,
  UBL_CREDIT_NOTE_TYPES,
  UBL_INVOICE_TYPES,
} from "#domain/regles/en16931/codes/document-types.ts";
import { EAS, ICD } from "#domain/regles/en16931/codes/identifier-schemes.ts";
import { ITEM_CLASSIFICATIONS } from "#domain/regles/en16931/codes/item-classifications.ts";
import { MEDIA_TYPES } from "#domain/regles/en16931/codes/media-types.ts";
import { CII_NOTE_SUBJECTS, UBL_NOTE_SUBJECTS } from "#domain/regles/en16931/codes/note-subjects.ts";
import { PAYMENT_MEANS } from "#domain/regles/en16931/codes/payment-means.ts";
import { REFERENCE_QUALIFIERS } from "#domain/regles/en16931/codes/reference-qualifiers.ts";
import { UNITS } from "#domain/regles/en16931/codes/units.ts";
import { CII_TAX_POINTS, EXEMPTION_REASONS, UBL_TAX_POINTS, VAT_CATEGORIES } from "#domain/regles/en16931/codes/vat.ts";

const corpus = process.env["PLAINCHANT_CORPUS"];

interface Recorded {
  readonly codes: readonly { readonly code: string }[];
  /** Codes that one family of rules alone accepts. */
  readonly onlyIn?: Readonly<Record<string, readonly string[]>>;
}

interface Listed {
  readonly file: string;
  readonly list: CodeList;
  /** Key of `onlyIn` for the codes of the other family. */
  readonly without?: string;
}

const LISTS: readonly Listed[] = [
  { file: "untdid1001-invoice", list: UBL_INVOICE_TYPES },
  { file: "untdid1001-creditnote", list: UBL_CREDIT_NOTE_TYPES },
  { file: "untdid1001-cii", list: CII_DOCUMENT_TYPES },
  { file: "currencies", list: CURRENCIES },
  { file: "countries", list: UBL_COUNTRIES, without: "CIIBR-CL-14" },
  { file: "countries", list: CII_COUNTRIES, without: "UBLBR-CL-14" },
  { file: "icd", list: ICD },
  { file: "eas", list: EAS },
  { file: "untdid1153", list: REFERENCE_QUALIFIERS },
  { file: "untdid4451", list: codeList(UBL_NOTE_SUBJECTS), without: "CII" },
  { file: "untdid4451", list: CII_NOTE_SUBJECTS, without: "UBL" },
  { file: "untdid7143", list: ITEM_CLASSIFICATIONS },
  { file: "untdid4461", list: PAYMENT_MEANS },
  { file: "untdid5189", list: ALLOWANCE_REASONS },
  { file: "untdid7161", list: CHARGE_REASONS },
  { file: "untdid5305", list: VAT_CATEGORIES },
  { file: "vatex", list: EXEMPTION_REASONS },
  { file: "untdid2005", list: UBL_TAX_POINTS },
  { file: "untdid2475", list: CII_TAX_POINTS },
  { file: "units", list: UNITS },
  { file: "mime", list: MEDIA_TYPES },
];

describe("a list of codes", () => {
  it("has its codes exactly as written, and not the empty one", () => {
    const list = codeList(" AA B\n  C ");
    expect(["AA", "B", "C"].every(list.has)).toBe(true);
    expect(["", "A", "aa", "AA B", " B", "\n"].some(list.has)).toBe(false);
  });
});

describe.skipIf(corpus === undefined)("the lists of codes", () => {
  const recorded = new Map<string, Recorded>();
  const recordOf = (file: string): Recorded => {
    const known =
      recorded.get(file) ?? JSON.parse(readFileSync(join(corpus ?? "", "codelists", `${file}.json`), "utf8"));
    recorded.set(file, known);
    return known;
  };

  it.each(LISTS)(
    "$file (without $without): has the recorded codes, and none of the other lists",
    ({ file, list, without }) => {
      const { codes, onlyIn = {} } = recordOf(file);
      const foreign = new Set(without === undefined ? [] : onlyIn[without]);
      const expected = new Set(codes.map(({ code }) => code).filter((code) => !foreign.has(code)));
      const all = new Set(LISTS.flatMap((other) => recordOf(other.file).codes.map(({ code }) => code)));
      expect([...all].filter((code) => list.has(code) !== expected.has(code))).toEqual([]);
    },
  );
});
