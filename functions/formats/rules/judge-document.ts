/** The verdict of EN 16931 on a document that was read: all its rules, over the model and over the elements. */
import type { Invoice } from "#domain/facture/invoice.ts";
import { MODEL_RULES } from "#domain/regles/en16931/book.ts";
import { familyOf } from "#domain/regles/en16931/family.ts";
import { judgeModel, makeRuleBook } from "#domain/regles/en16931/judge.ts";
import type { Fired } from "#domain/regles/en16931/rule.ts";
import { judgeElements } from "#formats/rules/judge-elements.ts";
import { findVatElsewhere } from "#formats/rules/vat-elsewhere.ts";
import type { XmlElement } from "#formats/xml/element.ts";

const BOOK = makeRuleBook(MODEL_RULES);

/** What the invoice breaks of EN 16931, each rule in some places. */
export const judgeDocument = (root: XmlElement, invoice: Invoice): readonly Fired[] => {
  const family = familyOf(invoice.syntax);
  return [...judgeModel(invoice, BOOK, findVatElsewhere(root, family)), ...judgeElements(root, invoice.syntax)];
};
