/** The rules of the official artefacts for UBL syntax that say more than that something is not to be there. */
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { UBL_DOCUMENT_RULES } from "#formats/ubl/rules-document.ts";
import { UBL_PARTY_RULES } from "#formats/ubl/rules-parties.ts";
import { UBL_PAYMENT_RULES } from "#formats/ubl/rules-payment.ts";

export const UBL_RULES: readonly ElementRule[] = [...UBL_DOCUMENT_RULES, ...UBL_PARTY_RULES, ...UBL_PAYMENT_RULES];
