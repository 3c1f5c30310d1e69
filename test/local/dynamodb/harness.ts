/** A DynamoDB of its own for each test: a real server on loopback, the real SDK, a clock that the test moves. */
import { rm } from "node:fs/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDynamoService } from "#infra/local/dynamodb/service.ts";
import { createFront } from "#infra/local/front.ts";
import { contextOf, credentials, newDataDir, START } from "./setting.ts";

const serviceOf = (authorization: string | undefined): string => authorization?.split("/")[3] ?? "";

export const startDynamo = async (dataDir = newDataDir()) => {
  const clock = { instant: START, now: () => clock.instant };
  const service = createDynamoService(contextOf(dataDir, clock));
  const front = createFront(
    [service],
    (request) => ({ service: serviceOf(request.headers["authorization"]) }),
    (line) => console.error(line),
  );
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const address = front.address();
  if (address === null || typeof address === "string") throw new Error("the front has no port");
  const config = { endpoint: `http://127.0.0.1:${address.port}`, region: "eu-west-3", credentials, maxAttempts: 1 };
  const client = new DynamoDBClient(config);
  const streams = new DynamoDBStreamsClient(config);

  const stop = async (): Promise<void> => {
    client.destroy();
    streams.destroy();
    front.closeAllConnections();
    await new Promise((resolve) => front.close(resolve));
    await service.stop();
  };

  return {
    dataDir,
    clock,
    service,
    config,
    client,
    streams,
    doc: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    stop,
    stopAndForget: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export type Dynamo = Awaited<ReturnType<typeof startDynamo>>;
