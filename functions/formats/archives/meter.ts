/** Counts what really comes out of an archive, and ends its reading as soon as that is too much. */
import { archiveFault } from "#domain/fautes/archive.ts";
import { ARCHIVE_LIMITS } from "#domain/limites/archive.ts";
import { RefusedArchive } from "./entry.ts";

const LIMITS = {
  entries: { code: "ARCHIVE_TROP_D_ENTREES", max: ARCHIVE_LIMITS.entries.max },
  members: { code: "ARCHIVE_TROP_DE_FICHIERS", max: ARCHIVE_LIMITS.members.max },
  bytes: { code: "ARCHIVE_TROP_GROSSE", max: ARCHIVE_LIMITS.unpackedBytes.max },
} as const;

export type Counted = keyof typeof LIMITS;

export interface Meter {
  /** @throws {RefusedArchive} when this makes too many. */
  readonly add: (what: Counted, count: number) => void;
}

/** @param size of the whole archive, in bytes. */
export const makeMeter = (size: number): Meter => {
  const counts: Record<Counted, number> = { entries: 0, members: 0, bytes: 0 };
  const { max: ratio } = ARCHIVE_LIMITS.ratio;
  const explained = Math.max(size * ratio, ARCHIVE_LIMITS.ratioFrom.max);
  return {
    add(what, count) {
      counts[what] += count;
      const { code, max } = LIMITS[what];
      if (counts[what] > max) throw new RefusedArchive(archiveFault(code, { params: { max } }));
      if (counts.bytes > explained) {
        throw new RefusedArchive(archiveFault("ARCHIVE_TROP_COMPRESSEE", { params: { max: ratio } }));
      }
    },
  };
};
