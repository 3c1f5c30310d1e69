import type { MembreArchive } from "#domain/depots/archive.ts";

/** How a file gets in without passing through the API: a form that the storage accepts by itself. */
export interface UploadForm {
  readonly url: string;
  /** Form fields to send before the file, in order. */
  readonly champs: Readonly<Record<string, string>>;
  /** Instant after which the form is refused, ISO 8601 UTC. */
  readonly expireLe: string;
}

export interface Uploads {
  /** A form that takes exactly one file of exactly this size for this deposit. */
  presign(depot: string, taille: number): Promise<UploadForm>;
  /** The bytes of that version. Throws when storage does not answer; the version exists, since an event named it. */
  read(depot: string, versionId: string): Promise<Uint8Array>;
  /** The version that is stored for this deposit, if any. */
  storedVersion(depot: string): Promise<string | undefined>;
  /** Keeps a member of the deposit's archive, or the fault that it has instead. Repeating it changes nothing. */
  storeMembre(depot: string, membre: MembreArchive): Promise<void>;
  /** A member that was stored. Throws when storage does not answer. */
  readMembre(depot: string, rang: number): Promise<MembreArchive>;
}

/** Where the bytes of integrated invoices stay for ten years, under their digest. */
export interface Archive {
  /** Stores the bytes unless they are there. */
  keep(sha256: string, bytes: Uint8Array): Promise<void>;
}

/** Wakes the intake. */
export interface IntakeQueue {
  /** For an upload whose event seems lost. */
  requeue(depot: string, versionId: string): Promise<void>;
  /** For stored members of the deposit's archive, each by itself. */
  enqueueMembres(depot: string, rangs: readonly number[]): Promise<void>;
}
