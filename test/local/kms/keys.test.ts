import { createHash, createPublicKey, verify } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeKeyCommand,
  EncryptCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  type SignCommandInput,
  VerifyCommand,
} from "@aws-sdk/client-kms";
import { jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { createKmsService } from "#infra/local/kms/service.ts";
import { createClock, startEmulator, temporaryDirectory } from "../sqs/emulator.ts";

const KEY = "AWS::KMS::Key";
const RSA = { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" };
const SigningAlgorithm = "RSASSA_PKCS1_V1_5_SHA_256";
const MESSAGE = Buffer.from("en-tête.charge");

const startKms = async (dataDir: string, clock = createClock()) => {
  const emulator = await startEmulator(dataDir, createKmsService, clock);
  const kms = new KMSClient(emulator.client);
  return {
    ...emulator,
    kms,
    sign: (KeyId: string, input: Partial<SignCommandInput> = {}) =>
      kms.send(new SignCommand({ KeyId, Message: MESSAGE, SigningAlgorithm, ...input })),
    publicKey: async (KeyId: string) => {
      const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }));
      return createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
    },
  };
};

describe("a signing key of the template", () => {
  it("signs what its public key verifies, a message or its digest alike", async () => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    const { ref } = await given.create(KEY, "Jetons", RSA);
    const raw = await given.sign(ref);
    const digest = createHash("sha256").update(MESSAGE).digest();
    const digested = await given.sign(ref, { Message: digest, MessageType: "DIGEST" });

    // PKCS #1 v1.5 signatures are deterministic (RFC 8017, 8.2).
    expect(digested.Signature).toEqual(raw.Signature);
    expect(verify("sha256", MESSAGE, await given.publicKey(ref), raw.Signature ?? Buffer.alloc(0))).toBe(true);
  });

  it("signs tokens that a library for JSON Web Tokens accepts", async () => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    const { ref } = await given.create(KEY, "Jetons", RSA);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const content = `${part({ alg: "RS256", kid: ref })}.${part({ sub: "compte" })}`;
    const { Signature = new Uint8Array() } = await given.sign(ref, { Message: Buffer.from(content) });
    const token = `${content}.${Buffer.from(Signature).toString("base64url")}`;
    const { payload } = await jwtVerify(token, await given.publicKey(ref));
    expect(payload.sub).toBe("compte");
  });

  it("is found by its id, its ARN, an alias and the alias's ARN", async () => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    const { ref, attributes } = await given.create(KEY, "Jetons", RSA);
    const alias = await given.create("AWS::KMS::Alias", "Alias", { AliasName: "alias/jetons", TargetKeyId: ref });
    expect(attributes).toEqual({ KeyId: ref, Arn: `arn:aws:kms:eu-west-3:000000000000:key/${ref}` });
    expect(alias.ref).toBe("alias/jetons");

    const names = [ref, attributes["Arn"], "alias/jetons", "arn:aws:kms:eu-west-3:000000000000:alias/jetons"];
    for (const KeyId of names) {
      const { KeyMetadata } = await given.kms.send(new DescribeKeyCommand({ KeyId }));
      expect(KeyMetadata).toMatchObject({ KeyId: ref, Arn: attributes["Arn"], KeySpec: "RSA_2048", Enabled: true });
    }
  });

  it("is the same after a restart, in a file that only its owner may read", async () => {
    using dir = temporaryDirectory();
    const before = await startKms(dir.path);
    const first = await before.create(KEY, "Jetons", RSA);
    const { Signature } = await before.sign(first.ref);
    await before[Symbol.asyncDispose]();

    await using after = await startKms(dir.path);
    const second = await after.create(KEY, "Jetons", RSA);
    expect(second).toEqual(first);
    expect((await after.sign(second.ref)).Signature).toEqual(Signature);
    const files = readdirSync(join(dir.path, "keys"));
    expect(files).toHaveLength(1);
    expect(statSync(join(dir.path, "keys", files[0] ?? "")).mode & 0o777).toBe(0o600);
  });

  it("is another one when its specification changes, as on AWS", async () => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    const small = await given.create(KEY, "Jetons", RSA);
    const large = await given.create(KEY, "Jetons", { ...RSA, KeySpec: "RSA_4096" });
    expect(large.ref).not.toBe(small.ref);
    const { Signature } = await given.sign(large.ref);
    expect(Signature).toHaveLength(512);
  });

  it("verifies signatures, and names those that are not", async () => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    const { ref } = await given.create(KEY, "Jetons", RSA);
    const { Signature } = await given.sign(ref);
    const check = (Message: Buffer, signature: Uint8Array | undefined) =>
      given.kms.send(new VerifyCommand({ KeyId: ref, Message, SigningAlgorithm, Signature: signature }));
    expect(await check(MESSAGE, Signature)).toMatchObject({ SignatureValid: true });
    const invalid = { name: "KMSInvalidSignatureException" };
    await expect(check(Buffer.from("other"), Signature)).rejects.toMatchObject(invalid);
    await expect(check(MESSAGE, Buffer.alloc(256))).rejects.toMatchObject(invalid);
  });
});

describe("the key service refuses", () => {
  it.each([
    ["a key that is not there", "absent", {}, "NotFoundException"],
    ["an alias that is not there", "alias/absent", {}, "NotFoundException"],
    ["a raw message over 4096 bytes", "rsa", { Message: Buffer.alloc(4097) }, "ValidationException"],
    ["a digest of another length", "rsa", { Message: Buffer.alloc(20), MessageType: "DIGEST" }, "ValidationException"],
    ["to sign with a symmetric key", "symmetric", {}, "InvalidKeyUsageException"],
    ["to sign with a disabled key", "disabled", {}, "DisabledException"],
    ["another algorithm", "rsa", { SigningAlgorithm: "RSASSA_PSS_SHA_256" }, "NotImplemented"],
    ["an option that it does not know", "rsa", { DryRun: true }, "NotImplemented"],
  ] as const)("%s", async (_, which, input, name) => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    const keys = new Map([
      ["rsa", await given.create(KEY, "Rsa", RSA)],
      ["symmetric", await given.create(KEY, "Symmetric", {})],
      ["disabled", await given.create(KEY, "Disabled", { ...RSA, Enabled: false })],
    ]);
    await expect(given.sign(keys.get(which)?.ref ?? which, input)).rejects.toMatchObject({ name });
  });

  it("to encrypt, with 501 and the operation's name", async () => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    const { ref } = await given.create(KEY, "Symmetric", {});
    const encrypt = given.kms.send(new EncryptCommand({ KeyId: ref, Plaintext: MESSAGE }));
    await expect(encrypt).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("Encrypt"),
      $metadata: { httpStatusCode: 501 },
    });
  });

  it.each([
    ["an elliptic-curve key", { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }],
    ["an RSA key that encrypts", { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }],
  ])("%s in a template", async (_, properties) => {
    using dir = temporaryDirectory();
    await using given = await startKms(dir.path);
    await expect(given.create(KEY, "Key", properties)).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("Test/Key"),
    });
  });
});
