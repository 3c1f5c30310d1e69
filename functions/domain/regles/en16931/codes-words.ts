/**
 * What the rules on codes (BR-CL-*) say to a supplier. Which element holds which code is a matter of the syntax: their tables
 * are in `formats/rules`. The artefacts number no rule BR-CL-02, 09 or 12.
 */
import type { RuleHead } from "#domain/regles/en16931/rule.ts";

type Words = Pick<RuleHead, "terms" | "message" | "fix">;

export const CODE_WORDS = {
  "BR-CL-01": {
    terms: ["BT-3"],
    message: "Le code de type de facture (BT-3) n'est pas dans la liste UNTDID 1001 admise pour ce document.",
    fix: "Indiquez un code de type admis, par exemple 380 pour une facture ou 381 pour un avoir.",
  },
  "BR-CL-03": {
    terms: ["BT-5", "BT-6"],
    message: "La devise d'un montant n'est pas un code ISO 4217.",
    fix: "Donnez à chaque montant sa devise en trois lettres capitales, par exemple EUR.",
  },
  "BR-CL-04": {
    terms: ["BT-5"],
    message: "Le code de devise de la facture (BT-5) n'est pas un code ISO 4217.",
    fix: "Indiquez la devise de la facture en trois lettres capitales, par exemple EUR.",
  },
  "BR-CL-05": {
    terms: ["BT-6"],
    message: "Le code de devise de comptabilisation de la TVA (BT-6) n'est pas un code ISO 4217.",
    fix: "Indiquez cette devise en trois lettres capitales, ou retirez-la si elle est celle de la facture.",
  },
  "BR-CL-06": {
    terms: ["BT-8"],
    message: "Le code de date d'exigibilité de la TVA (BT-8) n'est pas dans la liste UNTDID 2005 admise.",
    fix: "Indiquez 3 (date de la facture), 35 (date de livraison) ou 432 (date de paiement).",
  },
  "BR-CL-07": {
    terms: ["BT-18", "BT-128"],
    message: "Le schéma d'un identifiant d'objet facturé (BT-18 ou BT-128) n'est pas dans la liste UNTDID 1153.",
    fix: "Indiquez un schéma de la liste UNTDID 1153, par exemple MG pour un compteur, ou retirez-le.",
  },
  "BR-CL-08": {
    terms: ["BT-21"],
    message: "Le code du sujet d'une note de facture (BT-21) n'est pas dans la liste UNTDID 4451.",
    fix: "Indiquez un code de sujet de la liste UNTDID 4451, par exemple AAI, ou retirez-le.",
  },
  "BR-CL-10": {
    terms: ["BT-29", "BT-46", "BT-60"],
    message: "Le schéma d'un identifiant de partie (BT-29, BT-46 ou BT-60) n'est pas dans la liste ISO 6523.",
    fix: "Indiquez un schéma de la liste ISO 6523, par exemple 0009 pour un SIRET.",
  },
  "BR-CL-11": {
    terms: ["BT-30", "BT-47", "BT-61"],
    message:
      "Le schéma d'un identifiant d'enregistrement légal (BT-30, BT-47 ou BT-61) n'est pas dans la liste ISO 6523.",
    fix: "Indiquez un schéma de la liste ISO 6523, par exemple 0002 pour un SIREN.",
  },
  "BR-CL-13": {
    terms: ["BT-158"],
    message: "Le schéma de la classification d'un article (BT-158) n'est pas dans la liste UNTDID 7143.",
    fix: "Indiquez un schéma de la liste UNTDID 7143, par exemple STI pour le vocabulaire commun des marchés publics.",
  },
  "BR-CL-14": {
    terms: ["BT-40", "BT-55", "BT-69", "BT-80"],
    message: "Le code de pays d'une adresse n'est pas un code ISO 3166-1.",
    fix: "Indiquez le pays en deux lettres capitales, par exemple FR.",
  },
  "BR-CL-15": {
    terms: ["BT-159"],
    message: "Le pays d'origine d'un article (BT-159) n'est pas un code ISO 3166-1.",
    fix: "Indiquez le pays d'origine en deux lettres capitales, par exemple FR.",
  },
  "BR-CL-16": {
    terms: ["BT-81"],
    message: "Le code de type de moyen de paiement (BT-81) n'est pas dans la liste UNTDID 4461.",
    fix: "Indiquez un code de moyen de paiement admis, par exemple 30 pour un virement.",
  },
  "BR-CL-17": {
    terms: ["BT-118", "BT-95", "BT-102"],
    message:
      "Un code de type de TVA de la ventilation, d'une remise ou de charges (BT-118, BT-95, BT-102) n'est pas dans la liste UNTDID 5305.",
    fix: "Indiquez S, Z, E, AE, K, G, O, L, M ou B selon le régime de TVA.",
  },
  "BR-CL-18": {
    terms: ["BT-151"],
    message: "Le code de type de TVA d'un article (BT-151) n'est pas dans la liste UNTDID 5305.",
    fix: "Indiquez S, Z, E, AE, K, G, O, L, M ou B selon le régime de TVA de l'article.",
  },
  "BR-CL-19": {
    terms: ["BT-98", "BT-140"],
    message: "Le code de motif d'une remise (BT-98 ou BT-140) n'est pas dans la liste UNTDID 5189.",
    fix: "Indiquez un code de motif de remise admis, par exemple 95, ou écrivez le motif en toutes lettres.",
  },
  "BR-CL-20": {
    terms: ["BT-105", "BT-145"],
    message: "Le code de motif de charges ou frais (BT-105 ou BT-145) n'est pas dans la liste UNTDID 7161.",
    fix: "Indiquez un code de motif de charges admis, par exemple FC, ou écrivez le motif en toutes lettres.",
  },
  "BR-CL-21": {
    terms: ["BT-157"],
    message: "Le schéma de l'identifiant standard d'un article (BT-157) n'est pas dans la liste ISO 6523.",
    fix: "Indiquez un schéma de la liste ISO 6523, par exemple 0160 pour un GTIN.",
  },
  "BR-CL-22": {
    terms: ["BT-121"],
    message: "Le code de motif d'exonération de la TVA (BT-121) n'est pas dans la liste VATEX.",
    fix: "Indiquez un code VATEX, par exemple VATEX-FR-FRANCHISE, ou écrivez le motif en toutes lettres.",
  },
  "BR-CL-23": {
    terms: ["BT-130", "BT-150"],
    message:
      "Le code d'unité de mesure d'une quantité (BT-130 ou BT-150) n'est pas dans les recommandations 20 et 21 de l'UN/ECE.",
    fix: "Indiquez un code d'unité admis, par exemple C62 pour une unité ou HUR pour une heure.",
  },
  "BR-CL-24": {
    terms: ["BT-125-1"],
    message: "Le type d'un document joint (BT-125-1) n'est pas un de ceux que la norme admet.",
    fix: "Joignez un fichier PDF, PNG, JPEG, CSV, XLSX ou ODS, et indiquez exactement son type, par exemple application/pdf.",
  },
  "BR-CL-25": {
    terms: ["BT-34", "BT-49"],
    message: "Le schéma d'une adresse électronique (BT-34 ou BT-49) n'est pas dans la liste EAS.",
    fix: "Indiquez un schéma de la liste EAS, par exemple 0009 pour un SIRET ou 0225 pour l'annuaire français.",
  },
  "BR-CL-26": {
    terms: ["BT-71"],
    message: "Le schéma de l'identifiant du lieu de livraison (BT-71) n'est pas dans la liste ISO 6523.",
    fix: "Indiquez un schéma de la liste ISO 6523, par exemple 0009 pour le SIRET du lieu de livraison.",
  },
} as const satisfies Readonly<Record<string, Words>>;
