/** What a reader of invoices promises, whatever the syntax. */
import type { Invoice } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";

/**
 * Either the invoice, with the faults that did not prevent reading it, or nothing and at least one fatal fault.
 * Reading never throws, whatever the bytes.
 */
export interface Reading {
  readonly invoice?: Invoice;
  readonly faults: readonly Fault[];
  /** Faults of structure (`STRUCT-…`), apart: EN 16931 does not speak of them, but a deposit must have none. */
  readonly structure: readonly Fault[];
}
