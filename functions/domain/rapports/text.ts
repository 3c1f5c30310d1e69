/** A report for a terminal: the verdict first, then each fault once with its places and what to do. */
import { type GroupedFault, groupFaults, type PlaceOfFault } from "#domain/rapports/grouping.ts";
import type { NamedTerm, Report } from "#domain/rapports/report.ts";
import { quoted, visible } from "#domain/rapports/visible.ts";
import { otherPlaces, SEVERITY_WORDS, syntaxWords, titleWords, verdictWords } from "#domain/rapports/words.ts";
import { wrap } from "#domain/rapports/wrap.ts";

/** How parts of a report are set off; a file or a pipe wants {@link PLAIN}. */
export interface Palette {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly fatal: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly valid: (text: string) => string;
}

const asIs = (text: string): string => text;

export const PLAIN: Palette = { strong: asIs, faint: asIs, fatal: asIs, warning: asIs, valid: asIs };

export interface TextOptions {
  /** Where the document comes from: a path, a name in an archive. */
  readonly name?: string;
  /** Characters of a line; 80 unless told. */
  readonly width?: number;
}

const WIDTH = 80;
/** Below, words would be cut everywhere. */
const LEAST_WIDTH = 40;
const MARGIN = "  ";
const LABEL = 12;

type Paint = (text: string) => string;

class Sheet {
  readonly #lines: string[] = [];
  readonly #width: number;
  readonly #palette: Palette;

  constructor(width: number, palette: Palette) {
    this.#width = Math.max(width, LEAST_WIDTH);
    this.#palette = palette;
  }

  /** Colours are put on whole lines, once they are broken: a colour has no width. */
  write(text: string, paint: Paint = asIs, margin = ""): void {
    for (const line of wrap(visible(text), this.#width - margin.length)) this.#lines.push(`${margin}${paint(line)}`);
  }

  blank(): void {
    this.#lines.push("");
  }

  /** Lines beside a label, below one another. */
  field(label: string, texts: readonly (readonly [text: string, paint: Paint])[]): void {
    const width = this.#width - MARGIN.length - LABEL;
    const lines = texts.flatMap(([text, paint]) => wrap(visible(text), width).map(paint));
    for (const [index, line] of lines.entries()) {
      const head = (index === 0 ? label : "").padEnd(LABEL);
      this.#lines.push(`${MARGIN}${this.#palette.faint(head)}${line}`);
    }
  }

  toString(): string {
    return `${this.#lines.join("\n")}\n`;
  }
}

const termWords = ({ id, name }: NamedTerm): string => `${id} ${name}`;

const valueWords = ({ value, expected }: PlaceOfFault): string =>
  [
    ...(value === undefined ? [] : [`trouvé : ${quoted(value)}`]),
    ...(expected === undefined ? [] : [`attendu : ${quoted(expected)}`]),
  ].join(", ");

const placeTexts = (place: PlaceOfFault, { faint }: Palette): readonly (readonly [string, Paint])[] => {
  const { at } = place;
  const values = valueWords(place);
  return [
    ...(at === undefined
      ? []
      : ([
          [`ligne ${at.line}, colonne ${at.column}`, asIs],
          [at.path, faint],
        ] as const)),
    ...(values === "" ? [] : ([[values, asIs]] as const)),
  ];
};

const writeFault = (sheet: Sheet, fault: GroupedFault, palette: Palette): void => {
  const { code, severity, message, fix, terms, places, others } = fault;
  sheet.blank();
  sheet.write(`${SEVERITY_WORDS[severity].toUpperCase()} ${code}`, palette[severity]);
  sheet.write(message, palette.strong, MARGIN);
  sheet.field("À faire", [[fix, asIs]]);
  sheet.field(
    "Données",
    terms.map((term) => [termWords(term), asIs]),
  );
  sheet.field("Où", [
    ...places.flatMap((place) => placeTexts(place, palette)),
    ...(others === 0 ? [] : ([[otherPlaces(others), asIs]] as const)),
  ]);
};

/** Ends with a line end. What the document says is shown without what could act on a terminal. */
export const renderText = (
  report: Report,
  palette: Palette = PLAIN,
  { name, width = WIDTH }: TextOptions = {},
): string => {
  const sheet = new Sheet(width, palette);
  const faults = groupFaults(report);
  if (name !== undefined) sheet.write(name, palette.faint);
  sheet.write(`${titleWords(report)}, ${syntaxWords(report)}`, palette.strong);
  sheet.write(`${verdictWords(report, faults)}.`, report.valid ? palette.valid : palette.fatal);
  for (const fault of faults) writeFault(sheet, fault, palette);
  return sheet.toString();
};
