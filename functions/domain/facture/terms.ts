/**
 * The business terms and groups of EN 16931-1 that are read so far: their names as used in France, and the group that
 * each belongs to in the model, wherever a syntax writes it. BG-2 (process control) holds two terms, occurs once and has no
 * element in UBL: BT-23 and BT-24 stand in the invoice itself.
 */
import type { GroupId, TermId } from "#domain/facture/invoice.ts";

export interface TermDefinition {
  readonly name: string;
  readonly group: GroupId;
}

export interface GroupDefinition {
  readonly name: string;
  /** The group around this one; the invoice itself has none. */
  readonly parent?: GroupId;
}

export const TERMS = {
  "BT-1": { name: "Numéro de facture", group: "BG-0" },
  "BT-2": { name: "Date d'émission de la facture", group: "BG-0" },
  "BT-3": { name: "Code de type de facture", group: "BG-0" },
  "BT-5": { name: "Code de devise de la facture", group: "BG-0" },
  "BT-6": { name: "Code de devise de comptabilisation de la TVA", group: "BG-0" },
  "BT-9": { name: "Date d'échéance", group: "BG-0" },
  "BT-10": { name: "Référence de l'acheteur", group: "BG-0" },
  "BT-12": { name: "Référence du contrat", group: "BG-0" },
  "BT-13": { name: "Référence du bon de commande", group: "BG-0" },
  "BT-22": { name: "Note de facture", group: "BG-1" },
  "BT-23": { name: "Type de processus métier", group: "BG-0" },
  "BT-24": { name: "Identifiant de spécification", group: "BG-0" },
  "BT-25": { name: "Référence à une facture antérieure", group: "BG-3" },
  "BT-26": { name: "Date d'émission de la facture antérieure", group: "BG-3" },
  "BT-27": { name: "Nom du vendeur", group: "BG-4" },
  "BT-28": { name: "Appellation commerciale du vendeur", group: "BG-4" },
  "BT-29": { name: "Identifiant du vendeur", group: "BG-4" },
  "BT-30": { name: "Identifiant d'enregistrement légal du vendeur", group: "BG-4" },
  "BT-31": { name: "Identifiant à la TVA du vendeur", group: "BG-4" },
  "BT-34": { name: "Adresse électronique du vendeur", group: "BG-4" },
  "BT-44": { name: "Nom de l'acheteur", group: "BG-7" },
  "BT-46": { name: "Identifiant de l'acheteur", group: "BG-7" },
  "BT-47": { name: "Identifiant d'enregistrement légal de l'acheteur", group: "BG-7" },
  "BT-48": { name: "Identifiant à la TVA de l'acheteur", group: "BG-7" },
  "BT-49": { name: "Adresse électronique de l'acheteur", group: "BG-7" },
  "BT-59": { name: "Nom du bénéficiaire", group: "BG-10" },
  "BT-60": { name: "Identifiant du bénéficiaire", group: "BG-10" },
  "BT-61": { name: "Identifiant d'enregistrement légal du bénéficiaire", group: "BG-10" },
  "BT-106": { name: "Somme des montants nets des lignes de facture", group: "BG-22" },
  "BT-109": { name: "Montant total de la facture hors TVA", group: "BG-22" },
  "BT-110": { name: "Montant total de TVA de la facture", group: "BG-22" },
  "BT-111": { name: "Montant total de TVA en devise de comptabilisation", group: "BG-22" },
  "BT-112": { name: "Montant total de la facture TVA comprise", group: "BG-22" },
  "BT-113": { name: "Montant payé", group: "BG-22" },
  "BT-115": { name: "Montant à payer", group: "BG-22" },
  "BT-116": { name: "Base d'imposition du type de TVA", group: "BG-23" },
  "BT-117": { name: "Montant de TVA du type de TVA", group: "BG-23" },
  "BT-118": { name: "Code de type de TVA", group: "BG-23" },
  "BT-119": { name: "Taux de TVA", group: "BG-23" },
  "BT-126": { name: "Identifiant de ligne de facture", group: "BG-25" },
  "BT-129": { name: "Quantité facturée", group: "BG-25" },
  "BT-130": { name: "Code d'unité de mesure de la quantité facturée", group: "BG-25" },
  "BT-131": { name: "Montant net de ligne de facture", group: "BG-25" },
  "BT-153": { name: "Nom de l'article", group: "BG-31" },
} as const satisfies Readonly<Record<TermId, TermDefinition>>;

export const GROUPS = {
  "BG-0": { name: "Facture" },
  "BG-1": { name: "Note de facture", parent: "BG-0" },
  "BG-3": { name: "Référence à une facture antérieure", parent: "BG-0" },
  "BG-4": { name: "Vendeur", parent: "BG-0" },
  "BG-7": { name: "Acheteur", parent: "BG-0" },
  "BG-10": { name: "Bénéficiaire", parent: "BG-0" },
  "BG-22": { name: "Totaux du document", parent: "BG-0" },
  "BG-23": { name: "Ventilation de la TVA", parent: "BG-0" },
  "BG-25": { name: "Ligne de facture", parent: "BG-0" },
  "BG-31": { name: "Informations sur l'article", parent: "BG-25" },
} as const satisfies Readonly<Record<GroupId, GroupDefinition>>;

export type ReadTermId = keyof typeof TERMS;
export type ReadGroupId = keyof typeof GROUPS;
