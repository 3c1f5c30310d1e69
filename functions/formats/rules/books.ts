/** The element rules of each family of syntaxes, as one book; made when a first document of the family is judged. */
import type { Family } from "#domain/regles/en16931/family.ts";
import { CII_ABSENT } from "#formats/cii/absent.ts";
import { CII_RULES } from "#formats/cii/rules.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { CII_ADJUSTMENT_RULES } from "#formats/rules/adjustments-cii.ts";
import { CII_CODE_RULES } from "#formats/rules/codes-cii.ts";
import { UBL_CODE_RULES } from "#formats/rules/codes-ubl.ts";
import { CII_DECIMAL_RULES } from "#formats/rules/decimals-cii.ts";
import { UBL_DECIMAL_RULES } from "#formats/rules/decimals-ubl.ts";
import { type ElementRule, inOneWay } from "#formats/rules/element-rule.ts";
import { CII_MODEL_RULES } from "#formats/rules/model-cii.ts";
import { UBL_MODEL_RULES } from "#formats/rules/model-ubl.ts";
import { PAYMENT_ELEMENT_RULES } from "#formats/rules/payment.ts";
import { ElementRuleBook } from "#formats/rules/rule-book.ts";
import { SCHEME_RULES } from "#formats/rules/schemes.ts";
import { CII_TOTAL_RULES } from "#formats/rules/totals-cii.ts";
import { UBL_ABSENT } from "#formats/ubl/absent.ts";
import { UBL_RULES } from "#formats/ubl/rules.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";

export const ELEMENT_RULES: Readonly<Record<Family, readonly ElementRule[]>> = {
  UBL: [
    ...UBL_MODEL_RULES,
    ...PAYMENT_ELEMENT_RULES.UBL,
    ...SCHEME_RULES.UBL,
    ...UBL_CODE_RULES,
    ...UBL_DECIMAL_RULES,
    ...UBL_RULES,
    ...UBL_ABSENT,
  ].map(inOneWay),
  CII: [
    ...CII_MODEL_RULES,
    ...CII_TOTAL_RULES,
    ...CII_ADJUSTMENT_RULES,
    ...PAYMENT_ELEMENT_RULES.CII,
    ...SCHEME_RULES.CII,
    ...CII_CODE_RULES,
    ...CII_DECIMAL_RULES,
    ...CII_RULES,
    ...CII_ABSENT,
  ].map(inOneWay),
};

const NAMESPACES = { UBL: UBL_NAMESPACES, CII: CROSS_INDUSTRY_INVOICE.namespaces };

const books: Partial<Record<Family, ElementRuleBook>> = {};

export const ruleBookOf = (family: Family): ElementRuleBook => {
  const book = books[family] ?? new ElementRuleBook(ELEMENT_RULES[family], NAMESPACES[family]);
  books[family] = book;
  return book;
};
