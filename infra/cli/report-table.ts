/** What became of each deposit, as a table for a terminal. */
import Table from "cli-table3";
import type { DepotReport } from "./platform.ts";
import type { DossierRow } from "./seed-dossiers.ts";

export interface ReportRow {
  readonly fichier: string;
  readonly compte: string;
  readonly quoi: string;
  readonly report: DepotReport;
}

/** Widths of the columns, in characters: the longest state has 21, and the whole table fits in 120. */
const WIDTHS = [26, 18, 23, 48];

const verdictOf = ({ report }: ReportRow): string =>
  report.factures
    .flatMap(({ nomFichier, facture, dejaDepose, fautes }) => [
      ...(nomFichier === undefined ? [] : [`${nomFichier} :`]),
      ...(facture === undefined ? [] : [`${dejaDepose ? "déjà intégrée" : "facture"} ${facture}`]),
      ...fautes.map(
        ({ code, message, ligne }) => `${code}${ligne === undefined ? "" : ` (ligne ${ligne})`} : ${message}`,
      ),
    ])
    .join("\n");

export const dossierTable = (rows: readonly DossierRow[]): string => {
  const table = new Table({
    head: ["Dossier de travaux", "Contenu", "Pièce en cours", "Identifiant"],
    colWidths: [20, 38, 25, 32],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { nom, quoi, statut, dossier } of rows) table.push([nom, quoi, statut, dossier]);
  return table.toString();
};

export const reportTable = (rows: readonly ReportRow[]): string => {
  const table = new Table({
    head: ["Fichier", "Contenu", "État", "Compte rendu"],
    colWidths: WIDTHS,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push([row.fichier, row.quoi, row.report.statut, verdictOf(row)]);
  return table.toString();
};
