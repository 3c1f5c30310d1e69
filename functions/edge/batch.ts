/** The shells of queue and stream functions: each record by itself, failures reported one by one. */
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from "aws-lambda";
import type { Journal } from "#ports/system.ts";

const logged =
  <Record>(journal: Journal, idOf: (record: Record) => string | undefined, handle: (record: Record) => Promise<void>) =>
  async (record: Record): Promise<void> => {
    try {
      await handle(record);
    } catch (error) {
      journal.error("ENREGISTREMENT_EN_ECHEC", {
        id: idOf(record),
        erreur: String(error),
        pile: error instanceof Error ? error.stack : undefined,
      });
      throw error;
    }
  };

/** Messages of a queue, side by side; those that fail come back alone. */
export const makeQueueHandler = (handle: (body: unknown) => Promise<void>, journal: Journal) => {
  const handleRecord = logged<SQSRecord>(
    journal,
    ({ messageId }) => messageId,
    async ({ body }) => handle(JSON.parse(body)),
  );
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const processor = new BatchProcessor(EventType.SQS);
    const response = await processPartialResponse(event, handleRecord, processor, { throwOnFullBatchFailure: false });
    journal.info("LOT_TRAITE", { messages: event.Records.length, echecs: response.batchItemFailures.length });
    return response;
  };
};

/** New images of a stream, in any order: what follows from one event does not depend on another. */
export const makeStreamHandler = (handle: (image: unknown) => Promise<void>, journal: Journal) => {
  const handleRecord = logged<DynamoDBRecord>(
    journal,
    ({ eventID }) => eventID,
    async ({ dynamodb }) => handle(unmarshall((dynamodb?.NewImage ?? {}) as { [name: string]: AttributeValue })),
  );
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const processor = new BatchProcessor(EventType.DynamoDBStreams);
    const response = await processPartialResponse(event, handleRecord, processor, { throwOnFullBatchFailure: false });
    journal.info("LOT_TRAITE", { evenements: event.Records.length, echecs: response.batchItemFailures.length });
    return response;
  };
};
