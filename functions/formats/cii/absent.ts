/** All that EN 16931 has no use for in CII, as rules. */
import { CII_ABSENT_DOCUMENT } from "#formats/cii/absent-document.ts";
import { CII_ABSENT_HEADER } from "#formats/cii/absent-header.ts";
import { CII_ABSENT_LINES } from "#formats/cii/absent-lines.ts";
import { CII_ABSENT_SETTLEMENT } from "#formats/cii/absent-settlement.ts";
import { CII_ABSENT_TYPES } from "#formats/cii/absent-types.ts";
import { CII_GROUP_WORDS } from "#formats/cii/absent-words-groups.ts";
import { CII_VALUE_WORDS } from "#formats/cii/absent-words-values.ts";
import { absentRules } from "#formats/rules/absent.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";

export const CII_ABSENT: readonly ElementRule[] = absentRules(
  "CII",
  [...CII_ABSENT_DOCUMENT, ...CII_ABSENT_LINES, ...CII_ABSENT_HEADER, ...CII_ABSENT_SETTLEMENT, ...CII_ABSENT_TYPES],
  { ...CII_GROUP_WORDS, ...CII_VALUE_WORDS },
);
