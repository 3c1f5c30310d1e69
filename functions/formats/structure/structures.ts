/** The structures of the syntaxes. */
import type { Syntax } from "#domain/facture/invoice.ts";
import { CII } from "#formats/structure/cii.ts";
import { Vocabulary } from "#formats/structure/compile.ts";
import type { ElementType } from "#formats/structure/element-type.ts";
import { UBL } from "#formats/structure/ubl.ts";

interface Structure {
  readonly vocabulary: Vocabulary;
  readonly root: ElementType;
}

const ubl = new Vocabulary(UBL);
const cii = new Vocabulary(CII);

const STRUCTURES: Readonly<Record<Syntax, Structure>> = {
  "ubl-invoice": { vocabulary: ubl, root: ubl.typeOf("inv:Invoice") },
  "ubl-creditnote": { vocabulary: ubl, root: ubl.typeOf("cn:CreditNote") },
  cii: { vocabulary: cii, root: cii.typeOf("rsm:CrossIndustryInvoice") },
};

/**
 * The type of the root element; each child leads to its own type. Types refer to one another in circles, so a walk follows
 * a document or a path, never the graph alone.
 */
export const structureOf = (syntax: Syntax): ElementType => STRUCTURES[syntax].root;

/** All elements of the standard that the syntax belongs to, wherever they stand. */
export const vocabularyOf = (syntax: Syntax): Vocabulary => STRUCTURES[syntax].vocabulary;
