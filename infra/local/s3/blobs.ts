/**
 * The bytes of objects, one file per version.
 *
 * A file is written under a name that is never used again and means nothing until the database names it, so that a
 * crash leaves at most a file that nobody knows, and those are removed at start.
 */
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

export interface Blobs {
  /** Answers the name under which the bytes are kept. */
  write(bytes: Buffer): Promise<string>;
  /** Rejects with `ENOENT` when the blob was removed since its name was read. */
  read(name: string, range: ByteRange | undefined): Promise<Buffer>;
  remove(name: string): Promise<void>;
}

const readSlice = async (path: string, { first, last }: ByteRange): Promise<Buffer> => {
  await using file = await open(path);
  const bytes = Buffer.alloc(last - first + 1);
  await file.read(bytes, 0, bytes.length, first);
  return bytes;
};

/** Before anything is served, removes the files that are not in `known`. */
export const openBlobs = (dataDir: string, known: ReadonlySet<string>): Blobs => {
  const directory = join(dataDir, "blobs");
  const pathOf = (name: string): string => join(directory, name);
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory)) if (!known.has(name)) rmSync(pathOf(name));
  return {
    write: async (bytes) => {
      const name = randomUUID();
      await writeFile(pathOf(name), bytes, { flag: "wx" });
      return name;
    },
    read: (name, range) => (range ? readSlice(pathOf(name), range) : readFile(pathOf(name))),
    remove: (name) => rm(pathOf(name), { force: true }),
  };
};
