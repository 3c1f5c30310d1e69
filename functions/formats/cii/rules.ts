/** The rules of the official artefacts for CII syntax that say more than that something is not to be there. */
import { CII_DOCUMENT_RULES } from "#formats/cii/rules-document.ts";
import { CII_HEADER_RULES } from "#formats/cii/rules-header.ts";
import { CII_VALUE_RULES } from "#formats/cii/rules-values.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";

export const CII_RULES: readonly ElementRule[] = [...CII_DOCUMENT_RULES, ...CII_HEADER_RULES, ...CII_VALUE_RULES];
