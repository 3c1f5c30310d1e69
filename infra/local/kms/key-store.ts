/** The keys of the template: made once, kept in one file each that only its owner may read, never shown. */
import { createHash, createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Clock, Instant } from "../contracts.ts";

const MODULUS_BITS = { RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 } as const;
export const KeySpec = z.enum(["SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096"]);

const KeyFile = z.object({ createdAt: z.number(), privateKey: z.string().optional() });

interface KeyDescription {
  readonly keySpec: z.infer<typeof KeySpec>;
  readonly keyUsage: "SIGN_VERIFY" | "ENCRYPT_DECRYPT";
  readonly enabled: boolean;
  readonly description: string;
}

export interface Key extends KeyDescription {
  readonly keyId: string;
  readonly arn: string;
  readonly createdAt: Instant;
  /** Absent from a symmetric key: the runtime encrypts nothing. */
  readonly privateKey?: KeyObject;
}

const generate = promisify(generateKeyPair);

/**
 * The same resource has the same key id at each start, so no index is needed. The specification takes part: on AWS its
 * change replaces the key.
 */
const keyIdOf = (resource: string, keySpec: string): string => {
  const hex = createHash("sha256").update(`${resource}\n${keySpec}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
};

const privatePem = async (keySpec: KeyDescription["keySpec"]): Promise<string | undefined> => {
  if (keySpec === "SYMMETRIC_DEFAULT") return undefined;
  const { privateKey } = await generate("rsa", { modulusLength: MODULUS_BITS[keySpec] });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
};

/** Written aside and renamed: a crash leaves a whole key or none. */
const writeAtomically = (file: string, content: string): void => {
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
};

export const createKeyStore = (dataDir: string, arnPrefix: string, clock: Clock) => {
  const directory = join(dataDir, "keys");
  mkdirSync(directory, { recursive: true, mode: 0o700 });

  return {
    /** The key of `resource` (a stable name of it), made at its first start. Takes seconds for the longest RSA keys. */
    obtain: async (resource: string, description: KeyDescription): Promise<Key> => {
      const keyId = keyIdOf(resource, description.keySpec);
      const file = join(directory, `${keyId}.json`);
      if (!existsSync(file)) {
        const privateKey = await privatePem(description.keySpec);
        writeAtomically(file, JSON.stringify({ createdAt: clock.now(), privateKey }));
      }
      const { createdAt, privateKey: pem } = KeyFile.parse(JSON.parse(readFileSync(file, "utf8")));
      const key = { ...description, keyId, arn: `${arnPrefix}key/${keyId}`, createdAt };
      return pem === undefined ? key : { ...key, privateKey: createPrivateKey(pem) };
    },
  };
};
export type KeyStore = ReturnType<typeof createKeyStore>;
