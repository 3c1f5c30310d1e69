/** What systems are told of one document: the same of a line of the command `verify` and of an answer of the API. */
import type { Syntax } from "#domain/facture/invoice.ts";
import type { Report } from "#domain/rapports/report.ts";

/** These fields, in this order, are published. */
export interface Verdict extends Pick<Report, "fatal" | "warning" | "faults"> {
  /** Null where the document is not of a known syntax. */
  readonly syntax: Syntax | null;
}

export const verdictOf = ({ syntax, fatal, warning, faults }: Report): Verdict => ({
  syntax: syntax ?? null,
  fatal,
  warning,
  faults,
});
