/** How a syntax writes a value, where that differs from the model. */
import type { ReadingFaultCode } from "#domain/fautes/reading.ts";
import { skipSpace, trimXml } from "#formats/xml/whitespace.ts";

export interface Form {
  /** The model's value; undefined when what is written holds none. */
  readonly read: (written: string, attribute: (name: string) => string | undefined) => string | undefined;
  /** What is written for a value, given what the element holds already. */
  readonly write: (value: string, already: string) => string;
  /** Attributes that tell the form. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The fault of a value that is not in this form; without one, there is then simply no such term. */
  readonly unreadable?: ReadingFaultCode;
}

/** UNTDID 2005, which EN 16931 and UBL use for BT-8, and the codes of UNTDID 2475 that CII uses for the same three days. */
const TAX_POINT_CODES: Readonly<Record<string, string>> = { "3": "5", "35": "29", "432": "72" };
const TAX_POINT_MEANINGS = Object.fromEntries(Object.entries(TAX_POINT_CODES).map(([model, cii]) => [cii, model]));

/** UBL has one element for a note and its subject: `#AAI#text` (CEN/TS 16931-3-2, BT-21). */
const MARK = "#AAI#".length;

const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;

/** Looked at sign by sign: a hostile file has 380,000 notes, and the matches of a pattern take a hundred megabytes. */
const hasSubject = (note: string): boolean =>
  note.charAt(0) === "#" &&
  note.charAt(MARK - 1) === "#" &&
  isCapital(note.charCodeAt(1)) &&
  isCapital(note.charCodeAt(2)) &&
  isCapital(note.charCodeAt(3));

/** Undefined for a note that is its subject alone. */
const textOfNote = (note: string): string | undefined => {
  if (!hasSubject(note)) return note;
  const start = skipSpace(note, MARK);
  return start === note.length ? undefined : note.slice(start);
};

/** YYYYMMDD (UNTDID 2379, format 102) as a civil date. CII may leave the format out. */
const readDate102: Form["read"] = (written, attribute) => {
  const format = attribute("format");
  if (format !== undefined && trimXml(format) !== "102") return undefined;
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(written) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
};

const FORMS = {
  /** A civil date as eight digits; whether the calendar has that day is a rule's affair. */
  "date 102": {
    read: readDate102,
    write: (value) => value.replaceAll("-", ""),
    attributes: { format: "102" },
    unreadable: "DATE_ILLISIBLE",
  },
  "tax point code of CII": {
    // A code of neither list stays as it is: a rule will name it.
    read: (written) => TAX_POINT_MEANINGS[written] ?? written,
    write: (value) => TAX_POINT_CODES[value] ?? value,
  },
  "subject of a note": {
    read: (written) => (hasSubject(written) ? written.slice(1, MARK - 1) : undefined),
    write: (value, already) => `#${value}#${already}`,
  },
  "text of a note": {
    read: textOfNote,
    write: (value, already) => `${already}${value}`,
  },
} as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;

export const formOf = (name: FormName): Form => FORMS[name];
