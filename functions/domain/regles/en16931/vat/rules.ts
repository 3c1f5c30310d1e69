/**
 * The rules of each category of VAT. Nine categories have the same ten rules, with variations that the table of categories
 * says; their ids are made of its prefix and the number of the rule: BR-AE-05 is the fifth of reverse charge.
 *
 * | number | asks | where |
 * | --- | --- | --- |
 * | 01 | what is used is broken down | `breakdown.ts` |
 * | 02 lines, 03 allowances, 04 charges | who is identified | `identifiers.ts` |
 * | 05 lines, 06 allowances, 07 charges | the rate | `rates.ts` |
 * | 08 | the taxable amount | `taxable.ts` |
 * | 09 | the tax | `tax.ts` |
 * | 10 | the reason of an exemption | `exemption.ts` |
 *
 * Some categories have more: BR-IC-11 and 12, BR-O-11 to 14, BR-B-01 and 02. What these rules count beside the model is in
 * `elsewhere.ts`.
 */
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { breakdownRule } from "#domain/regles/en16931/vat/breakdown.ts";
import {
  INTRA_COMMUNITY,
  NOT_SUBJECT,
  VAT_CATEGORIES,
  type VatCategory,
} from "#domain/regles/en16931/vat/categories.ts";
import { exemptionRule } from "#domain/regles/en16931/vat/exemption.ts";
import { identifiersRule } from "#domain/regles/en16931/vat/identifiers.ts";
import { INTRA_COMMUNITY_RULES } from "#domain/regles/en16931/vat/intra-community.ts";
import { NOT_SUBJECT_RULES } from "#domain/regles/en16931/vat/not-subject.ts";
import { VAT_PLACES } from "#domain/regles/en16931/vat/places.ts";
import { rateRules } from "#domain/regles/en16931/vat/rates.ts";
import { SPLIT_PAYMENT_RULES } from "#domain/regles/en16931/vat/split-payment.ts";
import { taxRule } from "#domain/regles/en16931/vat/tax.ts";
import { taxableRule } from "#domain/regles/en16931/vat/taxable.ts";

const ofCategory = (category: string, rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({ ...rule, category }));

const rulesOf = (category: VatCategory): readonly Rule[] =>
  ofCategory(category.code, [
    breakdownRule(category),
    ...VAT_PLACES.map((place) => identifiersRule(category, place)),
    ...VAT_PLACES.flatMap((place) => rateRules(category, place)),
    taxableRule(category),
    taxRule(category),
    exemptionRule(category),
  ]);

export const VAT_RULES: readonly Rule[] = [
  ...VAT_CATEGORIES.flatMap(rulesOf),
  ...ofCategory(INTRA_COMMUNITY, INTRA_COMMUNITY_RULES),
  ...ofCategory(NOT_SUBJECT, NOT_SUBJECT_RULES),
  ...SPLIT_PAYMENT_RULES,
];
