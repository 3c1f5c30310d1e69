/**
 * Rules of the data that the platform takes from an invoice for the tax administration (flow 1). Who deposits here leaves
 * that to the platform, and would learn too late that the administration rejects them: warnings. The ids are those of AIFE
 * annex 7 (V1.9, 30 April 2026), with a hyphen for its point: rule G1.07 is `PPF-G1-07`.
 */
import { isCivilDate } from "#domain/facture/civil-date.ts";
import { type Group, groups, terms } from "#domain/facture/invoice.ts";
import { type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { type Facts, says, textOf } from "#domain/regles/en16931/facts.ts";
import {
  CATEGORY_TERMS,
  CORRECTED_INVOICES,
  CREDIT_NOTES,
  isFrenchRate,
  RATE_TERMS,
  SIREN,
  SIRET,
  VAT_CATEGORIES,
} from "#domain/regles/national/codes.ts";
import { oneOf } from "#domain/regles/national/forms.ts";
import type { NationalRule, ValueRule } from "#domain/regles/national/national-rule.ts";

const FLUX_1 = {
  severity: "warning",
  from: "2026-09-01",
  source: "AIFE, external specifications V3.2, annex 7 V1.9: flow 1, first stage (BASE)",
} as const;

/** From this day on the administration asks for all data, dates of earlier invoices among them (G1.31, FULL). */
const ALL_DATA = { ...FLUX_1, from: "2027-09-01", source: "AIFE annex 7 V1.9: flow 1, second stage (FULL)" } as const;

const isFrench = ({ scheme }: { readonly scheme?: string | undefined }): boolean =>
  scheme === SIREN || scheme === SIRET;

/** Data are taken of sellers established in France alone. */
const isTaken = ({ seller }: Facts): boolean =>
  seller !== undefined && (["BT-29", "BT-30"] as const).some((id) => terms(seller, id).some(isFrench));

const isFrenchCategory = oneOf(VAT_CATEGORIES);

const categoryRule = (id: ReadTermId): ValueRule => ({
  ...FLUX_1,
  id: `PPF-G2-31_${id}`,
  terms: [id],
  ofTerm: id,
  holds: (term, _, facts) => !isTaken(facts) || isFrenchCategory(term),
  message: `L'administration fiscale n'admet pas cette valeur « ${TERMS[id].name} » (${id}) d'un vendeur français.`,
  fix: `Choisissez le type de TVA parmi ${VAT_CATEGORIES.join(", ")}.`,
});

const rateRule = (id: ReadTermId): ValueRule => ({
  ...FLUX_1,
  id: `PPF-G1-24_${id}`,
  terms: [id],
  ofTerm: id,
  holds: ({ value }, _, facts) => !isTaken(facts) || isFrenchRate(value),
  message: `L'administration fiscale n'admet pas ce taux « ${TERMS[id].name} » (${id}) d'un vendeur français.`,
  fix: "Indiquez un taux en vigueur en France, en pourcentage, par exemple 20 ou 5.5.",
});

const refersBack = (invoice: Group): boolean =>
  [...CORRECTED_INVOICES, ...CREDIT_NOTES].includes(textOf(invoice, "BT-3"));

export const FLUX_1_RULES: readonly NationalRule[] = [
  {
    ...FLUX_1,
    id: "PPF-G1-07_BT-2",
    terms: ["BT-2"],
    ofTerm: "BT-2",
    holds: ({ value }, _, { day }) => !isCivilDate(value) || value <= day,
    message: "La facture est datée d'un jour à venir (BT-2).",
    fix: "Corrigez la date d'émission, ou attendez ce jour pour déposer la facture.",
  },
  {
    ...FLUX_1,
    id: "PPF-G1-31_BT-25",
    terms: ["BT-3", "BT-25"],
    on: "BG-0",
    holds: (invoice, facts) =>
      !refersBack(invoice) || !isTaken(facts) || groups(invoice, "BG-3").some((earlier) => says(earlier, "BT-25")),
    message: "Cet avoir ou cette facture rectificative (BT-3) n'indique pas la facture d'origine (BT-25).",
    fix: "Indiquez le numéro de la facture d'origine.",
  },
  {
    ...ALL_DATA,
    id: "PPF-G1-31_BT-26",
    terms: ["BT-25", "BT-26"],
    on: "BG-3",
    holds: (earlier, facts) => !refersBack(facts.invoice) || !isTaken(facts) || says(earlier, "BT-26"),
    message: "Cet avoir ou cette facture rectificative n'indique pas la date (BT-26) de la facture d'origine (BT-25).",
    fix: "Indiquez la date d'émission de la facture d'origine.",
  },
  ...CATEGORY_TERMS.map(categoryRule),
  ...RATE_TERMS.map(rateRule),
];
