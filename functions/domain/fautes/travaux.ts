/** Faults of the pieces of works contracts: who takes part, and what they follow. */
import { type FaultDefinition, faultsOf } from "./fault.ts";

const FATAL = { severity: "fatal", terms: ["BT-23"] } as const;

export const TRAVAUX_FAULTS = {
  AUTEUR_TRAVAUX_ABSENT: {
    ...FATAL,
    message: "Une pièce du cadre {cadre} est déposée par le {auteur}, et le dépôt ne le désigne pas.",
    fix: "Indiquez dans le dépôt, sous « travaux », la structure du {auteur}, ou la pièce précédente.",
  },
  TRAVAUX_SANS_MOE_NI_MOA: {
    ...FATAL,
    message: "Le dépôt ne désigne ni maître d'œuvre ni maître d'ouvrage pour cette pièce du cadre {cadre}.",
    fix: "Indiquez dans le dépôt, sous « travaux », le maître d'œuvre ou le maître d'ouvrage du marché.",
  },
  VALIDEUR_OBLIGATOIRE: {
    ...FATAL,
    message: "Une pièce du cadre {cadre} passe d'abord par un valideur, et aucun n'est désigné.",
    fix: "Désignez le valideur dans la facture, ou dans le dépôt, sous « travaux ».",
  },
  VALIDEUR_NON_ADMIS: {
    ...FATAL,
    message: "Une pièce du cadre {cadre} ne passe par aucun valideur, et un valideur est désigné.",
    fix: "Retirez la désignation du valideur, ou vérifiez le cadre de facturation.",
  },
  MOE_INCONNUE: {
    ...FATAL,
    message: "La structure désignée comme maître d'œuvre est inconnue ou inactive.",
    fix: "Vérifiez l'identifiant du maître d'œuvre auprès de votre client.",
  },
  MOA_INCONNUE: {
    ...FATAL,
    message: "La structure désignée comme maître d'ouvrage est inconnue ou inactive.",
    fix: "Vérifiez l'identifiant du maître d'ouvrage auprès de votre client.",
  },
  MOA_NON_DECLAREE: {
    ...FATAL,
    message: "La structure désignée comme maître d'ouvrage ne traite pas de factures de travaux à ce titre.",
    fix: "Vérifiez l'identifiant du maître d'ouvrage, ou demandez-lui de se déclarer comme tel dans l'annuaire.",
  },
  VALIDEUR_INCONNU: {
    ...FATAL,
    message: "Un valideur désigné est inconnu ou inactif.",
    fix: "Vérifiez l'identifiant de chaque valideur.",
  },
  PIECE_PRECEDENTE_INTROUVABLE: {
    ...FATAL,
    message: "Aucune pièce de cet identifiant ne vous est accessible.",
    fix: "Reprenez l'identifiant de la pièce dans le dossier de facturation.",
  },
  PIECE_PRECEDENTE_NON_ASSOCIABLE: {
    ...FATAL,
    message:
      "La pièce précédente n'admet pas maintenant l'association d'une pièce du cadre {cadre} par votre structure.",
    fix: "Consultez le dossier de facturation : il donne la pièce qui attend, qui doit agir et les cadres qu'il peut associer.",
  },
  FOURNISSEUR_AUTRE_QUE_DOSSIER: {
    severity: "fatal",
    terms: ["BT-29", "BT-30"],
    message: "Le fournisseur de cette pièce n'est pas celui du dossier de facturation.",
    fix: "Indiquez comme vendeur le fournisseur de la pièce précédente : c'est lui qui est payé.",
  },
  TRAVAUX_HORS_CADRE: {
    severity: "warning",
    terms: ["BT-23"],
    message:
      "Le dépôt donne des indications de travaux, et le cadre {cadre} de la facture n'est pas de ceux d'un décompte mensuel : elles sont sans effet.",
    fix: "Vérifiez le cadre de facturation ; pour une facture hors travaux, ne donnez pas d'indication « travaux ».",
  },
} as const satisfies Record<string, FaultDefinition>;

export type TravauxFaultCode = keyof typeof TRAVAUX_FAULTS;

export const travauxFault = faultsOf(TRAVAUX_FAULTS);
