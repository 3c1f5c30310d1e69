/** What the template may say of keys. */
import { z } from "zod";
import { checkedProperties } from "../checked.ts";
import type { LocalResource, ResourceProvider } from "../contracts.ts";
import { notSupported } from "../json-protocol.ts";
import type { KeyRing } from "./key-ring.ts";
import { KeySpec, type KeyStore } from "./key-store.ts";

const KeyProperties = z.object({
  KeySpec: KeySpec.default("SYMMETRIC_DEFAULT"),
  KeyUsage: z.enum(["SIGN_VERIFY", "ENCRYPT_DECRYPT"]).default("ENCRYPT_DECRYPT"),
  Enabled: z.boolean().default(true),
  Description: z.string().default(""),
});
const AliasProperties = z.object({ AliasName: z.string().startsWith("alias/"), TargetKeyId: z.string() });

const keyDescription = (resource: LocalResource) => {
  const properties = checkedProperties(resource, KeyProperties);
  const { KeySpec: keySpec, KeyUsage: keyUsage, Enabled: enabled, Description: description } = properties;
  if ((keySpec === "SYMMETRIC_DEFAULT") !== (keyUsage === "ENCRYPT_DECRYPT")) {
    throw notSupported("KMS", `${resource.stack}/${resource.logicalId}: a ${keySpec} key for ${keyUsage}`);
  }
  return { keySpec, keyUsage, enabled, description };
};

export const kmsProviders = (store: KeyStore, keys: KeyRing): readonly ResourceProvider[] => [
  {
    type: "AWS::KMS::Key",
    properties: {
      Description: "honoured",
      Enabled: "honoured",
      KeySpec: "honoured",
      KeyUsage: "honoured",
      EnableKeyRotation: "accepted",
      KeyPolicy: "accepted",
      MultiRegion: "accepted",
      PendingWindowInDays: "accepted",
      RotationPeriodInDays: "accepted",
      Tags: "accepted",
    },
    create: async (resource) => {
      const key = await store.obtain(`${resource.stack}/${resource.logicalId}`, keyDescription(resource));
      keys.add(key);
      return { ref: key.keyId, attributes: { Arn: key.arn, KeyId: key.keyId } };
    },
  },
  {
    type: "AWS::KMS::Alias",
    properties: { AliasName: "honoured", TargetKeyId: "honoured" },
    create: async (resource) => {
      const { AliasName, TargetKeyId } = checkedProperties(resource, AliasProperties);
      keys.addAlias(AliasName, TargetKeyId);
      return { ref: AliasName, attributes: {} };
    },
  },
];
