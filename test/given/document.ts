/** The elements of a document, which its invoice stands on. */
import type { Syntax } from "#domain/facture/invoice.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { XmlElement } from "#formats/xml/element.ts";

export interface GivenDocument {
  readonly root: XmlElement;
  readonly syntax: Syntax;
}

/** Undefined for what is no readable invoice. */
export const documentOf = (bytes: Uint8Array): GivenDocument | undefined => {
  const { invoice } = readInvoice(bytes);
  return invoice?.at instanceof XmlElement ? { root: invoice.at, syntax: invoice.syntax } : undefined;
};
