/** Tables on standard output, progress on standard error: the former can be redirected alone. */
import Table from "cli-table3";
import type { Finding, Sheet } from "./contract.ts";

/** In characters: longer texts take several lines. */
const LARGEST_COLUMN = 48;

/** No line between rows: tables of many short rows stay on one screen. */
const COMPACT = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

const widthOf = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));

const columnWidths = ({ head, rows }: Sheet): readonly number[] =>
  head.map((title, column) => {
    const widest = Math.max(widthOf(title), ...rows.map((row) => widthOf(String(row[column] ?? ""))));
    return Math.min(widest, LARGEST_COLUMN) + 2;
  });

const renderSheet = (sheet: Sheet): string => {
  const { title, head, rows, notes = [] } = sheet;
  const table = new Table({
    head: [...head],
    colWidths: [...columnWidths(sheet)],
    wordWrap: true,
    chars: COMPACT,
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    table.push(
      row.map((cell) => ({ content: String(cell), hAlign: typeof cell === "number" ? ("right" as const) : "left" })),
    );
  }
  return [`\n${title}`, table.toString(), ...notes.map((note) => `  ${note}`), ""].join("\n");
};

export const renderFinding = ({ sheets }: Finding): string => sheets.map(renderSheet).join("\n");

/** A line that replaces itself on a terminal; in a file or a pipe, one line each. */
export const createProgress = (stream: NodeJS.WriteStream) => {
  const started = performance.now();
  const seconds = (): string => ((performance.now() - started) / 1000).toFixed(0).padStart(3);
  return {
    say: (what: string): void => {
      const line = `  ${seconds()} s  ${what}`;
      stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
    },
    clear: (): void => {
      if (stream.isTTY) stream.write("\r\u001b[2K");
    },
  };
};
