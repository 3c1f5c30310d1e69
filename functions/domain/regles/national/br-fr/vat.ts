/** VAT as it is in France, and currencies: BR-FR-15, BR-FR-16 and BR-FR-CO-12. */
import { type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { says, textOf } from "#domain/regles/en16931/facts.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import { CATEGORY_TERMS, isFrenchRate, RATE_TERMS, VAT_CATEGORIES } from "#domain/regles/national/codes.ts";
import { oneOf } from "#domain/regles/national/forms.ts";
import type { NationalRule, ValueRule } from "#domain/regles/national/national-rule.ts";

const categoryRule = (id: ReadTermId): ValueRule => ({
  ...BR_FR,
  id: `BR-FR-15_${id}`,
  terms: [id],
  ofTerm: id,
  holds: oneOf(VAT_CATEGORIES),
  message: `La valeur « ${TERMS[id].name} » (${id}) n'est pas un type de TVA en usage en France.`,
  fix: `Choisissez le type de TVA parmi ${VAT_CATEGORIES.join(", ")}.`,
});

const rateRule = (id: ReadTermId): ValueRule => ({
  ...BR_FR,
  id: `BR-FR-16_${id}`,
  terms: [id],
  ofTerm: id,
  holds: ({ value }) => isFrenchRate(value),
  message: `La valeur « ${TERMS[id].name} » (${id}) n'est pas un taux de TVA admis en France.`,
  fix: "Indiquez un taux en vigueur en France, en pourcentage, par exemple 20 ou 5.5.",
});

export const VAT_RULES: readonly NationalRule[] = [
  ...CATEGORY_TERMS.map(categoryRule),
  ...RATE_TERMS.map(rateRule),
  {
    ...BR_FR,
    id: "BR-FR-CO-12_BT-5",
    terms: ["BT-5", "BT-6", "BT-111"],
    on: "BG-0",
    holds: (invoice, { totals }) =>
      ["", "EUR"].includes(textOf(invoice, "BT-5")) || (textOf(invoice, "BT-6") === "EUR" && says(totals, "BT-111")),
    message:
      "La facture n'est pas en euros (BT-5), et n'indique pas le total de la TVA en euros (BT-111), devise de comptabilisation (BT-6).",
    fix: "Indiquez EUR comme devise de comptabilisation de la TVA, et le montant total de TVA en euros.",
  },
];
