/**
 * BR-FR-CPRO rules on number, parties and references. A deposit reads these into its header, and says so itself
 * (`facture/header.ts`): they are asked where no header is read, of what approved platforms send.
 */
import { terms } from "#domain/facture/invoice.ts";
import { textOf } from "#domain/regles/en16931/facts.ts";
import { SIRET } from "#domain/regles/national/codes.ts";
import { CPRO, type LongestValue, lengthRule } from "#domain/regles/national/cpro.ts";
import type { NationalRule } from "#domain/regles/national/national-rule.ts";
import { IDENTIFIER_TYPES } from "#domain/structures/identifiers.ts";

const LENGTHS: readonly LongestValue[] = [
  { rule: "02_BT-1", id: "BT-1", maximum: 20 },
  { rule: "02_BT-25", id: "BT-25", maximum: 20 },
  { rule: "14", id: "BT-12", maximum: 50 },
  { rule: "15", id: "BT-13", maximum: 50 },
  { rule: "37", id: "BT-59", maximum: 99 },
];

/** Schemes by which a seller may be known, and the form of each. */
const FORMS: ReadonlyMap<string, RegExp> = new Map(
  Object.values(IDENTIFIER_TYPES).flatMap(({ icd, form }) => (icd === undefined ? [] : [[icd, form] as const])),
);

/** A sub-contractor who is paid directly has S3. */
const SUBCONTRACTOR = "S5";

export const CPRO_HEADER_RULES: readonly NationalRule[] = [
  ...LENGTHS.map(lengthRule),
  {
    ...CPRO,
    id: "BR-FR-CPRO-03",
    terms: ["BT-29"],
    on: "BG-4",
    holds: (seller) => terms(seller, "BT-29").some(({ scheme = "" }) => FORMS.has(scheme)),
    message: "Le vendeur n'a pas d'identifiant (BT-29) d'un schéma que la plateforme connaisse.",
    fix: `Indiquez le SIRET du vendeur (schéma ${SIRET}), ou son identifiant d'un schéma parmi ${[...FORMS.keys()].join(", ")}.`,
  },
  {
    ...CPRO,
    // The source at hand gives the forms of 04 to 08 without saying which number is which scheme.
    id: "BR-FR-CPRO-04-08",
    terms: ["BT-29"],
    ofTerm: "BT-29",
    holds: ({ value, scheme = "" }) => FORMS.get(scheme)?.test(value) ?? true,
    message: "Un identifiant du vendeur (BT-29) n'a pas la forme de son schéma.",
    fix: "Vérifiez l'identifiant, ou corrigez son schéma d'identification.",
  },
  {
    ...CPRO,
    id: "BR-FR-CPRO-10",
    terms: ["BT-46"],
    on: "BG-7",
    holds: (buyer) => terms(buyer, "BT-46").some(({ scheme }) => scheme === SIRET),
    message: "L'acheteur public n'est pas identifié par un SIRET (BT-46, schéma 0009).",
    fix: "Indiquez le SIRET de la structure publique, de 14 chiffres, avec le schéma 0009.",
  },
  {
    ...CPRO,
    id: "BR-FR-CPRO-24",
    terms: ["BT-23"],
    on: "BG-0",
    holds: (invoice) => textOf(invoice, "BT-23") !== SUBCONTRACTOR,
    message: `Le cadre de facturation ${SUBCONTRACTOR} (BT-23) n'est pas admis envers le secteur public.`,
    fix: "Indiquez S3 pour une demande de paiement direct d'un sous-traitant.",
  },
];
