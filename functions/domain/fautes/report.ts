/** What a report says of itself. */
import { type FaultDefinition, faultsOf } from "#domain/fautes/fault.ts";

export const REPORT_FAULTS = {
  // A warning: the decisive faults are shown first, so that what is left out never decides alone.
  COMPTE_RENDU_FAUTES_NON_MONTREES: {
    severity: "warning",
    terms: [],
    message: "Nombre d'anomalies que ce compte rendu ne montre pas : {nombre}.",
    fix: "Corrigez les anomalies montrées, puis vérifiez de nouveau la facture.",
  },
} as const satisfies Record<string, FaultDefinition>;

export const reportFault = faultsOf(REPORT_FAULTS);
