/** Each national rule, on an invoice that holds and one that breaks it, and on its days. */
import { describe, expect, it } from "vitest";
import type { NationalRule } from "#domain/regles/national/national-rule.ts";
import type { ProfileName } from "#domain/regles/national/profiles.ts";
import { RULE_SETS, type RuleSetName } from "#domain/regles/national/rule-sets.ts";
import { BR_FR_CASES, type Case } from "./cases-br-fr.ts";
import { CPRO_CASES, CPRO_HEADER_CASES, FLUX_1_CASES, MENTION_CASES } from "./cases-platform.ts";
import { codesOf } from "./french-invoice.ts";

/** On it, every rule is in force. */
const DAY = "2027-09-01";

interface Tested {
  readonly cases: Readonly<Record<string, Case>>;
  readonly profile: ProfileName;
}

const SETS = {
  "BR-FR": { cases: BR_FR_CASES, profile: "br-fr" },
  "BR-FR-CPRO": { cases: CPRO_CASES, profile: "chorus-pro" },
  "BR-FR-CPRO-EN-TETE": { cases: CPRO_HEADER_CASES, profile: "br-fr-cpro" },
  MENTIONS: { cases: MENTION_CASES, profile: "chorus-pro" },
  "FLUX-1": { cases: FLUX_1_CASES, profile: "chorus-pro" },
} as const satisfies Readonly<Record<RuleSetName, Tested>>;

const NAMES = [
  "BR-FR",
  "BR-FR-CPRO",
  "BR-FR-CPRO-EN-TETE",
  "MENTIONS",
  "FLUX-1",
] as const satisfies readonly RuleSetName[];

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const rulesOf = (name: RuleSetName): readonly NationalRule[] => RULE_SETS[name];

describe.each(NAMES)("the rules of %s", (name) => {
  const { cases, profile } = SETS[name];

  it("have a case each", () => {
    expect(
      rulesOf(name)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(Object.keys(cases).toSorted());
  });

  describe.each(Object.entries(cases))("%s", (id, { breaks, holds = {} }) => {
    it("holds", () => {
      expect(codesOf(holds, profile, DAY)).not.toContain(id);
    });

    it("is broken", () => {
      expect(codesOf(breaks, profile, DAY)).toContain(id);
    });

    it("is asked from its first day on", () => {
      const from = rulesOf(name).find((rule) => rule.id === id)?.from ?? "";
      expect(codesOf(breaks, profile, dayBefore(from))).not.toContain(id);
      expect(codesOf(breaks, profile, from)).toContain(id);
    });
  });
});
