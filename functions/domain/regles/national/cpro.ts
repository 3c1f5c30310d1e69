/**
 * BR-FR-CPRO: what Chorus Pro asks of an invoice to a public customer, beyond EN 16931 (XP Z12-012, annex A V1.3). There is
 * no published schematron. Those that the header of a deposit decides are in `cpro-header.ts`. Not asked:
 * - 11 to 13: the directory decides (`regles/chorus/routing-rules.ts`); 16, 22 and 23: nothing in an invoice does;
 * - 01, 18, 21, 28 and 40: the model does not hold the terms of the French extension that they are about;
 * - 19: a file of 10 Mo has no million lines; 29: its figure is not known; 45 to 50: nor is their text.
 */
import { groups, terms } from "#domain/facture/invoice.ts";
import { type ReadGroupId, type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { SIREN, SIRET } from "#domain/regles/national/codes.ts";
import { atMost } from "#domain/regles/national/forms.ts";
import type { GroupRule, NationalRule, ValueRule } from "#domain/regles/national/national-rule.ts";
import { IDENTIFIER_TYPES } from "#domain/structures/identifiers.ts";

export const CPRO = {
  severity: "fatal",
  from: "2026-09-01",
  source: "XP Z12-012, annex A V1.3, sheet BR-France-CTC-CPRO; AIFE specifications of 2026: exchange with platforms",
} as const;

export interface LongestValue {
  readonly rule: string;
  readonly id: ReadTermId;
  /** In characters. */
  readonly maximum: number;
}

const LENGTHS: readonly LongestValue[] = [
  { rule: "30", id: "BT-122", maximum: 50 },
  { rule: "31", id: "BT-154", maximum: 1024 },
  { rule: "32", id: "BT-35", maximum: 400 },
  { rule: "33", id: "BT-37", maximum: 400 },
  { rule: "34", id: "BT-45", maximum: 99 },
  { rule: "35", id: "BT-20", maximum: 1024 },
  { rule: "36", id: "BT-28", maximum: 99 },
  { rule: "38", id: "BT-71", maximum: 20 },
  { rule: "41", id: "BT-125-2", maximum: 50 },
  { rule: "42", id: "BT-22", maximum: 1024 },
  { rule: "43", id: "BT-27", maximum: 99 },
  { rule: "44", id: "BT-44", maximum: 99 },
];

export const lengthRule = ({ rule, id, maximum }: LongestValue): ValueRule => ({
  ...CPRO,
  id: `BR-FR-CPRO-${rule}`,
  terms: [id],
  ofTerm: id,
  holds: atMost(maximum),
  message: `La valeur « ${TERMS[id].name} » (${id}) compte plus de ${maximum} caractères, que la plateforme ne transmet pas.`,
  fix: `Ramenez cette valeur à ${maximum} caractères au plus.`,
});

/** Older flows have a scheme of their own for it. */
const isSiretScheme = (scheme: string | undefined): boolean =>
  scheme === SIRET || IDENTIFIER_TYPES.SIRET.historic.some((one) => one === scheme);

/** A French business is known by its establishment, not by the whole of it. */
const establishmentRule = (rule: string, on: ReadGroupId, who: string, ids: readonly ReadTermId[]): GroupRule => ({
  ...CPRO,
  id: `BR-FR-CPRO-${rule}`,
  terms: ids,
  on,
  holds: (party) => {
    const schemes = ids.flatMap((id) => terms(party, id).map(({ scheme }) => scheme));
    return !schemes.includes(SIREN) || schemes.some(isSiretScheme);
  },
  message: `${who} est identifié par son SIREN, sans le SIRET de son établissement (${ids[0]}).`,
  fix: "Ajoutez le SIRET de l'établissement, de 14 chiffres, avec le schéma 0009.",
});

const isShortAccount = atMost(27);

/** An account number is the same with the spaces that people write in it. */
const ACCOUNT_RULE: ValueRule = {
  ...lengthRule({ rule: "39", id: "BT-84", maximum: 27 }),
  holds: (term) => isShortAccount({ ...term, value: term.value.replace(/\s+/g, "") }),
  fix: "Indiquez un compte dont l'identifiant a 27 caractères au plus, comme un IBAN français.",
};

export const CPRO_RULES: readonly NationalRule[] = [
  establishmentRule("09", "BG-4", "Le vendeur", ["BT-29", "BT-30"]),
  establishmentRule("17", "BG-10", "Le bénéficiaire", ["BT-60", "BT-61"]),
  {
    ...CPRO,
    id: "BR-FR-CPRO-20",
    terms: ["BT-25", "BG-3"],
    on: "BG-0",
    holds: (invoice) => groups(invoice, "BG-3").length <= 1,
    message: "La facture se réfère à plusieurs factures antérieures (BG-3) ; la plateforme n'en transmet qu'une.",
    fix: "Établissez une facture ou un avoir pour chaque facture antérieure.",
  },
  {
    ...CPRO,
    id: "BR-FR-CPRO-25",
    terms: ["BT-20"],
    on: "BG-0",
    holds: (invoice) => terms(invoice, "BT-20").length <= 1,
    message: "La facture donne plusieurs fois des conditions de paiement (BT-20).",
    fix: "Réunissez les conditions de paiement en un seul texte.",
  },
  {
    ...CPRO,
    id: "BR-FR-CPRO-26",
    terms: ["BG-6"],
    on: "BG-4",
    holds: (seller) => groups(seller, "BG-6").length <= 1,
    message: "Le vendeur a plusieurs contacts (BG-6).",
    fix: "Gardez un seul contact du vendeur.",
  },
  {
    ...CPRO,
    id: "BR-FR-CPRO-27",
    terms: ["BG-9"],
    on: "BG-7",
    holds: (buyer) => groups(buyer, "BG-9").length <= 1,
    message: "L'acheteur a plusieurs contacts (BG-9).",
    fix: "Gardez un seul contact de l'acheteur.",
  },
  ...LENGTHS.map(lengthRule),
  ACCOUNT_RULE,
];
