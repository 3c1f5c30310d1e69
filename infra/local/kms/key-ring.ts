/** Keys and aliases by any of the four names that AWS takes: key id, key ARN, alias, alias ARN. */
import { AwsError } from "../json-protocol.ts";
import type { Key } from "./key-store.ts";

export const createKeyRing = (arnPrefix: string) => {
  const keys = new Map<string, Key>();
  const aliases = new Map<string, string>();

  const notFound = (message: string): AwsError => new AwsError("NotFoundException", message);

  /** Throws `NotFoundException`. */
  const find = (name: string): Key => {
    const local = name.startsWith(arnPrefix) ? name.slice(arnPrefix.length).replace(/^key\//, "") : name;
    const keyId = local.startsWith("alias/") ? aliases.get(local) : local;
    if (keyId === undefined) throw notFound(`Alias ${arnPrefix}${local} is not found.`);
    const key = keys.get(keyId);
    if (!key) throw notFound(`Key '${arnPrefix}key/${keyId}' does not exist`);
    return key;
  };

  return {
    add: (key: Key): void => {
      keys.set(key.keyId, key);
    },
    /** `alias` begins with `alias/`; throws `NotFoundException` when the target is not there. */
    addAlias: (alias: string, target: string): void => {
      aliases.set(alias, find(target).keyId);
    },
    find,
  };
};
export type KeyRing = ReturnType<typeof createKeyRing>;
