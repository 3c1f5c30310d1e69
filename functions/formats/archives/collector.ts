import { archiveFault } from "#domain/fautes/archive.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";

export interface Collector {
  readonly add: (chunk: Uint8Array) => void;
  /** More came than one invoice may have: nothing of it is kept any more. */
  readonly isOverfull: () => boolean;
  readonly result: () => Uint8Array | Fault;
}

/** The bytes of one member as they come, while they are no more than those of one invoice. */
export const makeCollector = (): Collector => {
  const { max } = READING_LIMITS.fileBytes;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const isOverfull = (): boolean => length > max;
  return {
    isOverfull,
    add(chunk) {
      length += chunk.length;
      if (isOverfull()) chunks.length = 0;
      else chunks.push(chunk);
    },
    result: () => (isOverfull() ? archiveFault("MEMBRE_TROP_GROS", { params: { max } }) : Buffer.concat(chunks)),
  };
};
