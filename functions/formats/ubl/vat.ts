/** A category of another tax than VAT is none of EN 16931. */
export const VAT = "[cac:TaxScheme/cbc:ID~VAT]";
