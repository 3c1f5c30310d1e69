/** From the bytes of a ZIP or tar.gz archive to its members, one by one, whatever a stranger made of them. */
import type { MembreArchive, OpenArchive, RefusArchive } from "#domain/depots/archive.ts";
import { archiveFault } from "#domain/fautes/archive.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { ARCHIVE_LIMITS, type ArchiveTotals } from "#domain/limites/archive.ts";
import { sniff } from "#formats/sniff.ts";
import { type Entry, RefusedArchive } from "./entry.ts";
import { type Meter, makeMeter } from "./meter.ts";
import { isPassedOver, nameFault, shownName } from "./names.ts";
import { tarGzEntries } from "./tar-gz.ts";
import { zipEntries } from "./zip.ts";

type ReadEntries = (bytes: Buffer, meter: Meter) => AsyncGenerator<Entry>;

/** By what the first bytes are. A plain tar is no archive that is taken. */
const FORMATS: Readonly<Record<string, ReadEntries>> = { zip: zipEntries, gzip: tarGzEntries };

/** "ustar" at 257 (POSIX.1-2017 pax, "ustar Interchange Format"). */
const isTar = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(257, 262)).toString("latin1") === "ustar";

const isArchive = (bytes: Uint8Array): boolean => Object.hasOwn(FORMATS, sniff(bytes).kind) || isTar(bytes);

const isFault = (content: Uint8Array | Fault): content is Fault => !(content instanceof Uint8Array);

const contentOf = async (entry: Entry): Promise<{ bytes: Uint8Array } | { faute: Fault }> => {
  if ("fault" in entry) return { faute: entry.fault };
  const misnamed = nameFault(entry.name);
  if (misnamed) return { faute: misnamed };
  const content = await entry.read();
  if (isFault(content)) return { faute: content };
  return isArchive(content) ? { faute: archiveFault("MEMBRE_ARCHIVE") } : { bytes: content };
};

async function* membersOf(entries: AsyncIterable<Entry>, meter: Meter): AsyncGenerator<MembreArchive> {
  let rang = 0;
  for await (const entry of entries) {
    if (entry.isFolder || isPassedOver(entry.name)) continue;
    rang += 1;
    meter.add("members", 1);
    yield { rang, nomFichier: shownName(entry.name), ...(await contentOf(entry)) };
  }
  if (rang === 0) throw new RefusedArchive(archiveFault("ARCHIVE_VIDE"));
}

const faultOf = (error: unknown): Fault =>
  error instanceof RefusedArchive ? error.fault : archiveFault("ARCHIVE_ILLISIBLE");

async function* untilRefused(members: AsyncIterable<MembreArchive>): AsyncGenerator<MembreArchive | RefusArchive> {
  try {
    yield* members;
  } catch (error) {
    yield { refus: faultOf(error) };
  }
}

export const makeOpenArchive =
  (totals: ArchiveTotals): OpenArchive =>
  (bytes) => {
    const readEntries = FORMATS[sniff(bytes).kind];
    if (!readEntries) return undefined;
    const meter = makeMeter(bytes.length, totals);
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return untilRefused(membersOf(readEntries(whole, meter), meter));
  };

/** Within the limits of a deposit. */
export const openArchive: OpenArchive = makeOpenArchive(ARCHIVE_LIMITS);
