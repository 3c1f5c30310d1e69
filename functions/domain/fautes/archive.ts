/** The faults of archives: `ARCHIVE_…` refuses all of it before anything is integrated, `MEMBRE_…` one file in it. */
import { type FaultDefinition, faultsOf } from "./fault.ts";

const FATAL = { severity: "fatal", terms: [] } as const;

const FEWER = "Répartissez les factures en plusieurs archives, puis déposez-les l'une après l'autre.";

export const ARCHIVE_FAULTS = {
  ARCHIVE_ILLISIBLE: {
    ...FATAL,
    message: "L'archive ne peut pas être ouverte : elle est endommagée, incomplète ou d'un format qui n'est pas lu.",
    fix: "Créez de nouveau l'archive au format ZIP ou TAR.GZ, sans mot de passe, vérifiez qu'elle s'ouvre, puis déposez-la.",
  },
  ARCHIVE_VIDE: {
    ...FATAL,
    message: "L'archive ne contient aucun fichier.",
    fix: "Placez les factures dans l'archive, puis déposez-la de nouveau.",
  },
  ARCHIVE_TROP_DE_FICHIERS: {
    ...FATAL,
    message: "L'archive contient plus de {max} fichiers.",
    fix: FEWER,
  },
  ARCHIVE_TROP_D_ENTREES: {
    ...FATAL,
    message: "L'archive contient plus de {max} entrées, dossiers compris.",
    fix: "Placez les factures à la racine de l'archive, sans dossiers, puis déposez-la de nouveau.",
  },
  ARCHIVE_TROP_GROSSE: {
    ...FATAL,
    message: "L'archive compte plus de {max} octets une fois décompressée.",
    fix: FEWER,
  },
  ARCHIVE_TROP_COMPRESSEE: {
    ...FATAL,
    message: "Le contenu de l'archive dépasse {max} fois sa taille, ce qu'aucune facture n'explique.",
    fix: "Vérifiez le contenu de l'archive : n'y placez que des factures, puis déposez-la de nouveau.",
  },
  MEMBRE_CHIFFRE: {
    ...FATAL,
    message: "Ce fichier de l'archive est protégé par un mot de passe.",
    fix: "Créez de nouveau l'archive sans mot de passe, puis déposez la facture.",
  },
  MEMBRE_COMPRESSION_INCONNUE: {
    ...FATAL,
    message: "Ce fichier de l'archive est compressé par une méthode qui n'est pas lue.",
    fix: "Créez de nouveau l'archive avec la compression ordinaire de votre système, puis déposez la facture.",
  },
  MEMBRE_LIEN: {
    ...FATAL,
    message: "Cette entrée de l'archive est un lien vers un autre fichier, et non une facture.",
    fix: "Placez dans l'archive le fichier de la facture lui-même, puis déposez-la.",
  },
  MEMBRE_SPECIAL: {
    ...FATAL,
    message: "Cette entrée de l'archive n'est pas un fichier ordinaire.",
    fix: "Placez dans l'archive les fichiers des factures et rien d'autre, puis déposez-la.",
  },
  MEMBRE_NOM_INTERDIT: {
    ...FATAL,
    message: "Le nom de ce fichier désigne un emplacement hors de l'archive ou contient un caractère interdit.",
    fix: "Renommez le fichier avec des lettres, des chiffres et des tirets, puis déposez la facture.",
  },
  MEMBRE_NOM_TROP_LONG: {
    ...FATAL,
    message: "Le nom de ce fichier, dossiers compris, compte {longueur} caractères ; la limite est de {max}.",
    fix: "Donnez au fichier un nom plus court, puis déposez la facture.",
  },
  MEMBRE_ARCHIVE: {
    ...FATAL,
    message: "Ce fichier de l'archive est lui-même une archive.",
    fix: "Placez les factures directement dans l'archive, sans archive intermédiaire, puis déposez-les.",
  },
  MEMBRE_TROP_GROS: {
    ...FATAL,
    message: "Ce fichier de l'archive compte plus de {max} octets une fois décompressé.",
    fix: "Allégez la facture, par exemple en réduisant ses pièces jointes, puis déposez-la.",
  },
  MEMBRE_ILLISIBLE: {
    ...FATAL,
    message: "Ce fichier de l'archive est endommagé.",
    fix: "Créez de nouveau l'archive, vérifiez que le fichier s'en extrait, puis déposez la facture.",
  },
  MEMBRE_FAUTES_NON_MONTREES: {
    ...FATAL,
    message: "{nombre} autres anomalies de cette facture ne sont pas montrées.",
    fix: "Corrigez les anomalies montrées, puis déposez de nouveau la facture.",
  },
} as const satisfies Record<string, FaultDefinition>;

export type ArchiveFaultCode = keyof typeof ARCHIVE_FAULTS;

export const archiveFault = faultsOf(ARCHIVE_FAULTS);
