/** The regular files of a .tar.gz (POSIX ustar), for a corpus that stays packed. */
import { gunzipSync } from "node:zlib";

const BLOCK = 512;
const REGULAR = new Set(["0", "\0"]);

export interface TarFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const field = (header: Buffer, from: number, length: number): string =>
  header.toString("utf8", from, from + length).split("\0")[0] ?? "";

export function* filesOfTarGz(packed: Uint8Array): Generator<TarFile> {
  const tar = gunzipSync(packed);
  let offset = 0;
  while (offset + BLOCK <= tar.length) {
    const header = tar.subarray(offset, offset + BLOCK);
    const size = Number.parseInt(field(header, 124, 12), 8) || 0;
    const start = offset + BLOCK;
    if (REGULAR.has(header.toString("latin1", 156, 157)) && size > 0) {
      yield { name: field(header, 0, 100), bytes: tar.subarray(start, start + size) };
    }
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
