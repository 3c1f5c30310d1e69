/**
 * Faults of structure: what the schema of UBL 2.1 or of CII D16B refuses. Naming the element is what helps here, so the
 * parameters are names of elements and attributes, without prefix since a document chooses its own.
 */
import { type FaultDefinition, faultsOf } from "./fault.ts";

const FATAL = { severity: "fatal", terms: [] } as const;

export const STRUCTURE_FAULTS = {
  "STRUCT-ELEMENT-INCONNU": {
    ...FATAL,
    message: "L'élément « {element} » (espace de noms : {espace}) n'existe pas en {norme}.",
    fix: "Corrigez le nom de l'élément « {element} » ou son espace de noms, ou supprimez-le.",
  },
  "STRUCT-ELEMENT-INTERDIT": {
    ...FATAL,
    message: "L'élément « {element} » n'est pas admis dans « {parent} ».",
    fix: "Placez « {element} » dans {lieux}, ou supprimez-le.",
  },
  "STRUCT-ESPACE-DE-NOMS": {
    ...FATAL,
    message: "L'élément « {element} » est écrit dans l'espace de noms « {espace} » au lieu de « {attendu} ».",
    fix: "Donnez à l'élément « {element} » un préfixe déclaré pour l'espace de noms « {attendu} ».",
  },
  "STRUCT-ELEMENT-DEPLACE": {
    ...FATAL,
    message: "L'élément « {element} » n'est pas à sa place dans « {parent} » : il doit venir {place}.",
    fix: "Déplacez l'élément « {element} » {place}.",
  },
  "STRUCT-ELEMENT-REPETE": {
    ...FATAL,
    message: "L'élément « {element} » est de trop : « {parent} » n'admet qu'un seul élément {admis}.",
    fix: "Gardez un seul élément {admis} dans « {parent} » et supprimez les autres.",
  },
  "STRUCT-ELEMENT-ABSENT": {
    ...FATAL,
    message: "L'élément obligatoire {attendu} manque dans « {parent} ».",
    fix: "Ajoutez l'élément {attendu} dans « {parent} », {place}.",
  },
  "STRUCT-VALEUR": {
    ...FATAL,
    message: "La valeur de l'élément « {element} » n'est pas {attendu}.",
    fix: "Écrivez dans « {element} » {attendu}.",
  },
  "STRUCT-TEXTE": {
    ...FATAL,
    message: "L'élément « {element} » contient du texte, alors qu'il ne doit contenir que des éléments.",
    fix: "Supprimez le texte écrit directement dans « {element} ».",
  },
  "STRUCT-CONTENU": {
    ...FATAL,
    message: "L'élément « {element} » contient l'élément « {enfant} », alors qu'il ne doit contenir que du texte.",
    fix: "Remplacez l'élément « {enfant} » par la valeur de « {element} ».",
  },
  "STRUCT-EXTENSION": {
    ...FATAL,
    message: "L'élément « {element} » doit contenir un seul élément, d'un espace de noms propre à l'extension.",
    fix: "Placez un seul élément dans « {element} », et donnez-lui un espace de noms qui lui est propre.",
  },
  "STRUCT-ATTRIBUT-INCONNU": {
    ...FATAL,
    message: "L'attribut « {attribut} » n'est pas admis sur l'élément « {element} ».",
    fix: "Supprimez l'attribut « {attribut} », ou corrigez son nom.",
  },
  "STRUCT-ATTRIBUT-ABSENT": {
    ...FATAL,
    message: "L'attribut obligatoire « {attribut} » manque sur l'élément « {element} ».",
    fix: "Ajoutez l'attribut « {attribut} » à l'élément « {element} ».",
  },
  "STRUCT-ATTRIBUT-VALEUR": {
    ...FATAL,
    message: "La valeur de l'attribut « {attribut} » de l'élément « {element} » n'est pas {attendu}.",
    fix: "Écrivez dans l'attribut « {attribut} » {attendu}.",
  },
} as const satisfies Record<string, FaultDefinition>;

export type StructureFaultCode = keyof typeof STRUCTURE_FAULTS;

export const structureFault = faultsOf(STRUCTURE_FAULTS);
