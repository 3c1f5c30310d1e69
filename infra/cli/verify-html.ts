/** The reports of one run as a file to be sent to whoever made the invoices. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { type ReportedDocument, renderHtml } from "#domain/rapports/html.ts";
import { Misuse } from "./misuse.ts";
import { reasonOf } from "./verify-reasons.ts";

export interface HtmlFile {
  readonly add: (document: ReportedDocument) => void;
  readonly write: () => void;
}

const NO_FILE: HtmlFile = { add: () => undefined, write: () => undefined };

const orMisuse = (file: string, act: () => void): void => {
  try {
    act();
  } catch (error) {
    throw new Misuse(`Le rapport ne peut pas être écrit dans ${file} : ${reasonOf(error)}.`);
  }
};

/**
 * Reports are kept until the end, since the page begins with their list.
 *
 * @throws {Misuse} at once when the file cannot be written, and not after a minute of work.
 */
export const openHtmlFile = (file: string | undefined): HtmlFile => {
  if (file === undefined) return NO_FILE;
  orMisuse(file, () => closeSync(openSync(file, "a")));
  const documents: ReportedDocument[] = [];
  return {
    add: (document) => void documents.push(document),
    write: () => orMisuse(file, () => writeFileSync(file, renderHtml(documents))),
  };
};
