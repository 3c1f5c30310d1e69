/** How a syntax writes a value, where that differs from the model. */
import type { ReadingFaultCode } from "#domain/fautes/reading.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

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
const NOTE = /^(?:#([A-Z]{3})#[ \n\r\t]*)?(.*)$/s;

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
    read: (written) => NOTE.exec(written)?.[1],
    write: (value, already) => `#${value}#${already}`,
  },
  "text of a note": {
    read: (written) => {
      const [, subject, text] = NOTE.exec(written) ?? [];
      return subject !== undefined && text === "" ? undefined : text;
    },
    write: (value, already) => `${already}${value}`,
  },
} as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;

export const formOf = (name: FormName): Form => FORMS[name];
