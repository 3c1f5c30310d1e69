/** Codes that French rules speak of. Sources: BR-FR rules V1.4.0; AIFE annex 7 (V1.9), G1.01, G1.02 and G1.24. */
import { Decimal } from "#domain/facture/decimal.ts";
import type { ReadTermId } from "#domain/facture/terms.ts";

/** BT-3. */
export const CORRECTED_INVOICES: readonly string[] = ["384", "471", "472", "473"];
export const CREDIT_NOTES: readonly string[] = ["261", "381", "396", "502", "503"];
/** Rebate on all that was sold under a contract: refers to the contract, not to an invoice. */
export const GLOBAL_REBATE = "262";
export const PREPAYMENTS: readonly string[] = ["386", "500", "503"];
/** Written by the customer in the name of the supplier. */
export const SELF_BILLED: readonly string[] = ["389", "501", "500", "471", "473", "261", "502"];

export const DOCUMENT_TYPES: readonly string[] = [
  ...["380", "389", "393", "501", "386", "500"],
  ...CORRECTED_INVOICES,
  ...CREDIT_NOTES,
  GLOBAL_REBATE,
];

/** BT-23: goods (B), services (S) or both (M). */
export const ALREADY_PAID: readonly string[] = ["B2", "S2", "M2"];
export const AFTER_PREPAYMENT: readonly string[] = ["B4", "S4", "M4"];
export const SEVERAL_SELLERS: readonly string[] = ["B8", "S8", "M8"];
export const BOTH_WAYS: readonly string[] = ["B9", "S9", "M9"];

export const BUSINESS_PROCESSES: readonly string[] = [
  ...["B1", "S1", "M1", "S3", "S5", "S6", "B7", "S7"],
  ...ALREADY_PAID,
  ...AFTER_PREPAYMENT,
  ...SEVERAL_SELLERS,
  ...BOTH_WAYS,
];

/** Identification schemes (ISO 6523). */
export const SIREN = "0002";
export const SIRET = "0009";
export const CODE_ROUTAGE = "0224";
/** Electronic address of the French directory. */
export const FRENCH_ADDRESS = "0225";
/** Group of companies that is one VAT payer. */
export const ASSUJETTI_UNIQUE = "0231";

/** Terms that hold a category of VAT, and those that hold a rate. */
export const CATEGORY_TERMS: readonly ReadTermId[] = ["BT-95", "BT-102", "BT-118", "BT-151"];
export const RATE_TERMS: readonly ReadTermId[] = ["BT-96", "BT-103", "BT-119", "BT-152"];

/** L and M are of Spain alone. */
export const VAT_CATEGORIES: readonly string[] = ["S", "E", "AE", "K", "G", "O", "Z"];

/** In force in metropolitan France, Corsica or overseas, now or for sales of the past: in percent. */
const VAT_RATES = [
  ...["0", "10", "13", "20", "8.5", "19.6", "2.1", "5.5", "7", "20.6", "1.05", "0.9", "1.75", "9.2", "9.6"],
].flatMap((rate) => Decimal.parse(rate) ?? []);

/** By value: 20, 20.0 and 20.00 are the same rate (G1.24). What is no number is another rule's affair. */
export const isFrenchRate = (text: string): boolean => {
  const rate = Decimal.parse(text);
  return rate === undefined || VAT_RATES.some((known) => known.equals(rate));
};
