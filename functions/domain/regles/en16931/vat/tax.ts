/** `BR-…-09` of each category, as BR-AE-09: its tax (BT-117) is its taxable amount (BT-116) at its rate (BT-119), or zero. */
import { Decimal } from "#domain/facture/decimal.ts";
import type { Group } from "#domain/facture/invoice.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { amountOf, textOf } from "#domain/regles/en16931/facts.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import { has } from "#domain/regles/en16931/presence.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { named, STANDARD, type VatCategory } from "#domain/regles/en16931/vat/categories.ts";

/** Given the rate of the group, empty where there is none. */
type IsTax = (group: Group, written: string) => boolean;

const isZero: IsTax = (group) => has(group, "BT-117") && Number(textOf(group, "BT-117")) === 0;

/** Less than one away, signs apart, in exact decimals. */
const isProduct: IsTax = (group, written) => {
  const [tax, taxable, rate] = [amountOf(group, "BT-117"), amountOf(group, "BT-116"), Decimal.parse(written)];
  if (tax === undefined || taxable === undefined || rate === undefined) return false;
  const product = taxable.abs().times(rate.percent()).cents();
  return tax.abs().minus(product).abs().compare(Decimal.ONE) < 0;
};

/** The same, but the product and its rounding are binary. */
const isBinaryProduct: IsTax = (group, written) => {
  const [tax, taxable, rate] = [amountOf(group, "BT-117"), amountOf(group, "BT-116"), Decimal.parse(written)];
  if (tax === undefined || taxable === undefined || rate === undefined) return false;
  const product = Math.round(taxable.abs().toNumber() * rate.toNumber()) / 100;
  const [least, most] = [tax.abs().minus(Decimal.ONE), tax.abs().plus(Decimal.ONE)];
  return least.toNumber() < product && most.toNumber() > product;
};

type TaxByFamily = Readonly<Record<Family, IsTax>>;

const UNTAXED: TaxByFamily = { UBL: isZero, CII: isZero };
const STANDARD_TAX: TaxByFamily = { UBL: isProduct, CII: isBinaryProduct };
/** The artefacts of CII ask this of no tax of the islands: BR-AF-09 and BR-AG-09 are always true there. */
const ISLAND_TAX: TaxByFamily = { UBL: isProduct, CII: () => true };

const taxOf = ({ code, taxed }: VatCategory): TaxByFamily => {
  if (code === STANDARD) return STANDARD_TAX;
  return taxed ? ISLAND_TAX : UNTAXED;
};

const productOf = (group: Group, written: string): Decimal | undefined => {
  const rate = Decimal.parse(written);
  return rate && amountOf(group, "BT-116")?.times(rate.percent()).cents();
};

export const taxRule = (category: VatCategory): Rule => {
  const { prefix, code, taxed } = category;
  const tax = taxOf(category);
  return {
    id: `BR-${prefix}-09`,
    severity: "fatal",
    terms: taxed ? ["BT-117", "BT-116", "BT-119", "BG-23"] : ["BT-117", "BG-23"],
    on: "BG-23",
    holds: (group, { family, vat }) => !vat.breaksDown(group, code) || tax[family](group, vat.rateOf(group)),
    expected: (group, { vat }) =>
      insteadOf(amountOf(group, "BT-117"), taxed ? productOf(group, vat.rateOf(group)) : Decimal.ZERO),
    message: taxed
      ? `Le montant de taxe (BT-117) du type ${named(category)} n'est pas sa base d'imposition (BT-116) multipliée par son taux (BT-119).`
      : `Le montant de TVA (BT-117) du type ${named(category)} n'est pas zéro.`,
    fix: taxed
      ? `Recalculez le montant de taxe du type ${code} : base multipliée par le taux, arrondie au centime.`
      : `Indiquez un montant de TVA nul pour le type ${code}, ou corrigez le type de TVA.`,
  };
};
