/** Limits of a deposit. Sources: AIFE 2026 §3.2.1.4.1 and §5.4.1, portal help (chorus-pro reference §6.3). */

/** Largest file, in bytes: 30 Mo, for an archive of invoices. One invoice has 10 Mo at most (`READING_LIMITS`). */
export const MAX_TAILLE = 30 * 1024 * 1024;

/** Longest file name, in characters. */
export const MAX_NOM_FICHIER = 256;

/** A file name: none of `% $ ! & / \ : ; « » # @`, and no control character. */
export const NOM_FICHIER = /^[^%$!&/\\:;«»#@\p{Cc}]+$/u;

/** Longest `Idempotency-Key`, in characters: printable ASCII. */
export const CLE_IDEMPOTENCE = /^[\x21-\x7e]{1,255}$/;

/** How long an upload form is accepted, in seconds. */
export const DUREE_FORMULAIRE = 15 * 60;

/**
 * How long after its creation a deposit without a file is marked expired, in seconds: an upload form's life, and
 * the minute or more that a storage event can take.
 */
export const DELAI_EXPIRATION = 2 * 60 * 60;

/** How old a deposit without a result must be before the sweep wakes the intake for it again, in seconds. */
export const DELAI_RELANCE = 15 * 60;

/** Faults kept of one member. */
export const MAX_FAUTES = 200;

/**
 * Bytes of faults kept, as JSON: of one member, whose row of the database holds 400 kB, and of a whole deposit, whose
 * report has to fit in one answer of 6 MB (Lambda, "Quotas") beside 0.5 kB for each of 500 members.
 */
export const MAX_OCTETS_FAUTES = { membre: 300_000, depot: 4_000_000 } as const;

/** Invoices per page: by default, and at most. */
export const PAGE = { defaut: 50, maximum: 200 } as const;

/** How long a deposit, its file and its report are kept, in seconds: 400 days. Integrated invoices stay in the archive. */
export const CONSERVATION = 400 * 24 * 60 * 60;

/** Reading a list: how many months one page may open, and the month in which the platform took its first invoice. */
export const LISTES = { moisParPage: 12, premierMois: "2026-01" } as const;
