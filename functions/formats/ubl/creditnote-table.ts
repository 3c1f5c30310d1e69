/**
 * UBL 2.1 CreditNote. It has neither a due date nor a project of its own: CEN/TS 16931-3-2 puts BT-9 with the means of
 * payment, and BT-11 among the documents, with the type code 50.
 */
import type { SyntaxTable } from "#formats/binding/row.ts";
import { ublLineRows } from "#formats/ubl/lines.ts";
import { UBL_FIXED, UBL_NAMESPACES, ublRoot, ublRows } from "#formats/ubl/table.ts";

export const UBL_CREDITNOTE: SyntaxTable = {
  root: ublRoot("CreditNote"),
  namespaces: UBL_NAMESPACES,
  rows: [
    ...ublRows("130|50"),
    { id: "BT-3", path: "cbc:CreditNoteTypeCode" },
    { id: "BT-9", path: "cac:PaymentMeans/cbc:PaymentDueDate", once: true },
    { id: "BT-11", path: "cac:AdditionalDocumentReference[cbc:DocumentTypeCode=50]/cbc:ID" },
    ...ublLineRows("cac:CreditNoteLine", "cbc:CreditedQuantity"),
    // The lines of the other document are out of place here, and lines all the same.
    ...ublLineRows("cac:InvoiceLine", "cbc:InvoicedQuantity").map((row) => ({ ...row, writes: "none" as const })),
  ],
  fixed: UBL_FIXED,
};
