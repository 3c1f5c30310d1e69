/** UBL 2.1 CreditNote. It has no due date of its own: CEN/TS 16931-3-2 puts BT-9 with the means of payment. */
import type { SyntaxTable } from "#formats/binding/row.ts";
import { UBL_NAMESPACES, UBL_ROWS, ublLineRows, ublRoot } from "#formats/ubl/table.ts";

export const UBL_CREDITNOTE: SyntaxTable = {
  root: ublRoot("CreditNote"),
  namespaces: UBL_NAMESPACES,
  rows: [
    ...UBL_ROWS,
    { id: "BT-3", path: "cbc:CreditNoteTypeCode" },
    { id: "BT-9", path: "cac:PaymentMeans/cbc:PaymentDueDate" },
    ...ublLineRows("cac:CreditNoteLine", "cbc:CreditedQuantity"),
  ],
};
