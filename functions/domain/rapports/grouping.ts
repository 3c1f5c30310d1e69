/** The faults of a report for a person: what has several places is said once, with all of them. */
import type { NamedTerm, Report, ReportedFault } from "#domain/rapports/report.ts";

export type PlaceOfFault = Pick<ReportedFault, "at" | "value" | "expected">;

export interface GroupedFault extends Omit<ReportedFault, "at" | "value" | "expected" | "others"> {
  /** Empty where the fault has no place: it is of the whole file. */
  readonly places: readonly PlaceOfFault[];
  /** How many more places there are. */
  readonly others: number;
}

/** Same code, same words: a code whose message names what is wrong is said as often as it differs. */
const keyOf = ({ code, message, fix }: ReportedFault): string => JSON.stringify([code, message, fix]);

const hasPlace = ({ at, value, expected }: ReportedFault): boolean =>
  at !== undefined || value !== undefined || expected !== undefined;

const placeOf = ({ at, value, expected }: ReportedFault): PlaceOfFault => ({
  ...(at && { at }),
  ...(value !== undefined && { value }),
  ...(expected !== undefined && { expected }),
});

/** The same words may be about one term here and another there: an address of the seller, one of the buyer. */
const namedOnce = (faults: readonly ReportedFault[]): readonly NamedTerm[] => [
  ...new Map(faults.flatMap(({ terms }) => terms.map((term) => [term.id, term]))).values(),
];

const grouped = (faults: readonly ReportedFault[]): readonly GroupedFault[] => {
  const [first] = faults;
  if (first === undefined) return [];
  const { code, severity, message, fix } = first;
  const others = faults.reduce((total, fault) => total + (fault.others ?? 0), 0);
  const terms = namedOnce(faults);
  return [{ code, severity, terms, message, fix, places: faults.filter(hasPlace).map(placeOf), others }];
};

/** In the order of the report. */
export const groupFaults = ({ faults }: Report): readonly GroupedFault[] =>
  [...Map.groupBy(faults, keyOf).values()].flatMap(grouped);
