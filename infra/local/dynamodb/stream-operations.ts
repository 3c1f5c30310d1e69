/** The DynamoDB Streams API, by which operators look into a stream: one shard per stream, never closed. */
import { z } from "zod";
import type { StreamRecord } from "../contracts.ts";
import { AwsError, type JsonOperation, onlyKnown } from "../json-protocol.ts";
import type { Records } from "./records.ts";
import type { Store } from "./store.ts";
import { type TableDescription, validationError } from "./tables.ts";

const SHARD = "shardId-00000000000000000000-00000001";
const MAX_RECORDS = 1000;

const SequenceNumber = z.string().regex(/^\d{21,40}$/);
const Iterator = z.object({ arn: z.string(), after: z.number().int() });

const ListStreams = z.object({ TableName: z.string().optional() });
const DescribeStream = z.object({ StreamArn: z.string() });
const GetShardIterator = z.discriminatedUnion("ShardIteratorType", [
  z.object({ StreamArn: z.string(), ShardId: z.literal(SHARD), ShardIteratorType: z.enum(["TRIM_HORIZON", "LATEST"]) }),
  z.object({
    StreamArn: z.string(),
    ShardId: z.literal(SHARD),
    ShardIteratorType: z.enum(["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"]),
    SequenceNumber,
  }),
]);
const GetRecords = z.object({
  ShardIterator: z.string(),
  Limit: z.number().int().min(1).max(MAX_RECORDS).default(MAX_RECORDS),
});

const parsed = <T>(operation: string, input: object, schema: z.ZodType<T>, known: readonly string[]): T => {
  onlyKnown("DynamoDB Streams", operation, input, known);
  const result = schema.safeParse(input);
  if (!result.success) throw validationError(z.prettifyError(result.error));
  return result.data;
};

const sealed = (iterator: z.infer<typeof Iterator>): string =>
  Buffer.from(JSON.stringify(iterator)).toString("base64url");

const unsealed = (text: string): z.infer<typeof Iterator> => {
  try {
    return Iterator.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch (error) {
    throw new AwsError("ValidationException", `Invalid ShardIterator: ${String(error)}`);
  }
};

const summary = ({ LatestStreamArn, TableName, LatestStreamLabel }: TableDescription) => ({
  StreamArn: LatestStreamArn,
  TableName,
  StreamLabel: LatestStreamLabel,
});

/** As the API shows it, which does not repeat the stream. */
const shown = ({ eventSourceARN: _, ...record }: StreamRecord): object => record;

export const streamOperations = (store: Store, records: Records): Readonly<Record<string, JsonOperation>> => ({
  ListStreams: (input) => {
    const { TableName } = parsed("ListStreams", input, ListStreams, ["TableName"]);
    const found = store
      .streamedTables()
      .filter((description) => (TableName ?? description.TableName) === description.TableName);
    return { Streams: found.map(summary) };
  },
  DescribeStream: (input) => {
    const { StreamArn } = parsed("DescribeStream", input, DescribeStream, ["StreamArn"]);
    const description = store.streamed(StreamArn);
    return {
      StreamDescription: {
        ...summary(description),
        StreamStatus: "ENABLED",
        StreamViewType: description.StreamSpecification?.StreamViewType,
        CreationRequestDateTime: description.CreationDateTime,
        KeySchema: description.KeySchema,
        Shards: [{ ShardId: SHARD, SequenceNumberRange: { StartingSequenceNumber: "0".repeat(21) } }],
      },
    };
  },
  GetShardIterator: (input) => {
    const known = ["StreamArn", "ShardId", "ShardIteratorType", "SequenceNumber"];
    const request = parsed("GetShardIterator", input, GetShardIterator, known);
    const arn = store.streamed(request.StreamArn).LatestStreamArn ?? "";
    const number = "SequenceNumber" in request ? Number(request.SequenceNumber) : 0;
    const after = {
      TRIM_HORIZON: 0,
      LATEST: records.last(arn),
      AT_SEQUENCE_NUMBER: number - 1,
      AFTER_SEQUENCE_NUMBER: number,
    }[request.ShardIteratorType];
    return { ShardIterator: sealed({ arn, after }) };
  },
  GetRecords: (input) => {
    const { ShardIterator, Limit } = parsed("GetRecords", input, GetRecords, ["ShardIterator", "Limit"]);
    const { arn, after } = unsealed(ShardIterator);
    const found = records.after(store.streamed(arn).LatestStreamArn ?? "", after, Limit);
    const last = found.at(-1)?.dynamodb.SequenceNumber;
    return {
      Records: found.map(shown),
      NextShardIterator: sealed({ arn, after: last === undefined ? after : Number(last) }),
    };
  },
});
