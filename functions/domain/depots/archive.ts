/** What an archive says of itself while it is unpacked, whatever its format. */
import type { Fault } from "#domain/fautes/fault.ts";

interface PlaceMembre {
  /** Position among the files that may be invoices, from 1. */
  readonly rang: number;
  /** Name in the archive, folders included, fit to be shown. */
  readonly nomFichier: string;
}

/** One file of an archive: its bytes, or the fault for which it was not unpacked. */
export type MembreArchive = PlaceMembre & ({ readonly bytes: Uint8Array } | { readonly faute: Fault });

/** Why nothing of the archive is integrated. */
export interface RefusArchive {
  readonly refus: Fault;
}

/**
 * Opens an archive; undefined for bytes that are none. Members come one by one, each unpacked when it is asked for.
 * A refusal is the last thing said, and takes back all that was said before. Never throws, whatever the bytes.
 */
export type OpenArchive = (bytes: Uint8Array) => AsyncIterable<MembreArchive | RefusArchive> | undefined;
