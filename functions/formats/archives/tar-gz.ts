/** Entries of a tar archive (POSIX pax and ustar, GNU) compressed by gzip (RFC 1952). */
import { createGunzip } from "node:zlib";
import { Parser } from "tar/parse";
import type { ReadEntry } from "tar/read-entry";
import { type ArchiveFaultCode, archiveFault } from "#domain/fautes/archive.ts";
import { ARCHIVE_LIMITS } from "#domain/limites/archive.ts";
import { makeCollector } from "./collector.ts";
import type { Entry } from "./entry.ts";
import type { Meter } from "./meter.ts";

/** Bytes handed to the parser at a time: all that it holds besides the member being read. */
const CHUNK = 64 * 1024;

/** Types of entries that are no special files, by the parser's names for them. */
const KINDS: Readonly<Record<string, "file" | "folder" | ArchiveFaultCode>> = {
  File: "file",
  OldFile: "file",
  ContiguousFile: "file",
  Directory: "folder",
  GNUDumpDir: "folder",
  Link: "MEMBRE_LIEN",
  SymbolicLink: "MEMBRE_LIEN",
};

/** Turns the parser, which calls, into one that is asked: it works within `write`, so what it found is there after it. */
class TarReader {
  readonly #meter: Meter;
  readonly #found: Entry[] = [];
  readonly #parser: Parser;
  #failure: unknown;
  #isOver = false;

  constructor(meter: Meter) {
    this.#meter = meter;
    this.#parser = new Parser({
      strict: true,
      maxMetaEntrySize: ARCHIVE_LIMITS.metadataBytes.max,
      // What comes out of gzip is the tar. Were it compressed again, the parser would unpack it unseen by the meter.
      zstd: false,
      brotli: false,
      maxDecompressionRatio: 0,
    });
    this.#parser.on("entry", (entry: ReadEntry) => this.#take(entry));
    this.#parser.on("ignoredEntry", (entry: ReadEntry) => this.#pass(entry));
    this.#parser.on("eof", () => {
      this.#isOver = true;
    });
    this.#parser.on("error", (error: Error) => {
      this.#failure ??= error;
    });
  }

  /** What follows the end of the archive is left alone: the parser would pile it up. */
  write(chunk: Buffer): void {
    if (!this.#isOver) this.#parser.write(chunk);
    if (this.#failure) throw this.#failure;
  }

  end(): void {
    if (!this.#isOver) this.#parser.end();
    if (this.#failure) throw this.#failure;
  }

  /** The entries that are complete since the last call. */
  found(): readonly Entry[] {
    return this.#found.splice(0);
  }

  #take(entry: ReadEntry): void {
    const kind = KINDS[entry.type] ?? "MEMBRE_SPECIAL";
    const collector = makeCollector();
    entry.on("end", () => {
      const isFolder = kind === "folder";
      if (isFolder || kind === "file") this.#add({ name: entry.path, isFolder, read: async () => collector.result() });
      else this.#add({ name: entry.path, isFolder, fault: archiveFault(kind) });
    });
    entry.on("data", (chunk) => collector.add(chunk));
  }

  /** The parser ignores special files, which have a fault, and extended headers that are too long, which have no excuse. */
  #pass({ meta, path, size }: ReadEntry): void {
    if (meta) this.#failure ??= new Error(`an extended header of ${size} bytes`);
    else this.#add({ name: path, isFolder: false, fault: archiveFault("MEMBRE_SPECIAL") });
  }

  /** What is thrown in a call of the parser would be lost in it. */
  #add(entry: Entry): void {
    try {
      this.#meter.add("entries", 1);
      this.#found.push(entry);
    } catch (error) {
      this.#failure ??= error;
    }
  }
}

/** @throws when the archive is damaged at any place: nothing that follows a damage can be trusted. */
export async function* tarGzEntries(bytes: Buffer, meter: Meter): AsyncGenerator<Entry> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  gunzip.end(bytes);
  const reader = new TarReader(meter);
  for await (const chunk of gunzip) {
    meter.add("bytes", chunk.length);
    reader.write(chunk);
    yield* reader.found();
  }
  reader.end();
  yield* reader.found();
}
