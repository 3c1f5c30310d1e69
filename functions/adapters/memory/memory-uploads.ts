import type { MembreArchive } from "#domain/depots/archive.ts";
import type { Archive, Uploads } from "#ports/uploads.ts";

export interface MemoryBucket extends Uploads, Archive {
  /** What an upload through the form does; gives the version. */
  upload(depot: string, bytes: Uint8Array): string;
  readonly archived: ReadonlyMap<string, Uint8Array>;
}

export const memoryBucket = (expireLe: string): MemoryBucket => {
  const versions = new Map<string, Uint8Array[]>();
  const membres = new Map<string, MembreArchive>();
  const archived = new Map<string, Uint8Array>();
  return {
    archived,
    upload(depot, bytes) {
      const all = [...(versions.get(depot) ?? []), bytes];
      versions.set(depot, all);
      return `v${all.length}`;
    },
    presign: async (depot, taille) => ({
      url: "http://memory.invalid/",
      champs: { key: depot, taille: String(taille) },
      expireLe,
    }),
    async read(depot, versionId) {
      const bytes = versions.get(depot)?.[Number(versionId.slice(1)) - 1];
      if (!bytes) throw new Error(`depot ${depot} has no version ${versionId}`);
      return bytes;
    },
    async storedVersion(depot) {
      const all = versions.get(depot);
      return all && `v${all.length}`;
    },
    async storeMembre(depot, membre) {
      membres.set(`${depot}/${membre.rang}`, membre);
    },
    async readMembre(depot, rang) {
      const membre = membres.get(`${depot}/${rang}`);
      if (!membre) throw new Error(`depot ${depot} has no member ${rang}`);
      return membre;
    },
    async keep(sha256, bytes) {
      if (!archived.has(sha256)) archived.set(sha256, bytes);
    },
  };
};
