/** What is said of one document: whether it is valid, which rules of EN 16931 it breaks, and every fault with its remedy. */
import type { Syntax } from "#domain/facture/invoice.ts";
import { nameOf } from "#domain/facture/terms.ts";
import type { Fault, Severity } from "#domain/fautes/fault.ts";
import { countFitting } from "#domain/fautes/fitting.ts";
import { reportFault } from "#domain/fautes/report.ts";
import { MAX_FAUTES_COMPTE_RENDU } from "#domain/limites/verification.ts";
import { byDecision } from "#domain/rapports/order.ts";

/** A term or group that a fault is about, with its French name. */
export interface NamedTerm {
  readonly id: string;
  readonly name: string;
}

export interface ReportedFault extends Omit<Fault, "terms"> {
  readonly terms: readonly NamedTerm[];
}

export interface Report {
  /** Absent where the document is not of a known syntax. */
  readonly syntax?: Syntax;
  /** BT-1, where it was read. */
  readonly numeroFacture?: string;
  /** No fault is fatal. */
  readonly valid: boolean;
  /** Ids of the EN 16931 rules that are broken and fatal: sorted, distinct. */
  readonly fatal: readonly string[];
  /** Ids of the EN 16931 rules that are broken and only warn: sorted, distinct. */
  readonly warning: readonly string[];
  /** All faults, the decisive ones first; of more than a report has room for, the last one counts those left out. */
  readonly faults: readonly ReportedFault[];
}

/** The faults of one document, by where they come from. */
export interface Findings {
  readonly syntax?: Syntax | undefined;
  readonly numeroFacture?: string | undefined;
  /** Why it is not read, or what was doubtful in it. */
  readonly reading: readonly Fault[];
  readonly structure: readonly Fault[];
  /** Of EN 16931, the code of each being the id of a rule. */
  readonly rules: readonly Fault[];
  /** Of France and of the platform. */
  readonly national: readonly Fault[];
}

const ids = (faults: readonly Fault[], severity: Severity): readonly string[] =>
  [...new Set(faults.filter((fault) => fault.severity === severity).map(({ code }) => code))].sort();

/** The fields stay in the order of {@link Fault}: the JSON of a report is compared as text. */
const reported = (fault: Fault): ReportedFault => ({
  ...fault,
  terms: fault.terms.map((id) => ({ id, name: nameOf(id) })),
});

/** The same for everyone who is shown it: a hostile invoice breaks each of a thousand rules in several places. */
const shown = (faults: readonly Fault[]): readonly ReportedFault[] => {
  const named = faults.map(reported);
  const kept = countFitting(named, MAX_FAUTES_COMPTE_RENDU);
  if (kept === named.length) return named;
  const nombre = named.length - kept;
  return [...named.slice(0, kept), reported(reportFault("COMPTE_RENDU_FAUTES_NON_MONTREES", { params: { nombre } }))];
};

export const makeReport = ({ syntax, numeroFacture, reading, structure, rules, national }: Findings): Report => {
  const faults = byDecision([reading, structure, [...rules, ...national]]);
  return {
    ...(syntax !== undefined && { syntax }),
    ...(numeroFacture !== undefined && { numeroFacture }),
    valid: faults.every(({ severity }) => severity !== "fatal"),
    fatal: ids(rules, "fatal"),
    warning: ids(rules, "warning"),
    faults: shown(faults),
  };
};
