/** What optimised integrations add to the answer of a service: how it was transported. */
import { randomUUID } from "node:crypto";
import type { JsonRecord } from "../language/contract.ts";

export const sdkMetadata = (): JsonRecord => {
  const requestId = randomUUID();
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: { "x-amzn-RequestId": [requestId] },
      HttpHeaders: { "x-amzn-RequestId": requestId },
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
};
