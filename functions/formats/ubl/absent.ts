/** All that EN 16931 has no use for in UBL, as rules. */

import { absentRules } from "#formats/rules/absent.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { UBL_ABSENT_DOCUMENT } from "#formats/ubl/absent-document.ts";
import { UBL_ABSENT_LINES } from "#formats/ubl/absent-lines.ts";
import { UBL_ABSENT_PARTIES } from "#formats/ubl/absent-parties.ts";
import { UBL_ABSENT_PAYMENT } from "#formats/ubl/absent-payment.ts";
import { UBL_ABSENT_VALUES } from "#formats/ubl/absent-values.ts";
import { UBL_GROUP_WORDS } from "#formats/ubl/absent-words-groups.ts";
import { UBL_VALUE_WORDS } from "#formats/ubl/absent-words-values.ts";

export const UBL_ABSENT: readonly ElementRule[] = absentRules(
  "UBL",
  [...UBL_ABSENT_DOCUMENT, ...UBL_ABSENT_PARTIES, ...UBL_ABSENT_PAYMENT, ...UBL_ABSENT_LINES, ...UBL_ABSENT_VALUES],
  { ...UBL_GROUP_WORDS, ...UBL_VALUE_WORDS },
);
