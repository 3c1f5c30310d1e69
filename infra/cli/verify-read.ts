/** Takes one file whole, unless it is larger than anything that may be deposited. */
import { createReadStream, readFileSync, statSync } from "node:fs";
import type { Fault } from "#domain/fautes/fault.ts";
import { fileFault } from "#domain/fautes/file.ts";
import { MAX_TAILLE } from "#domain/limites/depot.ts";
import { reasonOf } from "./verify-reasons.ts";
import { STANDARD_INPUT } from "./verify-sources.ts";

const tooLarge = (): Fault => fileFault("FICHIER_DEMESURE", { params: { max: MAX_TAILLE } });

/** For what does not know its length beforehand: standard input, a pipe. */
const collect = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | Fault> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MAX_TAILLE) return tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const take = (path: string, stdin: AsyncIterable<Uint8Array>): Uint8Array | Fault | Promise<Uint8Array | Fault> => {
  if (path === STANDARD_INPUT) return collect(stdin);
  const stats = statSync(path);
  if (!stats.isFile()) return collect(createReadStream(path));
  // Without a thread pool in between, small files come several times faster.
  return stats.size > MAX_TAILLE ? tooLarge() : readFileSync(path);
};

/** Never throws: what cannot be read has a fault that says why. */
export const readSource = async (path: string, stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array | Fault> => {
  try {
    return await take(path, stdin);
  } catch (error) {
    return fileFault("FICHIER_ILLISIBLE", { params: { raison: reasonOf(error) } });
  }
};
