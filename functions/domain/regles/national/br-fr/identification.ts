/** What the invoice is: number, dates, type, business process. BR-FR-01 to BR-FR-04, BR-FR-08, BR-FR-MV-13, BR-FR-BD-13. */
import { isCivilDate } from "#domain/facture/civil-date.ts";
import { terms } from "#domain/facture/invoice.ts";
import { type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { textOf } from "#domain/regles/en16931/facts.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import {
  BOTH_WAYS,
  BUSINESS_PROCESSES,
  DOCUMENT_TYPES,
  SELF_BILLED,
  SEVERAL_SELLERS,
} from "#domain/regles/national/codes.ts";
import { atMost, matches, oneOf } from "#domain/regles/national/forms.ts";
import type { GroupRule, NationalRule, ValueRule } from "#domain/regles/national/national-rule.ts";

/** Longest invoice number between businesses, in characters; towards the public sector it is shorter. */
const MAX_NUMBER = 35;

/** The published rule has no space, though annex 7 (G1.05) takes single ones inside. */
const NUMBER = /^[A-Za-z0-9+\-_/]+$/;

const NUMBERS: readonly ReadTermId[] = ["BT-1", "BT-25"];

const lengthRule = (id: ReadTermId): ValueRule => ({
  ...BR_FR,
  id: `BR-FR-01_${id}`,
  terms: [id],
  ofTerm: id,
  holds: atMost(MAX_NUMBER),
  message: `La valeur « ${TERMS[id].name} » (${id}) compte plus de ${MAX_NUMBER} caractères.`,
  fix: `Donnez un numéro d'au plus ${MAX_NUMBER} caractères.`,
});

const alphabetRule = (id: ReadTermId): ValueRule => ({
  ...BR_FR,
  id: `BR-FR-02_${id}`,
  terms: [id],
  ofTerm: id,
  holds: matches(NUMBER),
  message: `La valeur « ${TERMS[id].name} » (${id}) contient un espace ou un autre caractère interdit.`,
  fix: "N'employez que des lettres sans accent, des chiffres et les signes - + _ / dans un numéro de facture.",
});

const DATES: readonly ReadTermId[] = [
  ...(["BT-2", "BT-7", "BT-9", "BT-26", "BT-72"] as const),
  ...(["BT-73", "BT-74", "BT-134", "BT-135"] as const),
];

const dateRule = (id: ReadTermId): ValueRule => ({
  ...BR_FR,
  id: `BR-FR-03_${id}`,
  terms: [id],
  ofTerm: id,
  holds: ({ value }) => value === "" || (value.startsWith("20") && isCivilDate(value)),
  message: `La valeur « ${TERMS[id].name} » (${id}) n'est pas un jour des années 2000 à 2099.`,
  fix: "Indiquez un jour du calendrier, année, mois et jour, par exemple 2026-09-30.",
});

/** The type of an invoice of those business processes. */
const typeRule = (processes: readonly string[], allows: (type: string) => boolean): GroupRule["holds"] => {
  return (invoice) => !processes.includes(textOf(invoice, "BT-23")) || allows(textOf(invoice, "BT-3"));
};

export const IDENTIFICATION_RULES: readonly NationalRule[] = [
  ...NUMBERS.map(lengthRule),
  ...NUMBERS.map(alphabetRule),
  ...DATES.map(dateRule),
  {
    ...BR_FR,
    id: "BR-FR-04_BT-3",
    terms: ["BT-3"],
    ofTerm: "BT-3",
    holds: oneOf(DOCUMENT_TYPES),
    message: "Le code de type de facture (BT-3) n'est pas de ceux qui sont admis en France.",
    fix: `Choisissez le type de la facture parmi ${DOCUMENT_TYPES.join(", ")}.`,
  },
  {
    ...BR_FR,
    id: "BR-FR-08_BT-23",
    terms: ["BT-23"],
    on: "BG-0",
    // UBL writes it in two places, and one of them may hold a code of the platform.
    holds: (invoice) => terms(invoice, "BT-23").some(({ value }) => BUSINESS_PROCESSES.includes(value)),
    message: "Le cadre de facturation (BT-23) manque, ou n'est pas de ceux de la réforme.",
    fix: `Indiquez le cadre de facturation, par exemple B1 pour des biens ou S1 pour des services, parmi ${BUSINESS_PROCESSES.join(", ")}.`,
  },
  {
    ...BR_FR,
    id: "BR-FR-MV-13_BT-3",
    terms: ["BT-3", "BT-23"],
    on: "BG-0",
    holds: typeRule(SEVERAL_SELLERS, (type) => type !== "" && !SELF_BILLED.includes(type)),
    message: "Une facture de plusieurs vendeurs (BT-23) ne peut pas être autofacturée (BT-3).",
    fix: "Choisissez un type de facture établie par le vendeur, par exemple 380, ou corrigez le cadre de facturation.",
  },
  {
    ...BR_FR,
    id: "BR-FR-MV-BD_BT-3",
    terms: ["BT-3", "BT-23"],
    on: "BG-0",
    holds: typeRule(BOTH_WAYS, (type) => SELF_BILLED.includes(type)),
    message: "Une facture entre deux parties qui se doivent l'une à l'autre (BT-23) doit être autofacturée (BT-3).",
    fix: `Choisissez un type d'autofacture parmi ${SELF_BILLED.join(", ")}, ou corrigez le cadre de facturation.`,
  },
];
