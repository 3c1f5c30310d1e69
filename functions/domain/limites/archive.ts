/** How much of a deposited archive is unpacked before it is refused: limits as data, each with its reason. */
import type { Limit } from "./reading.ts";

/** Counted on what comes out, whatever the headers of the archive declare. */
export const ARCHIVE_LIMITS = {
  members: {
    max: 500,
    unit: "files that may be invoices",
    why: "The portal takes 500 files a deposit; each becomes one message of the queue and one row of the report.",
  },
  entries: {
    max: 2_000,
    unit: "entries of any kind",
    why: "500 files, each in a folder of its own and with the shadow that macOS adds to both, make 2,000.",
  },
  unpackedBytes: {
    max: 120 * 1024 * 1024,
    unit: "bytes",
    why: "Chorus Pro takes 120 Mo a dossier (AIFE 2026 §5.4.1); an invoice has 11 kB, 500 of them 6 Mo.",
  },
  ratio: {
    max: 100,
    unit: "bytes unpacked for each byte of the archive",
    why: "XML of invoices shrinks 5 to 20 times in a ZIP, DEFLATE 1,032 times at most: above 100 it holds no invoices.",
  },
  ratioFrom: {
    max: 10 * 1024 * 1024,
    unit: "bytes unpacked before the ratio counts",
    why: "500 invoices of one seller, alike but for their numbers, shrink 124 times in a tar.gz, to 25 kB; 10 Mo is what any plain file may have.",
  },
  nameLength: {
    max: 256,
    unit: "characters, folders included",
    why: "As long as the name of a deposited file; it is stored with each member and shown in the report.",
  },
  metadataBytes: {
    max: 64 * 1024,
    unit: "bytes of one extended header",
    why: "It carries a long name and dates; the parser keeps it in memory as text.",
  },
} as const satisfies Record<string, Limit>;

/** What is counted over a whole archive. */
export type ArchiveTotals = Readonly<Record<"members" | "entries" | "unpackedBytes", Limit>>;

/** Of an archive that is verified where it lies: its members are judged one by one, nothing is stored or queued for them. */
export const LOCAL_ARCHIVE_TOTALS: ArchiveTotals = {
  members: {
    max: 100_000,
    unit: "files that may be invoices",
    why: "A year of invoices of a large supplier; at 1,000 a second they take two minutes.",
  },
  entries: {
    max: 400_000,
    unit: "entries of any kind",
    why: "Four for each file, as in a deposit.",
  },
  unpackedBytes: {
    max: 3 * 1024 * 1024 * 1024,
    unit: "bytes",
    why: "What the largest archive explains at the greatest ratio: only one member is unpacked at a time.",
  },
};
