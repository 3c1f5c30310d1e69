/** The national rules by where they come from; a profile asks some of these sets. */
import { BR_FR_RULES } from "#domain/regles/national/br-fr/rules.ts";
import { CPRO_RULES } from "#domain/regles/national/cpro.ts";
import { CPRO_HEADER_RULES } from "#domain/regles/national/cpro-header.ts";
import { FLUX_1_RULES } from "#domain/regles/national/flux1.ts";
import { MENTION_RULES } from "#domain/regles/national/mentions.ts";
import type { NationalRule } from "#domain/regles/national/national-rule.ts";

export const RULE_SETS = {
  /** XP Z12-012 and XP Z12-014: any invoice that platforms exchange, from the reform on. */
  "BR-FR": BR_FR_RULES,
  /** XP Z12-012, annex A: what Chorus Pro asks beyond EN 16931. */
  "BR-FR-CPRO": CPRO_RULES,
  /** The same, where no header of a deposit says it. */
  "BR-FR-CPRO-EN-TETE": CPRO_HEADER_RULES,
  /** Public procurement code, and attachments. */
  MENTIONS: MENTION_RULES,
  /** What the platform passes on to the tax administration. */
  "FLUX-1": FLUX_1_RULES,
} as const satisfies Readonly<Record<string, readonly NationalRule[]>>;

export type RuleSetName = keyof typeof RULE_SETS;
