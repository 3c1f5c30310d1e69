/** What KMS is asked here: to sign, to verify, and to tell about a key. Encryption answers 501. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { operationsOf } from "../checked.ts";
import { AwsError, type JsonOperation, notSupported } from "../json-protocol.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Key } from "./key-store.ts";
import { DIGEST_BYTES, digestOf, isSignatureOf, signDigest } from "./signatures.ts";

const ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256";
/** Bytes of a RAW message: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
const MAX_RAW_MESSAGE = 4096;

const bytes = z.base64().transform((text) => Buffer.from(text, "base64"));

const OneKey = z.strictObject({ KeyId: z.string() });
const Sign = z.strictObject({
  KeyId: z.string(),
  Message: bytes,
  MessageType: z.enum(["RAW", "DIGEST"]).default("RAW"),
  SigningAlgorithm: z.string(),
});
const Verify = Sign.extend({ Signature: bytes });

const operation = operationsOf("KMS");

const digestFor = ({ Message, MessageType }: z.infer<typeof Sign>): Buffer => {
  if (MessageType === "RAW") {
    if (Message.length <= MAX_RAW_MESSAGE) return digestOf(Message);
    throw new AwsError("ValidationException", `A RAW message has at most ${MAX_RAW_MESSAGE} bytes`);
  }
  if (Message.length === DIGEST_BYTES) return Message;
  throw new AwsError("ValidationException", `Digest is invalid length for algorithm ${ALGORITHM}.`);
};

/** Throws the error of AWS when the key is not one that signs. */
const privateKeyOf = ({ arn, enabled, keyUsage, privateKey }: Key, operationName: string): KeyObject => {
  if (!enabled) throw new AwsError("DisabledException", `${arn} is disabled.`);
  if (privateKey) return privateKey;
  throw new AwsError(
    "InvalidKeyUsageException",
    `${arn} key usage is ${keyUsage} which is not valid for ${operationName}.`,
  );
};

const metadata = (key: Key, account: string): object => ({
  AWSAccountId: account,
  KeyId: key.keyId,
  Arn: key.arn,
  CreationDate: key.createdAt / 1000,
  Enabled: key.enabled,
  Description: key.description,
  KeyUsage: key.keyUsage,
  KeyState: key.enabled ? "Enabled" : "Disabled",
  Origin: "AWS_KMS",
  KeyManager: "CUSTOMER",
  CustomerMasterKeySpec: key.keySpec,
  KeySpec: key.keySpec,
  ...(key.privateKey ? { SigningAlgorithms: [ALGORITHM] } : { EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] }),
  MultiRegion: false,
});

export const kmsOperations = (keys: KeyRing, account: string): Readonly<Record<string, JsonOperation>> => {
  const signing = (name: string, keyName: string, algorithm: string): { key: Key; privateKey: KeyObject } => {
    const key = keys.find(keyName);
    const privateKey = privateKeyOf(key, name);
    if (algorithm !== ALGORITHM) throw notSupported("KMS", `${name} with ${algorithm}`);
    return { key, privateKey };
  };

  return {
    Sign: operation("Sign", Sign, (input) => {
      const { key, privateKey } = signing("Sign", input.KeyId, input.SigningAlgorithm);
      const signature = signDigest(privateKey, digestFor(input));
      return { KeyId: key.arn, Signature: signature.toString("base64"), SigningAlgorithm: ALGORITHM };
    }),

    Verify: operation("Verify", Verify, (input) => {
      const { key, privateKey } = signing("Verify", input.KeyId, input.SigningAlgorithm);
      if (!isSignatureOf(createPublicKey(privateKey), digestFor(input), input.Signature)) {
        throw new AwsError("KMSInvalidSignatureException", "The signature does not match the message and the key.");
      }
      return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: ALGORITHM };
    }),

    GetPublicKey: operation("GetPublicKey", OneKey, ({ KeyId }) => {
      const key = keys.find(KeyId);
      const publicKey = createPublicKey(privateKeyOf(key, "GetPublicKey"));
      return {
        KeyId: key.arn,
        PublicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
        CustomerMasterKeySpec: key.keySpec,
        KeySpec: key.keySpec,
        KeyUsage: key.keyUsage,
        SigningAlgorithms: [ALGORITHM],
      };
    }),

    DescribeKey: operation("DescribeKey", OneKey, ({ KeyId }) => ({
      KeyMetadata: metadata(keys.find(KeyId), account),
    })),
  };
};
