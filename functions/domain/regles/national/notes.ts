/** The notes of an invoice (BG-1), by what they are about: French rules read mentions and treatments in them. */
import { groups, type Invoice } from "#domain/facture/invoice.ts";
import { textOf } from "#domain/regles/en16931/facts.ts";

export interface Note {
  /** BT-21, UNTDID 4451; empty where the note has none. */
  readonly subject: string;
  /** BT-22. */
  readonly text: string;
}

/** In UBL one element may hold several notes, each after its subject: `#PMT#…#PMD#…`. */
const FURTHER_NOTE = /#([A-Z]{3})#/;

const split = (subject: string, written: string): readonly Note[] => {
  const [text = "", ...further] = written.split(FURTHER_NOTE);
  const notes = [{ subject, text }];
  for (let index = 0; index + 1 < further.length; index += 2) {
    notes.push({ subject: further[index] ?? "", text: further[index + 1] ?? "" });
  }
  return notes;
};

const notesOf = (invoice: Invoice): readonly Note[] =>
  groups(invoice, "BG-1").flatMap((note) => {
    const subject = textOf(note, "BT-21");
    const text = textOf(note, "BT-22");
    return invoice.syntax === "cii" ? [{ subject, text }] : split(subject, text);
  });

export const notesAbout = (invoice: Invoice, subject: string): readonly Note[] =>
  notesOf(invoice).filter((note) => note.subject === subject);

/** How the invoice is to be treated by platforms (subject BAR): B2B for one between French businesses. */
export const isBetweenBusinesses = (invoice: Invoice): boolean =>
  notesAbout(invoice, "BAR").some(({ text }) => text === "B2B");
