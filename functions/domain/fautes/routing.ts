/** Faults of the directory checks: is this an invoice that can be routed, from whom, to whom. */
import { type FaultDefinition, faultsOf } from "./fault.ts";

export const ROUTING_FAULTS = {
  NUMERO_ABSENT: {
    severity: "fatal",
    terms: ["BT-1"],
    message: "La facture ne porte pas de numéro.",
    fix: "Indiquez le numéro de la facture.",
  },
  NUMERO_TROP_LONG: {
    severity: "fatal",
    terms: ["BT-1"],
    message:
      "Le numéro de la facture compte {longueur} caractères ; une facture adressée au secteur public en compte {maximum} au plus.",
    fix: "Attribuez à la facture un numéro d'au plus {maximum} caractères.",
  },
  NUMERO_CARACTERES: {
    severity: "fatal",
    terms: ["BT-1"],
    message: "Le numéro de la facture contient un caractère interdit.",
    fix: "N'employez que des lettres sans accent, des chiffres et les signes - + _ / dans le numéro.",
  },
  DATE_EMISSION_ABSENTE: {
    severity: "fatal",
    terms: ["BT-2"],
    message: "La facture ne porte pas de date d'émission.",
    fix: "Indiquez la date d'émission de la facture.",
  },
  DATE_EMISSION_INVALIDE: {
    severity: "fatal",
    terms: ["BT-2"],
    message: "La date d'émission n'est pas une date du calendrier.",
    fix: "Écrivez la date d'émission sous la forme année, mois, jour, par exemple 2026-03-31.",
  },
  CADRE_INCONNU: {
    severity: "fatal",
    terms: ["BT-23"],
    message: "Le cadre de facturation indiqué n'existe pas.",
    fix: "Indiquez un cadre de facturation de la liste A1 à A25, ou n'en indiquez aucun pour une facture simple (A1).",
  },
  CADRE_NON_ACCEPTE: {
    severity: "fatal",
    terms: ["BT-23"],
    message:
      "Le cadre de facturation {cadre} suit un circuit de validation qui n'est pas ouvert au dépôt sur cette plateforme.",
    fix: "Déposez ici les factures des cadres {acceptes} ; pour le cadre {cadre}, demandez au destinataire par quelle voie transmettre la facture.",
  },
  SPECIFICATION_NON_ACCEPTEE: {
    severity: "fatal",
    terms: ["BT-24"],
    message: "La facture ne suit aucune des spécifications acceptées au dépôt : {acceptees}.",
    fix: "Produisez la facture selon l'une de ces spécifications et indiquez son identifiant dans la facture.",
  },
  SPECIFICATION_HORS_DEPOT: {
    severity: "warning",
    terms: ["BT-24"],
    message: "Au dépôt, cette facture serait refusée : elle ne suit aucune des spécifications acceptées ({acceptees}).",
    fix: "Avant de la déposer, produisez la facture selon l'une de ces spécifications.",
  },
  MONTANT_TTC_ABSENT: {
    severity: "fatal",
    terms: ["BT-112"],
    message: "Le montant total avec la TVA manque.",
    fix: "Indiquez le montant total de la facture, TVA comprise.",
  },
  MONTANT_TTC_INVALIDE: {
    severity: "fatal",
    terms: ["BT-112"],
    message: "Le montant total avec la TVA n'est pas un nombre décimal.",
    fix: "Écrivez le montant avec des chiffres et un point, par exemple 1200.00.",
  },
  DEVISE_ABSENTE: {
    severity: "fatal",
    terms: ["BT-5"],
    message: "La facture n'indique pas sa devise.",
    fix: "Indiquez le code de la devise sur trois lettres, par exemple EUR.",
  },
  TYPE_FACTURE_ABSENT: {
    severity: "fatal",
    terms: ["BT-3"],
    message: "La facture n'indique pas son type.",
    fix: "Indiquez le code du type de document, par exemple 380 pour une facture ou 381 pour un avoir.",
  },
  DEVISE_INVALIDE: {
    severity: "fatal",
    terms: ["BT-5"],
    message: "La devise n'est pas un code de trois lettres majuscules.",
    fix: "Indiquez le code de la devise sur trois lettres, par exemple EUR.",
  },
  TYPE_FACTURE_INVALIDE: {
    severity: "fatal",
    terms: ["BT-3"],
    message: "Le type de la facture n'est pas un code de un à trois chiffres.",
    fix: "Indiquez le code du type de document, par exemple 380 pour une facture ou 381 pour un avoir.",
  },
  CODE_SERVICE_TROP_LONG: {
    severity: "fatal",
    terms: ["BT-10"],
    message: "Le code service compte {longueur} caractères ; il en compte {maximum} au plus.",
    fix: "Reprenez le code service dans l'annuaire de la structure destinataire.",
  },
  ENGAGEMENT_TROP_LONG: {
    severity: "fatal",
    terms: ["BT-13"],
    message: "Le numéro d'engagement compte {longueur} caractères ; il en compte {maximum} au plus.",
    fix: "Reprenez le numéro d'engagement que votre client vous a donné.",
  },
  MARCHE_TROP_LONG: {
    severity: "fatal",
    terms: ["BT-12"],
    message: "Le numéro de marché compte {longueur} caractères ; il en compte {maximum} au plus.",
    fix: "Reprenez le numéro de marché que votre client vous a donné.",
  },
  FACTURE_ORIGINE_TROP_LONGUE: {
    severity: "fatal",
    terms: ["BT-25"],
    message: "Le numéro de la facture d'origine compte {longueur} caractères ; il en compte {maximum} au plus.",
    fix: "Reprenez le numéro de la facture d'origine tel qu'elle le porte.",
  },
  AFFACTUREUR_TROP_LONG: {
    severity: "fatal",
    terms: ["BT-59"],
    message: "La raison sociale de l'affactureur compte {longueur} caractères ; elle en compte {maximum} au plus.",
    fix: "Abrégez la raison sociale de l'affactureur.",
  },
  FOURNISSEUR_NON_IDENTIFIE: {
    severity: "fatal",
    terms: ["BT-29", "BT-30"],
    message: "Le fournisseur n'est pas identifié par un SIRET ou un autre identifiant admis.",
    fix: "Indiquez le SIRET du fournisseur (14 chiffres, qualifiant 0009), ou son identifiant avec le qualifiant 0223, 0226, 0227, 0228 ou 0229.",
  },
  FOURNISSEUR_SIRET_INVALIDE: {
    severity: "fatal",
    terms: ["BT-29", "BT-30"],
    message: "Le SIRET du fournisseur est erroné : sa clé de contrôle ne correspond pas.",
    fix: "Vérifiez les 14 chiffres du SIRET du fournisseur.",
  },
  DESTINATAIRE_NON_IDENTIFIE: {
    severity: "fatal",
    terms: ["BT-46", "BT-47"],
    message: "Le destinataire n'est pas identifié par un SIRET.",
    fix: "Indiquez le SIRET de la structure publique destinataire (14 chiffres, qualifiant 0009).",
  },
  DESTINATAIRE_SIRET_INVALIDE: {
    severity: "fatal",
    terms: ["BT-46", "BT-47"],
    message: "Le SIRET du destinataire est erroné : sa clé de contrôle ne correspond pas.",
    fix: "Vérifiez les 14 chiffres du SIRET du destinataire.",
  },
  DEPOSANT_NON_HABILITE: {
    severity: "fatal",
    terms: ["BT-29", "BT-30"],
    message: "Votre compte n'est pas habilité à déposer des factures pour ce fournisseur.",
    fix: "Vérifiez le SIRET du fournisseur, ou faites rattacher votre compte à cette structure avec le droit de déposer.",
  },
  FOURNISSEUR_INACTIF: {
    severity: "fatal",
    terms: ["BT-29", "BT-30"],
    message: "La structure du fournisseur n'est pas active.",
    fix: "Faites activer la structure par son gestionnaire principal, puis déposez de nouveau la facture.",
  },
  DESTINATAIRE_INCONNU: {
    severity: "fatal",
    terms: ["BT-46", "BT-47"],
    message: "Aucune structure publique de l'annuaire ne porte le SIRET du destinataire.",
    fix: "Cherchez le destinataire dans l'annuaire et reprenez son SIRET.",
  },
  DESTINATAIRE_NON_PUBLIC: {
    severity: "fatal",
    terms: ["BT-46", "BT-47"],
    message: "Le destinataire n'est pas une structure publique.",
    fix: "Adressez la facture à une structure publique, ou transmettez-la à ce client par une autre voie.",
  },
  DESTINATAIRE_INACTIF: {
    severity: "fatal",
    terms: ["BT-46", "BT-47"],
    message: "La structure destinataire n'est plus active.",
    fix: "Demandez à votre client le SIRET de la structure qui reçoit désormais ses factures.",
  },
  DESTINATAIRE_MOA_UNIQUEMENT: {
    severity: "fatal",
    terms: ["BT-23", "BT-46"],
    message: "Cette structure ne reçoit que des factures de travaux.",
    fix: "Vérifiez le SIRET du destinataire, ou déposez la pièce dans un cadre de facturation de travaux.",
  },
  SERVICE_OBLIGATOIRE: {
    severity: "fatal",
    terms: ["BT-10"],
    message: "Cette structure exige un code service, et la facture n'en porte pas.",
    fix: "Indiquez le code du service destinataire, tel que votre client vous l'a donné.",
  },
  SERVICE_INCONNU: {
    severity: "fatal",
    terms: ["BT-10"],
    message: "Le code service n'existe pas dans la structure destinataire.",
    fix: "Reprenez le code service dans l'annuaire de la structure destinataire.",
  },
  SERVICE_INACTIF: {
    severity: "fatal",
    terms: ["BT-10"],
    message: "Le service destinataire n'est plus actif.",
    fix: "Demandez à votre client le code du service qui reçoit désormais ses factures.",
  },
  ENGAGEMENT_OBLIGATOIRE: {
    severity: "fatal",
    terms: ["BT-13", "BT-12"],
    message: "Cette structure exige un numéro d'engagement, et la facture n'en porte pas.",
    fix: "Indiquez le numéro d'engagement ou de marché que votre client vous a donné.",
  },
  ENGAGEMENT_OBLIGATOIRE_POUR_LE_SERVICE: {
    severity: "fatal",
    terms: ["BT-13", "BT-12"],
    message: "Ce service exige un numéro d'engagement, et la facture n'en porte pas.",
    fix: "Indiquez le numéro d'engagement ou de marché que votre client vous a donné.",
  },
  SERVICE_OU_ENGAGEMENT_OBLIGATOIRE: {
    severity: "fatal",
    terms: ["BT-10", "BT-13"],
    message:
      "Cette structure exige un code service ou un numéro d'engagement, et la facture ne porte ni l'un ni l'autre.",
    fix: "Indiquez le code service ou le numéro d'engagement que votre client vous a donné.",
  },
  DOUBLON: {
    severity: "fatal",
    terms: ["BT-1", "BT-2"],
    message: "Une autre facture de ce fournisseur porte déjà ce numéro pour la même année{precision}.",
    fix: "Si c'est une autre facture, donnez-lui un nouveau numéro ; sinon, ne la déposez pas une seconde fois.",
  },
  EMPREINTE_DIFFERENTE: {
    severity: "fatal",
    terms: [],
    message: "Le fichier reçu n'est pas celui que le dépôt annonçait : son empreinte SHA-256 diffère.",
    fix: "Créez un nouveau dépôt avec l'empreinte du fichier et téléversez-le de nouveau.",
  },
} as const satisfies Record<string, FaultDefinition>;

export type RoutingFaultCode = keyof typeof ROUTING_FAULTS;

export const routingFault = faultsOf(ROUTING_FAULTS);
