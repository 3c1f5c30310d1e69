/** Counts the verdicts of one run. */
import type { Report } from "#domain/rapports/report.ts";

export interface Tally {
  readonly documents: number;
  readonly valid: number;
  /** Among the valid ones. */
  readonly warned: number;
}

export const NOTHING_JUDGED: Tally = { documents: 0, valid: 0, warned: 0 };

export const counted = ({ documents, valid, warned }: Tally, report: Report): Tally => ({
  documents: documents + 1,
  valid: valid + Number(report.valid),
  warned: warned + Number(report.valid && report.faults.length > 0),
});
