/** The categories of VAT (UNTDID 5305, as EN 16931 takes from it), and what each of them demands. */
import type { Family } from "#domain/regles/en16931/family.ts";

/** Who must be identified for the tax, in a line, an allowance or charges of the category. */
export type Identified =
  | "seller for any tax"
  | "seller for any tax, and buyer"
  | "seller for VAT"
  | "seller and buyer for VAT"
  | "nobody for VAT";

export type RateKind = "positive" | "not negative" | "zero" | "none";

export interface VatCategory {
  /** What its rules are called by: `BR-S-01`. */
  readonly prefix: "S" | "Z" | "E" | "AE" | "IC" | "G" | "O" | "AF" | "AG";
  readonly code: string;
  readonly name: string;
  /** Its breakdown has a group for each rate, which bears tax; the others have one group, which bears none. */
  readonly taxed: boolean;
  readonly identified: Identified;
  readonly rate: RateKind | Readonly<Record<Family, RateKind>>;
  readonly exemption: "demanded" | "forbidden";
}

export const STANDARD = "S";
export const ZERO_RATED = "Z";
export const INTRA_COMMUNITY = "K";
export const NOT_SUBJECT = "O";

const EXEMPTED = { taxed: false, rate: "zero", exemption: "demanded" } as const;
const ISLANDS = { taxed: true, identified: "seller for any tax", exemption: "forbidden" } as const;

export const VAT_CATEGORIES: readonly VatCategory[] = [
  {
    prefix: "S",
    code: STANDARD,
    name: "taux normal",
    taxed: true,
    identified: "seller for any tax",
    rate: "positive",
    exemption: "forbidden",
  },
  {
    prefix: "Z",
    code: ZERO_RATED,
    name: "taux zéro",
    taxed: false,
    identified: "seller for any tax",
    rate: "zero",
    exemption: "forbidden",
  },
  { ...EXEMPTED, prefix: "E", code: "E", name: "exonération", identified: "seller for any tax" },
  { ...EXEMPTED, prefix: "AE", code: "AE", name: "autoliquidation", identified: "seller for any tax, and buyer" },
  {
    ...EXEMPTED,
    prefix: "IC",
    code: INTRA_COMMUNITY,
    name: "livraison intracommunautaire",
    identified: "seller and buyer for VAT",
  },
  { ...EXEMPTED, prefix: "G", code: "G", name: "exportation hors de l'UE", identified: "seller for VAT" },
  {
    ...EXEMPTED,
    prefix: "O",
    code: NOT_SUBJECT,
    name: "hors du champ de la TVA",
    identified: "nobody for VAT",
    rate: "none",
  },
  // The artefacts of CII refuse the rate of zero that their own message allows for allowances and charges.
  {
    ...ISLANDS,
    prefix: "AF",
    code: "L",
    name: "IGIC des Canaries",
    rate: { UBL: "not negative", CII: "positive" },
  },
  { ...ISLANDS, prefix: "AG", code: "M", name: "IPSI de Ceuta et Melilla", rate: "not negative" },
];

/** `S (taux normal)`: how messages name a category. */
export const named = ({ code, name }: VatCategory): string => `${code} (${name})`;
