/** From bytes to an invoice and the verdict of EN 16931 on it. */
import type { Fault } from "#domain/fautes/fault.ts";
import { familyOf } from "#domain/regles/en16931/family.ts";

import { ruleFault } from "#domain/regles/en16931/rule-fault.ts";
import type { Reading } from "#formats/read.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { repeatedFaults } from "#formats/repeated.ts";
import { judgeDocument } from "#formats/rules/judge-document.ts";

export interface Verification extends Reading {
  /** What the invoice breaks of EN 16931, rule by rule, the code of each fault being the id of the rule. */
  readonly rules: readonly Fault[];
}

/** Reads one deposited file and asks it all rules of EN 16931. Never throws; linear in its size, as reading is. */
export const verifyInvoice = (bytes: Uint8Array): Verification => {
  const { root, invoice, faults, structure } = readInvoice(bytes);
  if (invoice === undefined || root === undefined) return { faults, structure, rules: [] };
  const family = familyOf(invoice.syntax);
  const rules = judgeDocument(root, invoice).map((fired) => ruleFault(fired, family));
  return { invoice, faults: [...faults, ...repeatedFaults(invoice)], structure, rules };
};
