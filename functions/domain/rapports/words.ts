/** What reports for people say in words, whatever they are written in. */
import type { Syntax } from "#domain/facture/invoice.ts";
import type { Severity } from "#domain/fautes/fault.ts";
import type { GroupedFault } from "#domain/rapports/grouping.ts";
import type { Report } from "#domain/rapports/report.ts";

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { fatal: "Bloquant", warning: "Avertissement" };

const SYNTAX_WORDS: Readonly<Record<Syntax, string>> = {
  "ubl-invoice": "facture au format UBL 2.1",
  "ubl-creditnote": "avoir au format UBL 2.1",
  cii: "document au format CII D16B",
};

export const syntaxWords = ({ syntax }: Report): string =>
  syntax === undefined ? "format non reconnu" : SYNTAX_WORDS[syntax];

/** In French, nothing and one are singular. */
const counted = (count: number, one: string, several: string): string => `${count} ${count < 2 ? one : several}`;

const ofSeverity = (faults: readonly GroupedFault[], severity: Severity): number =>
  faults.filter((fault) => fault.severity === severity).length;

const inWords = (faults: readonly GroupedFault[]): string => {
  const [fatal, warnings] = [ofSeverity(faults, "fatal"), ofSeverity(faults, "warning")];
  return [
    ...(fatal > 0 ? [counted(fatal, "anomalie bloquante", "anomalies bloquantes")] : []),
    ...(warnings > 0 ? [counted(warnings, "avertissement", "avertissements")] : []),
  ].join(" et ");
};

/** Valid or not, and how many of each: « À corriger : 2 anomalies bloquantes et 1 avertissement ». */
export const verdictWords = ({ valid }: Report, faults: readonly GroupedFault[]): string => {
  if (faults.length === 0) return "Valide, sans anomalie";
  return valid ? `Valide, avec ${inWords(faults)}` : `À corriger : ${inWords(faults)}`;
};

export const titleWords = ({ numeroFacture }: Report): string =>
  numeroFacture === undefined ? "Facture sans numéro lisible" : `Facture ${numeroFacture}`;

export const otherPlaces = (others: number): string => `et ${counted(others, "autre endroit", "autres endroits")}`;
