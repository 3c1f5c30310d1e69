/** Entries of a ZIP archive (PKWARE APPNOTE 6.3), from its central directory. */
import { isUtf8 } from "node:buffer";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { fromBufferPromise, getFileNameLowLevel, type Entry as ZipEntry, type ZipFile } from "yauzl";
import { type ArchiveFaultCode, archiveFault } from "#domain/fautes/archive.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { makeCollector } from "./collector.ts";
import { type Entry, RefusedArchive } from "./entry.ts";
import type { Meter } from "./meter.ts";

/** Methods 0 and 8 (APPNOTE 4.4.5): the only ones that ordinary tools write. */
const STORED = 0;
const DEFLATED = 8;

/** Signature of a central directory header, and its bit 11: "the name is UTF-8" (APPNOTE 4.3.12, 4.4.4). */
const CENTRAL_HEADER = 0x02014b50;
const UTF8_NAME = 0x800;

/** Unix file types, in the high half of the external attributes: 0 where the archive was not made on Unix. */
const fileType = ({ externalFileAttributes }: ZipEntry): number => (externalFileAttributes >>> 16) & 0o170000;
const ORDINARY: ReadonlySet<number> = new Set([0, 0o100000, 0o040000]);
const SYMBOLIC_LINK = 0o120000;

const REFUSALS: readonly { readonly code: ArchiveFaultCode; readonly applies: (entry: ZipEntry) => boolean }[] = [
  { code: "MEMBRE_CHIFFRE", applies: (entry) => entry.isEncrypted() },
  { code: "MEMBRE_LIEN", applies: (entry) => fileType(entry) === SYMBOLIC_LINK },
  { code: "MEMBRE_SPECIAL", applies: (entry) => !ORDINARY.has(fileType(entry)) },
  {
    code: "MEMBRE_COMPRESSION_INCONNUE",
    applies: ({ compressionMethod }) => compressionMethod !== STORED && compressionMethod !== DEFLATED,
  },
];

/** macOS writes UTF-8 without saying so; what is not UTF-8 is code page 437, as the format has it (APPNOTE, appendix D). */
const nameOf = ({ fileNameRaw, generalPurposeBitFlag, extraFields }: ZipEntry): string =>
  getFileNameLowLevel(generalPurposeBitFlag | (isUtf8(fileNameRaw) ? UTF8_NAME : 0), fileNameRaw, extraFields, true);

const readMember = async (zip: ZipFile, entry: ZipEntry, meter: Meter): Promise<Uint8Array | Fault> => {
  const collector = makeCollector();
  let length = 0;
  let checksum = 0;
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      meter.add("bytes", chunk.length);
      collector.add(chunk);
      if (collector.isOverfull()) throw new Error("nothing more is wanted of this member");
      length += chunk.length;
      checksum = crc32(chunk, checksum);
    }
  };
  try {
    const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    await (entry.compressionMethod === DEFLATED ? pipeline(raw, createInflateRaw(), take) : pipeline(raw, take));
  } catch (error) {
    if (error instanceof RefusedArchive) throw error;
    if (!collector.isOverfull()) return archiveFault("MEMBRE_ILLISIBLE");
  }
  const isWhole = length === entry.uncompressedSize && checksum === entry.crc32;
  return isWhole || collector.isOverfull() ? collector.result() : archiveFault("MEMBRE_ILLISIBLE");
};

/** Entries that the directory does not count would be seen by other tools, and not by this one. */
const refuseUncounted = (bytes: Buffer, end: number): void => {
  if (end + 4 <= bytes.length && bytes.readUInt32LE(end) === CENTRAL_HEADER) {
    throw new Error("the directory holds more entries than it counts");
  }
};

/** @throws whatever the parser throws when the directory cannot be read; a member that cannot be is its own fault. */
export async function* zipEntries(bytes: Buffer, meter: Meter): AsyncGenerator<Entry> {
  // Names are checked one by one, and sizes against what comes out: the parser would refuse the whole archive instead.
  const zip = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
  for await (const entry of zip.eachEntry()) {
    meter.add("entries", 1);
    const name = nameOf(entry);
    const refusal = REFUSALS.find(({ applies }) => applies(entry));
    yield {
      name,
      isFolder: name.endsWith("/"),
      ...(refusal ? { fault: archiveFault(refusal.code) } : { read: () => readMember(zip, entry, meter) }),
    };
  }
  refuseUncounted(bytes, Number(zip.readEntryCursor));
}
