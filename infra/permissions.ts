import type { ParameterKey } from "./parameters.ts";
import type { WorkQueueId } from "./queues.ts";
import type { TABLES, TableId } from "./tables.ts";

/** A value that is known only at deployment: a parameter of the stateful stack, or a fact of the stage or of the API. */
export type Source =
  | ParameterKey
  | "api/url"
  | "machines/travaux/arn"
  | "mail/sender"
  | "mail/identity-arn"
  | "mail/configuration-set-arn";

/** Actions on resources: `arn` names the place of the ARN, `suffix` what follows it. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly { readonly arn: Source; readonly suffix?: string }[];
  /** Of IAM: by operator, what each key of the request has to be. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Written out rather than granted by the CDK, whose helpers add `s3:GetObject*`, `s3:List*` or `index/*`. */
const READ_ACTIONS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];

/** No `DeleteItem`: nothing that an invoice has lived through is ever erased; rows with an end leave by time to live. */
const WRITE_ACTIONS = ["dynamodb:PutItem", "dynamodb:UpdateItem"];

type IndexName<Table extends TableId> = (typeof TABLES)[Table]["indexes"][number]["name"];

/** Reads rows by their keys, and searches through the named indexes alone. */
export const readsTable = <Table extends TableId>(
  table: Table,
  ...indexes: readonly IndexName<Table>[]
): Permission => ({
  actions: READ_ACTIONS,
  resources: [
    { arn: `tables/${table}/arn` },
    ...indexes.map((index) => ({ arn: `tables/${table}/arn` as const, suffix: `/index/${index}` })),
  ],
});

/**
 * Reads single rows, those of partitions of that form alone. `ForAllValues` also holds for a request without any key: a
 * `GetItem` always has one (IAM, "Specifying conditions: using condition keys" of DynamoDB).
 */
export const readsRows = (table: TableId, partitions: string): Permission => ({
  actions: ["dynamodb:GetItem"],
  resources: [{ arn: `tables/${table}/arn` }],
  conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [partitions] } },
});

export const writesTable = (table: TableId): Permission => ({
  actions: WRITE_ACTIONS,
  resources: [{ arn: `tables/${table}/arn` }],
});

type BucketId = "depots" | "archive";

/** `prefix` is the folder of the bucket, without slashes; the names under it are digests or random identifiers. */
export const onObjects = (bucket: BucketId, prefix: string, ...actions: readonly string[]): Permission => ({
  actions,
  resources: [{ arn: `buckets/${bucket}/arn`, suffix: `/${prefix}/*` }],
});

/** Without `s3:ListBucket`, S3 answers 403 instead of 404 for a missing object, and absence looks like a fault. */
export const seesAbsence = (bucket: BucketId): Permission => ({
  actions: ["s3:ListBucket"],
  resources: [{ arn: `buckets/${bucket}/arn` }],
});

export const sendsTo = (queue: Extract<WorkQueueId, "intake" | "courriels">): Permission => ({
  actions: ["sqs:SendMessage"],
  resources: [{ arn: `queues/${queue}/arn` }],
});

export const usesTokenKey = (...actions: readonly string[]): Permission => ({
  actions,
  resources: [{ arn: "keys/jetons/arn" }],
});

/** Starts executions; that of a dossier is named after it. */
export const startsExecutions: Permission = {
  actions: ["states:StartExecution"],
  resources: [{ arn: "machines/travaux/arn" }],
};

/** Gives an execution the answer that it waits for, by its token. */
export const answersExecutions: Permission = {
  actions: ["states:SendTaskSuccess"],
  resources: [{ arn: "machines/travaux/arn" }],
};

export const sendsMail: Permission = {
  actions: ["ses:SendEmail"],
  resources: [{ arn: "mail/identity-arn" }, { arn: "mail/configuration-set-arn" }],
};
