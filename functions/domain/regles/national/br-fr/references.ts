/** What the invoice refers to and carries: earlier invoices, attachments, objects. BR-FR-17, 18, 29, 30, BR-FR-CO-03 to 05. */
import { type Group, group, groups, term, terms } from "#domain/facture/invoice.ts";
import type { ReadGroupId, ReadTermId } from "#domain/facture/terms.ts";
import { says, textOf } from "#domain/regles/en16931/facts.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import { CORRECTED_INVOICES, CREDIT_NOTES, GLOBAL_REBATE } from "#domain/regles/national/codes.ts";
import { oneOf } from "#domain/regles/national/forms.ts";
import type { GroupRule, NationalRule } from "#domain/regles/national/national-rule.ts";

/** BT-123: what an attachment is. */
const ATTACHMENTS: readonly string[] = [
  ...["RIB", "LISIBLE", "FEUILLE_DE_STYLE", "PJA", "BORDEREAU_SUIVI", "DOCUMENT_ANNEXE", "BON_LIVRAISON"],
  ...["BON_COMMANDE", "BORDEREAU_SUIVI_VALIDATION", "ETAT_ACOMPTE", "FACTURE_PAIEMENT_DIRECT"],
  "RECAPITULATIF_COTRAITANCE",
];

/** The extended profiles let each line refer to an earlier invoice, which the model of EN 16931 does not hold. */
const mayReferInLines = (invoice: Group): boolean => /extended/i.test(textOf(invoice, "BT-24"));

const hasRebatePeriod = (invoice: Group): boolean => {
  const delivery = group(invoice, "BG-13");
  const period = delivery && group(delivery, "BG-14");
  return says(invoice, "BT-12") && says(period, "BT-73") && says(period, "BT-74");
};

/** Identifiers that may stand once: invoice of one seller among several (AFL), and what it is a part of (AVV). */
const OBJECTS = ["AFL", "AVV"] as const;

const PLACES = [
  { rule: "BR-FR-29", on: "BG-0", id: "BT-18", where: "La facture" },
  { rule: "BR-FR-30", on: "BG-25", id: "BT-128", where: "Une ligne" },
] as const satisfies readonly { rule: string; on: ReadGroupId; id: ReadTermId; where: string }[];

const objectRules = ({ rule, on, id, where }: (typeof PLACES)[number]): readonly NationalRule[] => {
  const ofScheme = (holder: Group, scheme: string) => terms(holder, id).filter((one) => one.scheme === scheme);
  return [
    {
      ...BR_FR,
      id: `${rule}_${id}`,
      terms: [id],
      on,
      holds: (holder) => OBJECTS.every((scheme) => ofScheme(holder, scheme).length <= 1),
      message: `${where} a plusieurs identifiants d'objet facturé (${id}) de schéma AFL, ou plusieurs de schéma AVV.`,
      fix: `Gardez un seul identifiant de chacun de ces schémas (${id}).`,
    },
    ...OBJECTS.map(
      (scheme): GroupRule => ({
        ...BR_FR,
        id: `${rule}_${scheme}`,
        terms: [id],
        on,
        holds: (holder) => ofScheme(holder, scheme).every(({ value }) => value !== ""),
        message: `${where} a un identifiant d'objet facturé (${id}) de schéma ${scheme} qui est vide.`,
        fix: `Indiquez cet identifiant de schéma ${scheme}, ou retirez-le.`,
      }),
    ),
  ];
};

export const REFERENCE_RULES: readonly NationalRule[] = [
  {
    ...BR_FR,
    id: "BR-FR-17_BT-123",
    terms: ["BT-123"],
    ofTerm: "BT-123",
    holds: oneOf(ATTACHMENTS),
    message: "La description d'un document justificatif (BT-123) n'est pas l'une des qualifications admises.",
    fix: `Qualifiez le document par l'un des codes ${ATTACHMENTS.join(", ")}.`,
  },
  {
    ...BR_FR,
    id: "BR-FR-18_BT-123",
    terms: ["BT-123"],
    on: "BG-0",
    holds: (invoice) => groups(invoice, "BG-24").filter((one) => textOf(one, "BT-123") === "LISIBLE").length <= 1,
    message: "Plusieurs documents justificatifs sont qualifiés de LISIBLE (BT-123).",
    fix: "Gardez un seul document LISIBLE, qui montre toute la facture.",
  },
  ...PLACES.flatMap(objectRules),
  {
    ...BR_FR,
    id: "BR-FR-CO-03_BT-3",
    terms: ["BT-3", "BT-12", "BT-73", "BT-74"],
    on: "BG-0",
    holds: (invoice) => textOf(invoice, "BT-3") !== GLOBAL_REBATE || hasRebatePeriod(invoice),
    message:
      "Cet avoir de remise globale (BT-3) n'indique pas son contrat (BT-12), ou le début et la fin de sa période (BT-73, BT-74).",
    fix: "Indiquez la référence du contrat et les deux dates de la période de facturation.",
  },
  {
    ...BR_FR,
    id: "BR-FR-CO-04_BT-3",
    terms: ["BT-3", "BT-25"],
    on: "BG-0",
    holds: (invoice) => !CORRECTED_INVOICES.includes(textOf(invoice, "BT-3")) || groups(invoice, "BG-3").length === 1,
    message: "Cette facture rectificative (BT-3) ne se réfère pas à une facture antérieure et une seule (BT-25).",
    fix: "Indiquez le numéro et la date de la facture rectifiée, et d'aucune autre.",
  },
  {
    ...BR_FR,
    id: "BR-FR-CO-05_BT-3",
    terms: ["BT-3", "BT-25", "BT-26"],
    on: "BG-0",
    holds: (invoice) =>
      !CREDIT_NOTES.includes(textOf(invoice, "BT-3")) ||
      mayReferInLines(invoice) ||
      groups(invoice, "BG-3").some((earlier) => term(earlier, "BT-25") && term(earlier, "BT-26")),
    message: "Cet avoir (BT-3) ne se réfère à aucune facture antérieure par son numéro (BT-25) et sa date (BT-26).",
    fix: "Indiquez le numéro et la date de la facture que l'avoir corrige.",
  },
];
