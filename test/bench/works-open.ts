/** How many executions are open at once, by how long dossiers wait: Little's law over assumptions that are data. */

/** Open executions of one account and region (Step Functions quotas, "Maximum open executions"; it can be raised). */
export const OPEN_QUOTA = 1_000_000;

/** Pieces of a dossier whose execution ends: request (A4), the MOE's (A15), the MOA's (A19). */
const PIECES_PER_DOSSIER = 3;

const DAYS_PER_YEAR = 365;

interface Waiting {
  readonly what: string;
  /** How long a dossier is open, in days, on average. */
  readonly days: number;
  readonly source: string;
}

export const WAITING: readonly Waiting[] = [
  { what: "everybody acts within the week", days: 5, source: "[inferred]" },
  {
    what: "the MOE takes all of its seven days, the MOA as many",
    days: 14,
    source: "CCAG Travaux 2021, 12.2.2, for the MOE; [inferred] for the MOA",
  },
  {
    what: "all of the payment delay is used",
    days: 30,
    source: "code de la commande publique, R2192-10: 30 days from the receipt",
  },
  {
    what: "as above, and one dossier in ten is left lying until its execution ends",
    days: 0.9 * 30 + 0.1 * DAYS_PER_YEAR,
    source: "[inferred]; an execution lasts a year at most",
  },
];

/** Works pieces a year: 3 % of the field's 78 million invoices, and of a thousand million. */
export const VOLUMES = [1_000_000, 0.03 * 78_000_000, 0.03 * 1_000_000_000] as const;

export const openExecutions = (piecesPerYear: number, { days }: Pick<Waiting, "days">): number =>
  ((piecesPerYear / PIECES_PER_DOSSIER) * days) / DAYS_PER_YEAR;

/** Pieces a year at which the quota is used up. */
export const piecesAtQuota = ({ days }: Pick<Waiting, "days">): number =>
  (OPEN_QUOTA * PIECES_PER_DOSSIER * DAYS_PER_YEAR) / days;
