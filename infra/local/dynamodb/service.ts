/** DynamoDB and DynamoDB Streams on one machine: dynalite's validation and expressions over our own storage. */
import type { AwsService, LocalContext, StreamSource, TimedSource } from "../contracts.ts";
import { jsonService } from "../json-protocol.ts";
import { createCommit } from "./commit.ts";
import { openDatabase } from "./database.ts";
import { createExpiry } from "./expiry.ts";
import { createTokens } from "./idempotency.ts";
import { pageOperations } from "./page-operations.ts";
import { tableProviders } from "./provider.ts";
import { readOperations } from "./read-operations.ts";
import { createRecords } from "./records.ts";
import { createStore } from "./store.ts";
import { streamOperations } from "./stream-operations.ts";
import { tableOperations } from "./table-operations.ts";
import { createThrottling, type Throttling } from "./throttling.ts";
import { transactionOperations } from "./transactions.ts";
import { writeOperations } from "./write-operations.ts";

export interface DynamoService extends AwsService, StreamSource {
  readonly timed: TimedSource;
  readonly throttling: Pick<Throttling, "plan" | "planned">;
  /** Names of all tables. */
  readonly names: () => readonly string[];
}

/** Throws when another runtime holds the data folder. */
export const createDynamoService = (context: LocalContext): DynamoService => {
  const { account, clock, dataDir, region } = context;
  const database = openDatabase(dataDir);
  const store = createStore(database);
  const records = createRecords(database, clock, region);
  const commit = createCommit(database, store, records);
  const throttling = createThrottling((table) => `arn:aws:dynamodb:${region}:${account}:table/${table}`);
  const operations = throttling.around({
    ...tableOperations(store),
    ...readOperations(store),
    ...pageOperations(store),
    ...writeOperations(store, commit),
    ...transactionOperations(store, commit, createTokens(database, clock)),
    ...streamOperations(store, records),
  });

  return {
    signingName: "dynamodb",
    operations: Object.keys(operations),
    providers: tableProviders(store, context),
    handle: jsonService("DynamoDB", operations),
    timed: createExpiry(store, commit, clock),
    throttling,
    names: store.tableNames,
    read: async (streamArn, sequenceNumber, limit, signal) => {
      store.streamed(streamArn);
      return records.wait(streamArn, Number(sequenceNumber ?? 0), limit, signal);
    },
    stop: async () => database.close(),
  };
};
