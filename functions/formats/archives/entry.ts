/** What the readers of formats agree on. */
import type { Fault } from "#domain/fautes/fault.ts";

interface Place {
  /** As the archive says it: hostile until it was checked. */
  readonly name: string;
  readonly isFolder: boolean;
}

interface Readable {
  /** To be asked before the next entry is. */
  readonly read: () => Promise<Uint8Array | Fault>;
}

interface Unreadable {
  /** Why it is not to be unpacked, whatever it holds. */
  readonly fault: Fault;
}

/** One entry of an archive, before anyone has judged its name or its content. */
export type Entry = Place & (Readable | Unreadable);

/** Ends the reading of an archive from however deep inside a parser; it never leaves this folder. */
export class RefusedArchive extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.code);
    this.fault = fault;
  }
}
