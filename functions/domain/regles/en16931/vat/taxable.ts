/** `BR-…-08` of each category, as BR-AE-08: its taxable amount (BT-116) is the sum of what uses it. */
import type { Decimal } from "#domain/facture/decimal.ts";
import type { Group } from "#domain/facture/invoice.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { amountOf, type Facts, textOf } from "#domain/regles/en16931/facts.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import { has } from "#domain/regles/en16931/presence.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { NOT_SUBJECT, named, STANDARD, type VatCategory } from "#domain/regles/en16931/vat/categories.ts";
import type { Uses } from "#domain/regles/en16931/vat/category-uses.ts";

/** Given the group of the breakdown and what is of its category, at its rate where it is taxed. */
type IsSum = (group: Group, uses: Uses, facts: Facts) => boolean;

/** Binary, as the artefacts compare here: what matters of that is only what is exactly one away. */
const binary = (amount: Decimal): number => amount.toNumber();
const taxable = (group: Group): number => (has(group, "BT-116") ? Number(textOf(group, "BT-116")) : Number.NaN);

const isWithinOne = (amount: number, sum: Decimal): boolean => {
  const total = binary(sum);
  return amount - 1 < total && amount + 1 > total;
};

const equals: IsSum = (group, { total }, { lines }) => {
  const amount = amountOf(group, "BT-116");
  return lines.length > 0 && amount !== undefined && amount.equals(total);
};

const equalsRounded: IsSum = (group, { roundedTotal }) => taxable(group) === binary(roundedTotal);
const isNearRounded: IsSum = (group, { roundedTotal }) => isWithinOne(taxable(group), roundedTotal);
const isNear: IsSum = (group, { total }, { lines }) => lines.length > 0 && isWithinOne(taxable(group), total);

/** UBL reads the amount as of the lines of an invoice or of a credit note: the ones that there are not make no sum. */
const isNearWhatUses: IsSum = (group, uses) =>
  (uses.asAnyTax > 0 && isWithinOne(taxable(group), uses.total)) ||
  (uses.adjustments > 0 && isWithinOne(taxable(group), uses.adjustment));

type SumByFamily = Readonly<Record<Family, IsSum>>;

const STANDARD_SUM: SumByFamily = { UBL: isNearWhatUses, CII: equalsRounded };
/** CII looks the rate of the islands' taxes up where it is not, and so finds nothing to compare. */
const ISLAND_SUM: SumByFamily = { UBL: isNear, CII: () => true };
const NOT_SUBJECT_SUM: SumByFamily = { UBL: equals, CII: equalsRounded };
const UNTAXED_SUM: SumByFamily = { UBL: equals, CII: isNearRounded };

const sumOf = ({ code, taxed }: VatCategory): SumByFamily => {
  if (code === STANDARD) return STANDARD_SUM;
  if (code === NOT_SUBJECT) return NOT_SUBJECT_SUM;
  return taxed ? ISLAND_SUM : UNTAXED_SUM;
};

/** Of one taxed rate: a group without rate, which another rule refuses, is compared with nothing. */
const heldAtRate =
  (code: string, sum: SumByFamily): Rule["holds"] =>
  (group, facts) => {
    if (!facts.vat.breaksDown(group, code)) return true;
    const rate = facts.vat.rateOf(group);
    return rate === "" || sum[facts.family](group, facts.vat.of(code).at(rate), facts);
  };

const heldAlone =
  (code: string, sum: SumByFamily): Rule["holds"] =>
  (group, facts) =>
    !facts.vat.breaksDown(group, code) || sum[facts.family](group, facts.vat.of(code), facts);

/** As the family computes it: CII rounds each sum to cents, UBL compares what is written. */
const expectedOf =
  ({ code, taxed }: VatCategory): NonNullable<Rule["expected"]> =>
  (group, { family, vat }) => {
    const category = vat.of(code);
    const uses = taxed ? category.at(vat.rateOf(group)) : category;
    return insteadOf(amountOf(group, "BT-116"), family === "CII" ? uses.roundedTotal : uses.total);
  };

export const taxableRule = (category: VatCategory): Rule => {
  const { prefix, code, taxed } = category;
  const sum = sumOf(category);
  return {
    id: `BR-${prefix}-08`,
    severity: "fatal",
    terms: ["BT-116", "BG-23", "BT-131", "BT-92", "BT-99"],
    on: "BG-23",
    holds: taxed ? heldAtRate(code, sum) : heldAlone(code, sum),
    expected: expectedOf(category),
    message: `La base d'imposition (BT-116) du type de TVA ${named(category)} n'est pas la somme des lignes et des frais de ce type${taxed ? " à ce taux" : ""}, moins ses remises.`,
    fix: `Recalculez la base : montants nets des lignes (BT-131) et frais (BT-99) du type ${code}${taxed ? " au même taux" : ""}, moins les remises (BT-92).`,
  };
};
