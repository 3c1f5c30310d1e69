/** UBL 2.1 Invoice. */
import type { SyntaxTable } from "#formats/binding/row.ts";
import { ublLineRows } from "#formats/ubl/lines.ts";
import { UBL_FIXED, UBL_NAMESPACES, ublRoot, ublRows } from "#formats/ubl/table.ts";

export const UBL_INVOICE: SyntaxTable = {
  root: ublRoot("Invoice"),
  namespaces: UBL_NAMESPACES,
  rows: [
    ...ublRows("130"),
    { id: "BT-3", path: "cbc:InvoiceTypeCode" },
    { id: "BT-9", path: "cbc:DueDate" },
    { id: "BT-11", path: "cac:ProjectReference/cbc:ID" },
    ...ublLineRows("cac:InvoiceLine", "cbc:InvoicedQuantity"),
    // The lines of the other document are out of place here, and lines all the same.
    ...ublLineRows("cac:CreditNoteLine", "cbc:CreditedQuantity").map((row) => ({ ...row, writes: "none" as const })),
  ],
  fixed: UBL_FIXED,
};
