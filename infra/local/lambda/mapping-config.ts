/** An event source mapping as the template declares it. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { LocalResource, Support } from "../contracts.ts";

export const MAPPING_SUPPORT: Readonly<Record<string, Support>> = {
  FunctionName: "honoured",
  EventSourceArn: "honoured",
  Enabled: "honoured",
  BatchSize: "honoured",
  MaximumBatchingWindowInSeconds: "honoured",
  FunctionResponseTypes: "honoured",
  "ScalingConfig.MaximumConcurrency": "honoured",
  StartingPosition: "honoured",
  BisectBatchOnFunctionError: "honoured",
  MaximumRetryAttempts: "honoured",
  MaximumRecordAgeInSeconds: "honoured",
  "DestinationConfig.OnFailure.Destination": "honoured",
  "FilterCriteria.Filters.*.Pattern": "honoured",
  KmsKeyArn: "accepted",
  MetricsConfig: "accepted",
  ParallelizationFactor: "accepted",
  Tags: "accepted",
};

const Common = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.boolean().default(true),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
});

/** Defaults of `AWS::Lambda::EventSourceMapping`: 10 messages, 100 records, no limit to retries nor to age (-1). */
const QueueMapping = Common.extend({
  EventSourceArn: z.string().startsWith("arn:aws:sqs:"),
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(10),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2).max(1_000) }).optional(),
  FilterCriteria: z.never("the filters of a queue are not supported by the embedded runtime").optional(),
}).refine(
  ({ BatchSize, MaximumBatchingWindowInSeconds }) => BatchSize <= 10 || MaximumBatchingWindowInSeconds >= 1,
  "a BatchSize above 10 needs a MaximumBatchingWindowInSeconds of at least 1",
);

const StreamMapping = Common.extend({
  EventSourceArn: z.string().startsWith("arn:aws:dynamodb:"),
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(100),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().int().min(-1).max(10_000).default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().int().min(-1).max(604_800).default(-1),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Destination: z.string().startsWith("arn:aws:sqs:") }).optional() })
    .optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) }).optional(),
});

interface MappingConfig {
  readonly uuid: string;
  readonly functionName: string;
  readonly sourceArn: string;
  /** What the template says; the API may have said otherwise since. */
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowMs: number;
  /** `ReportBatchItemFailures`. */
  readonly reported: boolean;
}

export interface QueueMappingConfig extends MappingConfig {
  readonly kind: "queue";
  /** Batches at a time; no limit of its own when undefined. */
  readonly concurrency: number | undefined;
}

export interface StreamMappingConfig extends MappingConfig {
  readonly kind: "stream";
  readonly fromLatest: boolean;
  readonly bisect: boolean;
  /** Retries after the first attempt; `Infinity` when AWS says -1. */
  readonly maxRetries: number;
  readonly maxAgeMs: number;
  /** ARN of the queue that is told of what was given up. */
  readonly onFailure: string | undefined;
  readonly patterns: readonly string[];
}

/** The same at every start, as the name of a resource is: what is remembered of the mapping hangs on it. */
const uuidOf = ({ stack, logicalId }: LocalResource): string => {
  const hex = createHash("sha256").update(`${stack}/${logicalId}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
};

const common = (
  resource: LocalResource,
  properties: z.infer<typeof Common> & { BatchSize: number },
): MappingConfig => ({
  uuid: uuidOf(resource),
  functionName: properties.FunctionName,
  sourceArn: properties.EventSourceArn,
  enabled: properties.Enabled,
  batchSize: properties.BatchSize,
  windowMs: properties.MaximumBatchingWindowInSeconds * 1_000,
  reported: properties.FunctionResponseTypes.length > 0,
});

const unlimited = (value: number): number => (value < 0 ? Number.POSITIVE_INFINITY : value);

const readQueue = (resource: LocalResource): QueueMappingConfig => {
  const properties = QueueMapping.parse(resource.properties);
  return {
    ...common(resource, properties),
    kind: "queue",
    concurrency: properties.ScalingConfig?.MaximumConcurrency,
  };
};

const readStream = (resource: LocalResource): StreamMappingConfig => {
  const properties = StreamMapping.parse(resource.properties);
  return {
    ...common(resource, properties),
    kind: "stream",
    fromLatest: properties.StartingPosition === "LATEST",
    bisect: properties.BisectBatchOnFunctionError,
    maxRetries: unlimited(properties.MaximumRetryAttempts),
    maxAgeMs: unlimited(properties.MaximumRecordAgeInSeconds) * 1_000,
    onFailure: properties.DestinationConfig?.OnFailure?.Destination,
    patterns: properties.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
  };
};

/** Reads a `AWS::Lambda::EventSourceMapping` on a queue or on a DynamoDB stream; throws for any other source. */
export const readMapping = (resource: LocalResource): QueueMappingConfig | StreamMappingConfig =>
  Common.parse(resource.properties).EventSourceArn.startsWith("arn:aws:sqs:")
    ? readQueue(resource)
    : readStream(resource);
