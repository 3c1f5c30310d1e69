/** Electronic addresses, by which platforms find the parties: BR-FR-12, 13, 21, 22, 23 and 25. */
import { type Group, type Invoice, term } from "#domain/facture/invoice.ts";
import { type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { says, textOf } from "#domain/regles/en16931/facts.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import { sirenOf } from "#domain/regles/national/br-fr/parties.ts";
import { FRENCH_ADDRESS, SELF_BILLED } from "#domain/regles/national/codes.ts";
import { atMost, matches, ofScheme } from "#domain/regles/national/forms.ts";
import type { NationalRule, ValueRule } from "#domain/regles/national/national-rule.ts";
import { isBetweenBusinesses } from "#domain/regles/national/notes.ts";

const ADDRESS = /^[A-Za-z0-9+\-_.]+$/;
const MAX_ADDRESS = 125;

const ADDRESSES: readonly ReadTermId[] = ["BT-34", "BT-49"];

const formRules = (id: ReadTermId): readonly ValueRule[] => [
  {
    ...BR_FR,
    id: `BR-FR-23_${id}`,
    terms: [id],
    ofTerm: id,
    holds: ofScheme([FRENCH_ADDRESS], matches(ADDRESS)),
    message: `La valeur « ${TERMS[id].name} » (${id}, schéma ${FRENCH_ADDRESS}) contient un caractère interdit.`,
    fix: "N'employez que des lettres sans accent, des chiffres et les signes - _ . dans l'adresse électronique.",
  },
  {
    ...BR_FR,
    id: `BR-FR-25_${id}`,
    terms: [id],
    ofTerm: id,
    holds: atMost(MAX_ADDRESS),
    message: `La valeur « ${TERMS[id].name} » (${id}) compte plus de ${MAX_ADDRESS} caractères.`,
    fix: `Reprenez l'adresse électronique dans l'annuaire : elle compte au plus ${MAX_ADDRESS} caractères.`,
  },
];

/** Whoever did not write the invoice gets it at an address of the French directory, which begins with its SIREN. */
const isInDirectory = (party: Group, address: ReadTermId, legal: ReadTermId): boolean => {
  const found = term(party, address);
  return found?.scheme === FRENCH_ADDRESS && found.value.startsWith(sirenOf(party, legal) ?? "");
};

const isSelfBilled = (invoice: Invoice): boolean => SELF_BILLED.includes(textOf(invoice, "BT-3"));

export const ADDRESS_RULES: readonly NationalRule[] = [
  {
    ...BR_FR,
    id: "BR-FR-12_BT-49",
    terms: ["BT-49"],
    on: "BG-7",
    holds: (buyer) => says(buyer, "BT-49"),
    message: "L'adresse électronique de l'acheteur (BT-49) manque.",
    fix: "Indiquez l'adresse électronique que l'annuaire donne à l'acheteur.",
  },
  {
    ...BR_FR,
    id: "BR-FR-13_BT-34",
    terms: ["BT-34"],
    on: "BG-4",
    holds: (seller) => says(seller, "BT-34"),
    message: "L'adresse électronique du vendeur (BT-34) manque.",
    fix: "Indiquez l'adresse électronique que l'annuaire donne au vendeur.",
  },
  {
    ...BR_FR,
    id: "BR-FR-21_BT-49",
    terms: ["BT-49", "BT-47"],
    on: "BG-7",
    holds: (buyer, { invoice }) =>
      !isBetweenBusinesses(invoice) || isSelfBilled(invoice) || isInDirectory(buyer, "BT-49", "BT-47"),
    message:
      "La facture est entre entreprises françaises (note BAR), et l'adresse électronique de l'acheteur (BT-49) n'est pas de schéma 0225 ou ne commence pas par son SIREN (BT-47).",
    fix: "Reprenez l'adresse électronique de l'acheteur dans l'annuaire, avec le schéma 0225.",
  },
  {
    ...BR_FR,
    id: "BR-FR-22_BT-34",
    terms: ["BT-34", "BT-30"],
    on: "BG-4",
    holds: (seller, { invoice }) =>
      !isBetweenBusinesses(invoice) || !isSelfBilled(invoice) || isInDirectory(seller, "BT-34", "BT-30"),
    message:
      "La facture est autofacturée entre entreprises françaises (note BAR), et l'adresse électronique du vendeur (BT-34) n'est pas de schéma 0225 ou ne commence pas par son SIREN (BT-30).",
    fix: "Reprenez l'adresse électronique du vendeur dans l'annuaire, avec le schéma 0225.",
  },
  ...ADDRESSES.flatMap(formRules),
];
