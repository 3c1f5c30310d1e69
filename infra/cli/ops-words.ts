/** How executions are written for operators. */
import type { Execution, ExecutionId } from "#domain/exploitation/execution.ts";
import type { Awaited } from "#domain/exploitation/history.ts";
import { visible } from "#domain/rapports/visible.ts";

/** A name that every command takes back as it stands. */
export const fullName = ({ machine, nom }: ExecutionId): string => `${machine}/${nom}`;

export const AWAITED_WORDS: Readonly<Record<Awaited, string>> = {
  jeton: "la réponse à son jeton",
  instant: "un instant à venir",
  activite: "qu'une activité s'en charge",
};

export const inStates = (etats: readonly string[]): string =>
  etats.length === 0 ? "" : ` dans « ${visible(etats.join(" › "))} »`;

export const times = ({ reprises }: Execution): string => (reprises === 0 ? "" : `, reprise ${reprises} fois`);

/** French puts a singular after nought and one. */
export const counted = (count: number, singular: string, plural: string): string =>
  `${count} ${count < 2 ? singular : plural}`;

/** Rows with their columns under one another; the last column is as wide as it is. */
export const columns = (rows: readonly (readonly string[])[]): string => {
  const [first = []] = rows;
  const widths = first.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
