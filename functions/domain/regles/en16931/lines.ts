/** Invoice lines: BR-21 to BR-28, BR-30, BR-41 to BR-44, BR-54, BR-64, BR-65, BR-CO-04, BR-CO-20, BR-CO-23, BR-CO-24. */
import { Decimal } from "#domain/facture/decimal.ts";
import { type Group, groups, type TermId } from "#domain/facture/invoice.ts";
import { says } from "#domain/regles/en16931/facts.ts";
import { isInOrder, oneHas, oneWritten, said, written } from "#domain/regles/en16931/presence.ts";
import type { AnyRule } from "#domain/regles/en16931/rule.ts";

const EXPONENT = /e/i;

/** A price may be written with an exponent here: what is compared is a number, not a decimal. */
const isNotNegative = (text: string): boolean => {
  const price = Decimal.parse(text) ?? Decimal.parse(text.split(EXPONENT, 1)[0] ?? "");
  return price !== undefined && price.sign() >= 0;
};

const somePriceIsRight = ({ terms }: Group, id: TermId): boolean =>
  terms.some((price) => price.id === id && isNotNegative(price.value));

export const LINE_RULES: readonly AnyRule[] = [
  {
    id: "BR-21",
    severity: "fatal",
    terms: ["BT-126", "BG-25"],
    on: "BG-25",
    holds: said("BT-126"),
    message: "Une ligne de facture n'a pas d'identifiant (BT-126).",
    fix: "Numérotez chaque ligne de la facture.",
  },
  {
    id: "BR-22",
    severity: "fatal",
    terms: ["BT-129", "BG-25"],
    on: "BG-25",
    holds: written("BT-129"),
    message: "Une ligne de facture n'a pas de quantité facturée (BT-129).",
    fix: "Indiquez la quantité facturée sur chaque ligne.",
  },
  {
    id: "BR-23",
    severity: "fatal",
    terms: ["BT-130", "BT-129", "BG-25"],
    on: "BG-25",
    holds: written("BT-130"),
    message: "La quantité d'une ligne de facture n'a pas d'unité de mesure (BT-130).",
    fix: "Ajoutez le code de l'unité, par exemple C62 pour une unité ou HUR pour une heure.",
  },
  {
    id: "BR-24",
    severity: "fatal",
    terms: ["BT-131", "BG-25"],
    on: "BG-25",
    holds: written("BT-131"),
    message: "Une ligne de facture n'a pas de montant net (BT-131).",
    fix: "Indiquez le montant hors TVA de chaque ligne.",
  },
  {
    id: "BR-25",
    severity: "fatal",
    terms: ["BT-153", "BG-31"],
    on: "BG-25",
    holds: (line) => groups(line, "BG-31").some((item) => says(item, "BT-153")),
    message: "Une ligne de facture ne nomme pas l'article (BT-153).",
    fix: "Désignez ce qui est facturé sur chaque ligne.",
  },
  {
    id: "BR-26",
    severity: "fatal",
    terms: ["BT-146", "BG-29"],
    on: "BG-25",
    holds: (line) => oneHas(groups(line, "BG-29"), "BT-146"),
    message: "Une ligne de facture n'a pas de prix net (BT-146).",
    fix: "Indiquez le prix unitaire net hors TVA de chaque ligne.",
  },
  {
    id: "BR-27",
    severity: "fatal",
    terms: ["BT-146"],
    on: "BG-25",
    // A price that is missing is not positive either.
    holds: (line) => groups(line, "BG-29").some((price) => somePriceIsRight(price, "BT-146")),
    message: "Le prix net d'un article (BT-146) est négatif.",
    fix: "Écrivez un prix positif ou nul ; pour déduire, rendez la quantité négative.",
  },
  {
    id: "BR-28",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-148"],
    on: "BG-25",
    holds: (line) => {
      const prices = groups(line, "BG-29");
      return prices.some((price) => somePriceIsRight(price, "BT-148")) || !oneHas(prices, "BT-148");
    },
    message: "Le prix brut d'un article (BT-148) est négatif.",
    fix: "Écrivez un prix brut positif ou nul.",
  },
  {
    id: "BR-30",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-135", "BT-134"],
    on: "BG-26",
    holds: isInOrder("BT-134", "BT-135"),
    message: "La période d'une ligne finit (BT-135) avant de commencer (BT-134).",
    fix: "Corrigez les dates de la période de la ligne.",
  },
  {
    id: "BR-41",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-136", "BG-27"],
    on: "BG-27",
    holds: written("BT-136"),
    message: "Une remise de ligne n'a pas de montant (BT-136).",
    fix: "Indiquez le montant de la remise de la ligne.",
  },
  {
    id: "BR-42",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-139", "BT-140", "BG-27"],
    on: "BG-27",
    holds: oneWritten("BT-139", "BT-140"),
    message: "Une remise de ligne n'a ni motif (BT-139) ni code de motif (BT-140).",
    fix: "Donnez le motif de la remise de la ligne, ou son code.",
  },
  {
    id: "BR-43",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-141", "BG-28"],
    on: "BG-28",
    holds: written("BT-141"),
    message: "Des frais de ligne n'ont pas de montant (BT-141).",
    fix: "Indiquez le montant des frais de la ligne.",
  },
  {
    id: "BR-44",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-144", "BT-145", "BG-28"],
    on: "BG-28",
    holds: oneWritten("BT-144", "BT-145"),
    message: "Des frais de ligne n'ont ni motif (BT-144) ni code de motif (BT-145).",
    fix: "Donnez le motif des frais de la ligne, ou son code.",
  },
  {
    id: "BR-54",
    severity: "fatal",
    terms: ["BG-32", "BT-160", "BT-161"],
    message: "Un attribut d'article (BG-32) n'a pas à la fois un nom (BT-160) et une valeur (BT-161).",
    fix: "Donnez le nom et la valeur de l'attribut, ou retirez-le.",
  },
  {
    id: "BR-64",
    severity: "fatal",
    terms: ["BT-157"],
    message: "L'identifiant standard d'un article (BT-157) ne dit pas de quel schéma il est.",
    fix: "Ajoutez le code du schéma, par exemple 0160 pour un GTIN.",
  },
  {
    id: "BR-65",
    severity: "fatal",
    terms: ["BT-158"],
    message: "La classification d'un article (BT-158) ne dit pas de quelle nomenclature elle est.",
    fix: "Ajoutez le code de la nomenclature, par exemple STI pour le CPV.",
  },
  {
    id: "BR-CO-04",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-151", "BG-25"],
    on: "BG-25",
    holds: (line) => oneHas(groups(line, "BG-30"), "BT-151"),
    message: "Une ligne de facture n'a pas de type de TVA (BT-151).",
    fix: "Indiquez le code du type de TVA de la ligne, par exemple S.",
  },
  {
    id: "BR-CO-20",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BG-26", "BT-134", "BT-135"],
    on: "BG-26",
    holds: oneWritten("BT-134", "BT-135"),
    message: "La période d'une ligne (BG-26) n'a ni début (BT-134) ni fin (BT-135).",
    fix: "Indiquez le début ou la fin de la période de la ligne, ou retirez-la.",
  },
  {
    id: "BR-CO-23",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-139", "BT-140", "BG-27"],
    on: "BG-27",
    holds: oneWritten("BT-139", "BT-140"),
    message: "Une remise de ligne n'est justifiée ni par un motif (BT-139) ni par un code (BT-140), ni par les deux.",
    fix: "Justifiez la remise de la ligne par un motif, un code, ou les deux.",
  },
  {
    id: "BR-CO-24",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-144", "BT-145", "BG-28"],
    on: "BG-28",
    holds: oneWritten("BT-144", "BT-145"),
    message: "Des frais de ligne ne sont justifiés ni par un motif (BT-144) ni par un code (BT-145), ni par les deux.",
    fix: "Justifiez les frais de la ligne par un motif, un code, ou les deux.",
  },
];
