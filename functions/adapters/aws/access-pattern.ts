/**
 * What is said of one access pattern, and how its load is counted.
 *
 * Units (DynamoDB, "Read and write operations"): a write is 1 for each kB of the row, doubled in a transaction, not doubled
 * on its indexes; a consistent read is 1 for each 4 kB, an eventually consistent one half of that. Measured rows: facture
 * 0.9 kB (counted as 2, for long names), deposit 0.6, report 0.3 and 0.5 for each fault, event and rattachement 0.25.
 */

/** Deposits a second in a burst, at 1e9 invoices a year; today's bursts are of 53. */
export const PEAK = 320;

/**
 * Members of one archive that are judged in a second: each counts on the row of its deposit, which takes one transaction
 * at a time, of some ten milliseconds.
 */
export const MEMBRES = 50;

/** Partitions of the event log and of the list of open deposits (`keys.ts`): the peak falls on all of them evenly. */
export const SPREAD = 4;

/** Units that one partition takes in a second (DynamoDB, "Partitions and data distribution"). */
export const PARTITION_LIMITS = { read: 3_000, write: 1_000 } as const;

interface Load {
  readonly kind: keyof typeof PARTITION_LIMITS;
  /** Times a second, at the peak, on the hottest key of this form. */
  readonly perSecond: number;
  /** Units of one time. */
  readonly units: number;
  /** The case that is counted, and how its units come about. */
  readonly because: string;
}

export interface AccessPattern {
  /** Adapter and method, as in `depots.create`. */
  readonly method: string;
  readonly asks: string;
  readonly operation:
    | "BatchGetItem"
    | "BatchWriteItem"
    | "GetItem"
    | "PutItem"
    | "Query"
    | "TransactWriteItems"
    | "UpdateItem";
  readonly table: "factures" | "structures";
  /** The index that is read, or that gets an entry of its own by the write. */
  readonly index?: "depotsOuverts" | "echeances" | "etapesOuvertes" | "parDestinataire" | "parFournisseur";
  readonly pk: string;
  /** `*`: the whole partition. */
  readonly sk: string;
  /** What one call reads or writes at most. */
  readonly budget: string;
  readonly load: Load;
}

export const unitsPerSecond = ({ load }: AccessPattern): number => load.perSecond * load.units;

/** A key that belongs to one deposit, invoice or operator: whoever asks often is still one caller. */
export const alone = (kind: Load["kind"], units: number, because: string): Load => ({
  kind,
  perSecond: 1,
  units,
  because,
});
