/** All rules of EN 16931 over the model. */
import { ALLOWANCE_RULES } from "#domain/regles/en16931/allowances.ts";
import { DOCUMENT_RULES } from "#domain/regles/en16931/document.ts";
import { LINE_RULES } from "#domain/regles/en16931/lines.ts";
import { PARTY_RULES } from "#domain/regles/en16931/parties.ts";
import { PAYMENT_RULES } from "#domain/regles/en16931/payment.ts";
import { type AnyRule, inOneWay } from "#domain/regles/en16931/rule.ts";
import { TOTAL_RULES } from "#domain/regles/en16931/totals.ts";
import { VAT_RULES } from "#domain/regles/en16931/vat/rules.ts";

/** As the standard groups them. */
const RULES: readonly AnyRule[] = [
  ...DOCUMENT_RULES,
  ...PARTY_RULES,
  ...PAYMENT_RULES,
  ...ALLOWANCE_RULES,
  ...TOTAL_RULES,
  ...LINE_RULES,
  ...VAT_RULES,
];

export const MODEL_RULES: readonly AnyRule[] = RULES.map((rule) => ("holds" in rule ? inOneWay(rule) : rule));
