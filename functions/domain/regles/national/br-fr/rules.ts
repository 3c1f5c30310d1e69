/**
 * All BR-FR rules that the model decides. Each id is the published one, with its term where the rule is stated of several.
 * Not asked: what the model does not hold, that is the sub-types of lines (BR-FR-MV and BR-FR-BD, but for the type of the
 * invoice), parties and references of the French extension, and codes of attributes of articles (BR-FR-27 and 28, where
 * EN 16931 asks more already).
 */
import { ADDRESS_RULES } from "#domain/regles/national/br-fr/addresses.ts";
import { DECIMAL_RULES } from "#domain/regles/national/br-fr/decimals.ts";
import { IDENTIFICATION_RULES } from "#domain/regles/national/br-fr/identification.ts";
import { NOTE_RULES } from "#domain/regles/national/br-fr/notes.ts";
import { PARTY_RULES } from "#domain/regles/national/br-fr/parties.ts";
import { PAYMENT_RULES } from "#domain/regles/national/br-fr/payment.ts";
import { REFERENCE_RULES } from "#domain/regles/national/br-fr/references.ts";
import { VAT_RULES } from "#domain/regles/national/br-fr/vat.ts";
import type { NationalRule } from "#domain/regles/national/national-rule.ts";

export const BR_FR_RULES: readonly NationalRule[] = [
  ...IDENTIFICATION_RULES,
  ...NOTE_RULES,
  ...PARTY_RULES,
  ...ADDRESS_RULES,
  ...VAT_RULES,
  ...REFERENCE_RULES,
  ...PAYMENT_RULES,
  ...DECIMAL_RULES,
];
