/** UBL 2.1 Invoice. */
import type { SyntaxTable } from "#formats/binding/row.ts";
import { UBL_NAMESPACES, UBL_ROWS, ublLineRows, ublRoot } from "#formats/ubl/table.ts";

export const UBL_INVOICE: SyntaxTable = {
  root: ublRoot("Invoice"),
  namespaces: UBL_NAMESPACES,
  rows: [
    ...UBL_ROWS,
    { id: "BT-3", path: "cbc:InvoiceTypeCode" },
    { id: "BT-9", path: "cbc:DueDate" },
    ...ublLineRows("cac:InvoiceLine", "cbc:InvoicedQuantity"),
  ],
};
