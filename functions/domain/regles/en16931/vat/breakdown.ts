/** BR-S-01, BR-Z-01, BR-E-01, BR-AE-01, BR-IC-01, BR-G-01, BR-O-01, BR-AF-01, BR-AG-01: what is used is broken down. */
import type { Family } from "#domain/regles/en16931/family.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { NOT_SUBJECT, named, STANDARD, type VatCategory } from "#domain/regles/en16931/vat/categories.ts";
import type { CategoryUses } from "#domain/regles/en16931/vat/category-uses.ts";

type BrokenDown = (uses: CategoryUses) => boolean;

/** CII counts uses and groups together: two lines without any group are enough for it. */
const atLeastTwo = (uses: number, groups: number): boolean => uses === 0 || uses + groups >= 2;

const countedTogether: BrokenDown = ({ lines, adjustments, breakdown }) =>
  atLeastTwo(lines.asAnyTax, breakdown.asAnyTax) && atLeastTwo(adjustments, breakdown.asAnyTax);

/** UBL asks which tax it is, save at the standard rate. */
const STANDARD_ONES: Readonly<Record<Family, BrokenDown>> = {
  UBL: ({ asAnyTax, breakdown }) => asAnyTax > 0 === breakdown.asAnyTax > 0,
  CII: countedTogether,
};

/** UBL finds a code with spaces around among uses, and not among groups. */
const ISLANDS: Readonly<Record<Family, BrokenDown>> = {
  UBL: ({ asVat, breakdown, padded }) => (asVat > 0 ? breakdown.asVat > padded : breakdown.asVat === 0),
  CII: countedTogether,
};

const CANARIES = "L";

/** For what is of VAT, UBL takes a group of any tax here. */
const CANARY_ONES: Readonly<Record<Family, BrokenDown>> = {
  UBL: ({ asVat, breakdown, padded }) => (asVat > 0 ? breakdown.asAnyTax > padded : breakdown.asVat === 0),
  CII: countedTogether,
};

/** UBL takes a group for a use, so that one that nothing else uses is right; CII does not. */
const UNTAXED: Readonly<Record<Family, BrokenDown>> = {
  UBL: ({ asVat, other, breakdown }) => breakdown.asVat === 1 || asVat + other.asVat + breakdown.asVat === 0,
  CII: ({ asAnyTax, breakdown }) => breakdown.asAnyTax === (asAnyTax > 0 ? 1 : 0),
};

/** CII asks nothing of what is not subject to VAT where the breakdown does not say so. */
const NOT_SUBJECT_ONES: Readonly<Record<Family, BrokenDown>> = {
  UBL: UNTAXED.UBL,
  CII: (uses) => uses.breakdown.asAnyTax === 0 || UNTAXED.CII(uses),
};

const brokenDown = ({ code, taxed }: VatCategory): Readonly<Record<Family, BrokenDown>> => {
  if (code === STANDARD) return STANDARD_ONES;
  if (code === CANARIES) return CANARY_ONES;
  if (code === NOT_SUBJECT) return NOT_SUBJECT_ONES;
  return taxed ? ISLANDS : UNTAXED;
};

const wording = (category: VatCategory): Pick<Rule, "message" | "fix"> =>
  category.taxed
    ? {
        message: `La ventilation de la TVA (BG-23) et les lignes, remises ou frais ne s'accordent pas sur le type de TVA ${named(category)}.`,
        fix: `Ventilez le type ${category.code} une fois par taux employé, et retirez de la ventilation ce qui n'est employé nulle part.`,
      }
    : {
        message: `Le type de TVA ${named(category)} n'a pas un groupe, et un seul, dans la ventilation de la TVA (BG-23).`,
        fix: `Réunissez tout ce qui est du type ${category.code} dans un seul groupe de la ventilation, ou retirez ce groupe si rien n'est de ce type.`,
      };

export const breakdownRule = (category: VatCategory): Rule => {
  const holds = brokenDown(category);
  return {
    id: `BR-${category.prefix}-01`,
    severity: "fatal",
    terms: ["BT-118", "BG-23", "BT-151", "BT-95", "BT-102"],
    on: "BG-0",
    holds: (_, { vat, family }) => holds[family](vat.of(category.code)),
    ...wording(category),
  };
};
