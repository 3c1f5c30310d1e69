/**
 * `BR-…-02` (lines), `BR-…-03` (allowances) and `BR-…-04` (charges) of each category, as BR-AE-02: who must be identified
 * where it is used, or must not be. Asked once, not in each line: it is the invoice that lacks the number.
 */
import type { Group } from "#domain/facture/invoice.ts";
import type { ReadTermId } from "#domain/facture/terms.ts";
import type { Facts } from "#domain/regles/en16931/facts.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import {
  type Identified,
  NOT_SUBJECT,
  named,
  STANDARD,
  type VatCategory,
} from "#domain/regles/en16931/vat/categories.ts";
import type { VatPlace } from "#domain/regles/en16931/vat/places.ts";

interface Demand {
  readonly terms: readonly ReadTermId[];
  readonly meets: (facts: Facts) => boolean;
  readonly wrong: string;
  readonly fix: string;
}

/** One of the parties has the number; in CII, in a scheme that is read alike. */
const areIdentified = (parties: readonly Group[], id: ReadTermId, { vat, family }: Facts): boolean =>
  parties.some(({ terms }) => terms.some((found) => found.id === id && (family === "UBL" || vat.isReadAlike(found))));

const sellerForVat = (facts: Facts): boolean =>
  areIdentified(facts.sellers, "BT-31", facts) || areIdentified(facts.representatives, "BT-63", facts);
const sellerForAnyTax = (facts: Facts): boolean => sellerForVat(facts) || areIdentified(facts.sellers, "BT-32", facts);

/** An empty number is a number here: other rules see to what it says. */
const DEMANDS: Readonly<Record<Identified, Demand>> = {
  "seller for any tax": {
    terms: ["BT-31", "BT-32", "BT-63"],
    meets: sellerForAnyTax,
    wrong: "aucun numéro fiscal du vendeur (BT-31 ou BT-32) ni de son représentant (BT-63)",
    fix: "Indiquez le numéro de TVA du vendeur, son numéro d'enregistrement fiscal ou le numéro de TVA de son représentant fiscal.",
  },
  "seller for any tax, and buyer": {
    terms: ["BT-31", "BT-32", "BT-63", "BT-48", "BT-47"],
    meets: (facts) =>
      sellerForAnyTax(facts) &&
      (areIdentified(facts.buyers, "BT-48", facts) || areIdentified(facts.buyers, "BT-47", facts)),
    wrong:
      "il manque un numéro fiscal du vendeur (BT-31 ou BT-32) ou de son représentant (BT-63), ou un numéro de l'acheteur (BT-48 ou BT-47)",
    fix: "Indiquez un numéro fiscal du vendeur ou de son représentant, et le numéro de TVA ou d'enregistrement légal de l'acheteur.",
  },
  "seller for VAT": {
    terms: ["BT-31", "BT-63"],
    meets: sellerForVat,
    wrong: "aucun numéro de TVA du vendeur (BT-31) ni de son représentant (BT-63)",
    fix: "Indiquez le numéro de TVA du vendeur ou celui de son représentant fiscal.",
  },
  "seller and buyer for VAT": {
    terms: ["BT-31", "BT-63", "BT-48"],
    meets: (facts) => sellerForVat(facts) && areIdentified(facts.buyers, "BT-48", facts),
    wrong:
      "il manque le numéro de TVA du vendeur (BT-31) ou de son représentant (BT-63), ou celui de l'acheteur (BT-48)",
    fix: "Indiquez le numéro de TVA du vendeur ou de son représentant fiscal, et le numéro de TVA de l'acheteur.",
  },
  "nobody for VAT": {
    terms: ["BT-31", "BT-63", "BT-48"],
    meets: (facts) => !sellerForVat(facts) && !areIdentified(facts.buyers, "BT-48", facts),
    wrong: "un numéro de TVA du vendeur (BT-31), de son représentant (BT-63) ou de l'acheteur (BT-48) est indiqué",
    fix: "Retirez les numéros de TVA du vendeur, de son représentant fiscal et de l'acheteur, ou corrigez le type de TVA.",
  },
};

/**
 * Whether the category is used there. An allowance of a line counts too, save in UBL for what is not subject to VAT; a line
 * of another tax, in UBL, at the standard rate: and then no number will do, if there is no line of VAT.
 */
const isUsed = (category: VatCategory, { kind }: VatPlace, { vat, family }: Facts): boolean => {
  const { inModel, asVat } = vat.of(category.code)[kind];
  return (family === "UBL" && category.code === NOT_SUBJECT && kind !== "lines" ? inModel : asVat) > 0;
};

const isOfAnotherTaxAlone = (category: VatCategory, { kind }: VatPlace, { vat, family }: Facts): boolean => {
  if (family === "CII" || category.code !== STANDARD || kind !== "lines") return false;
  const { asVat, asAnyTax } = vat.of(STANDARD).lines;
  return asAnyTax > 0 && asVat === 0;
};

export const identifiersRule = (category: VatCategory, place: VatPlace): Rule => {
  const { code, holder, identifiers, one } = place;
  const { terms, meets, wrong, fix } = DEMANDS[category.identified];
  return {
    id: `BR-${category.prefix}-${identifiers}`,
    severity: "fatal",
    terms: [...terms, code, holder],
    on: "BG-0",
    holds: (_, facts) => (isUsed(category, place, facts) ? meets(facts) : !isOfAnotherTaxAlone(category, place, facts)),
    message: `La facture contient ${one} du type de TVA ${named(category)}, mais ${wrong}.`,
    fix,
  };
};
