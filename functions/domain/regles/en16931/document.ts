/** The invoice itself and what it refers to: BR-01 to BR-05, BR-16, BR-52, BR-53, BR-55, BR-CO-03, BR-CO-18. */
import { textOf } from "#domain/regles/en16931/facts.ts";
import { has, present, said } from "#domain/regles/en16931/presence.ts";
import type { AnyRule } from "#domain/regles/en16931/rule.ts";

export const DOCUMENT_RULES: readonly AnyRule[] = [
  {
    id: "BR-01",
    severity: "fatal",
    terms: ["BT-24"],
    on: "BG-0",
    holds: said("BT-24"),
    message: "La facture n'indique pas la spécification qu'elle suit (BT-24).",
    fix: "Indiquez l'identifiant de la spécification, par exemple urn:cen.eu:en16931:2017.",
  },
  {
    id: "BR-02",
    severity: "fatal",
    terms: ["BT-1"],
    on: "BG-0",
    holds: said("BT-1"),
    message: "La facture n'a pas de numéro (BT-1).",
    fix: "Donnez à la facture un numéro unique, pris dans une suite continue.",
  },
  {
    id: "BR-03",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-2"],
    on: "BG-0",
    holds: said("BT-2"),
    message: "La facture n'a pas de date d'émission (BT-2).",
    fix: "Indiquez le jour où la facture est émise.",
  },
  {
    id: "BR-04",
    severity: "fatal",
    terms: ["BT-3"],
    on: "BG-0",
    holds: said("BT-3"),
    message: "La facture n'a pas de code de type (BT-3).",
    fix: "Indiquez le code du type, par exemple 380 pour une facture ou 381 pour un avoir.",
  },
  {
    id: "BR-05",
    severity: "fatal",
    terms: ["BT-5"],
    on: "BG-0",
    holds: said("BT-5"),
    message: "La facture n'a pas de code de devise (BT-5).",
    fix: "Indiquez la devise des montants, par exemple EUR.",
  },
  {
    id: "BR-16",
    severity: "fatal",
    terms: ["BG-25"],
    on: "BG-0",
    holds: present("BG-25"),
    message: "La facture n'a aucune ligne (BG-25).",
    fix: "Détaillez ce qui est facturé en une ligne au moins.",
  },
  {
    id: "BR-52",
    severity: "fatal",
    terms: ["BT-122", "BG-24"],
    message: "Un document justificatif n'a pas de référence (BT-122).",
    fix: "Donnez une référence à chaque document justificatif.",
  },
  {
    id: "BR-53",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-6", "BT-111"],
    on: "BG-0",
    // CII has one total for both currencies where they are the same, and asks for two.
    holds: (invoice, { totals, family }) =>
      !has(invoice, "BT-6") ||
      (has(totals, "BT-111") && (family === "UBL" || textOf(invoice, "BT-6") !== textOf(invoice, "BT-5"))),
    message:
      "La facture indique une devise de comptabilisation de la TVA (BT-6), mais pas le total de TVA dans cette devise (BT-111).",
    fix: "Ajoutez le montant total de TVA dans la devise de comptabilisation, ou retirez cette devise.",
  },
  {
    id: "BR-55",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-25", "BG-3"],
    on: "BG-3",
    holds: said("BT-25"),
    message: "Une référence à une facture antérieure n'en donne pas le numéro (BT-25).",
    fix: "Indiquez le numéro de la facture antérieure.",
  },
  {
    id: "BR-CO-03",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-7", "BT-8"],
    on: "BG-0",
    holds: (invoice) => !(has(invoice, "BT-7") && has(invoice, "BT-8")),
    message:
      "La facture donne à la fois une date d'exigibilité de la TVA (BT-7) et un code de date d'exigibilité (BT-8).",
    fix: "Gardez l'une ou l'autre : la date si elle est connue, le code sinon.",
  },
  {
    id: "BR-CO-18",
    severity: "fatal",
    terms: ["BG-23"],
    // CII asks it of each line: an invoice without lines is not asked.
    on: { UBL: "BG-0", CII: "BG-25" },
    holds: (_, { breakdown }) => breakdown.length > 0,
    message: "La facture n'a pas de ventilation de la TVA (BG-23).",
    fix: "Ventilez la TVA par type et par taux, même quand elle est nulle.",
  },
];
