/**
 * What an invoice is judged by, beside EN 16931, which is always asked.
 * - BR-FR is not asked of an ordinary deposit: it refuses the cadres A1 to A25 and wants electronic addresses, which the
 *   historic ways of deposit, kept open during the reform, neither have nor need (AIFE 2026 §2.2.3.1 and §3.2.1.1).
 * - BR-FR is asked alone of an invoice to any customer, with BR-FR-CPRO of one that an approved platform sends to Chorus Pro;
 *   that platform sends flow 1 itself, by rules that BR-FR repeats.
 */
import type { RuleSetName } from "#domain/regles/national/rule-sets.ts";

export interface Profile {
  /** French, as shown to users. */
  readonly label: string;
  readonly sets: readonly RuleSetName[];
}

export const PROFILES = {
  en16931: { label: "Norme EN 16931 seule", sets: [] },
  "chorus-pro": {
    label: "Dépôt sur la plateforme, pour le secteur public",
    sets: ["BR-FR-CPRO", "MENTIONS", "FLUX-1"],
  },
  "br-fr": { label: "Réforme de la facturation électronique (règles BR-FR)", sets: ["BR-FR"] },
  "br-fr-cpro": {
    label: "Facture transmise au secteur public par une plateforme agréée",
    sets: ["BR-FR", "BR-FR-CPRO", "BR-FR-CPRO-EN-TETE", "MENTIONS"],
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES;

/** Of a mere verification that names none: the standard is the same for every invoice, whoever it goes to. */
export const DEFAULT_PROFILE: ProfileName = "en16931";

/** What a deposit on the platform is asked. */
export const DEPOSIT_PROFILE: ProfileName = "chorus-pro";

export const isProfile = (name: string): name is ProfileName => Object.hasOwn(PROFILES, name);
