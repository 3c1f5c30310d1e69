/** Counts what really comes out of an archive, and ends its reading as soon as that is too much. */
import { archiveFault } from "#domain/fautes/archive.ts";
import { ARCHIVE_LIMITS, type ArchiveTotals } from "#domain/limites/archive.ts";
import { RefusedArchive } from "./entry.ts";

const COUNTS = {
  entries: { code: "ARCHIVE_TROP_D_ENTREES", limit: "entries" },
  members: { code: "ARCHIVE_TROP_DE_FICHIERS", limit: "members" },
  bytes: { code: "ARCHIVE_TROP_GROSSE", limit: "unpackedBytes" },
} as const;

export type Counted = keyof typeof COUNTS;

export interface Meter {
  /** @throws {RefusedArchive} when this makes too many. */
  readonly add: (what: Counted, count: number) => void;
}

/** @param size of the whole archive, in bytes. */
export const makeMeter = (size: number, totals: ArchiveTotals): Meter => {
  const counts: Record<Counted, number> = { entries: 0, members: 0, bytes: 0 };
  const { max: ratio } = ARCHIVE_LIMITS.ratio;
  const explained = Math.max(size * ratio, ARCHIVE_LIMITS.ratioFrom.max);
  return {
    add(what, count) {
      counts[what] += count;
      const { code, limit } = COUNTS[what];
      const { max } = totals[limit];
      if (counts[what] > max) throw new RefusedArchive(archiveFault(code, { params: { max } }));
      if (counts.bytes > explained) {
        throw new RefusedArchive(archiveFault("ARCHIVE_TROP_COMPRESSEE", { params: { max: ratio } }));
      }
    },
  };
};
