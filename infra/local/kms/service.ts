/** KMS on one machine: RSA keys that sign. */
import type { AwsService, LocalContext } from "../contracts.ts";
import { jsonService } from "../json-protocol.ts";
import { createKeyRing } from "./key-ring.ts";
import { createKeyStore } from "./key-store.ts";
import { kmsOperations } from "./operations.ts";
import { kmsProviders } from "./providers.ts";

export const createKmsService = ({ dataDir, clock, region, account }: LocalContext): AwsService => {
  const arnPrefix = `arn:aws:kms:${region}:${account}:`;
  const keys = createKeyRing(arnPrefix);
  const operations = kmsOperations(keys, account);

  return {
    signingName: "kms",
    operations: Object.keys(operations),
    providers: kmsProviders(createKeyStore(dataDir, arnPrefix, clock), keys),
    handle: jsonService("KMS", operations),
    stop: async () => {},
  };
};
