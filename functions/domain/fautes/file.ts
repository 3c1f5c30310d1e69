/** The faults of files that could not be taken where they lie, before anything in them was read. */
import { type FaultDefinition, faultsOf } from "#domain/fautes/fault.ts";

const FATAL = { severity: "fatal", terms: [] } as const;

export const FILE_FAULTS = {
  FICHIER_ILLISIBLE: {
    ...FATAL,
    message: "Le fichier ne peut pas être lu : {raison}.",
    fix: "Vérifiez que le fichier existe, que son nom s'affiche correctement et que vous pouvez l'ouvrir.",
  },
  DOSSIER_ILLISIBLE: {
    ...FATAL,
    message: "Le contenu du dossier ne peut pas être lu : {raison}. Aucune de ses factures n'a été vérifiée.",
    fix: "Vérifiez que vous avez le droit d'ouvrir ce dossier, puis relancez la vérification.",
  },
  FICHIER_DEMESURE: {
    ...FATAL,
    message: "Le fichier compte plus de {max} octets, la limite d'une archive de factures.",
    fix: "Répartissez les factures en plusieurs archives, puis vérifiez-les l'une après l'autre.",
  },
} as const satisfies Record<string, FaultDefinition>;

export const fileFault = faultsOf(FILE_FAULTS);
