import type { ParameterKey } from "./parameters.ts";
import type { WorkQueueId } from "./queues.ts";
import type { TABLES, TableId } from "./tables.ts";

/** A value that is known only at deployment: a parameter of the stateful stack, or a fact of the stage or of the API. */
export type Source =
  | ParameterKey
  | "api/url"
  | "stage/prefix"
  | "machines/travaux/arn"
  | "executions/travaux/arn"
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

/** Partitions of the register of operators' calls (`functions/adapters/aws/keys.ts`). */
const REGISTER = "EXPLOITATION#*";

/** Anywhere but in the register of operators' calls. */
export const writesTable = (table: TableId): Permission => ({
  actions: WRITE_ACTIONS,
  resources: [{ arn: `tables/${table}/arn` }],
  conditions: { "ForAllValues:StringNotLike": { "dynamodb:LeadingKeys": [REGISTER] } },
});

/**
 * Adds lines to the register, and gives a line its outcome: no other attribute of a line can be touched again. That a line
 * is not written over is the condition of the request; IAM cannot ask for one.
 */
export const writesRegister: readonly Permission[] = [
  {
    actions: ["dynamodb:PutItem"],
    resources: [{ arn: "tables/factures/arn" }],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [REGISTER] } },
  },
  {
    actions: ["dynamodb:UpdateItem"],
    resources: [{ arn: "tables/factures/arn" }],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [REGISTER] },
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "issue"] },
    },
  },
];

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

/** Sees executions, redrives them and starts them again. An execution is named after its machine, then by its own name. */
export const operatesExecutions: readonly Permission[] = [
  { actions: ["states:ListExecutions", "states:StartExecution"], resources: [{ arn: "machines/travaux/arn" }] },
  {
    actions: ["states:DescribeExecution", "states:GetExecutionHistory", "states:RedriveExecution"],
    resources: [{ arn: "executions/travaux/arn", suffix: ":*" }],
  },
];

const FAILED_MESSAGES = [
  "queues/intake-dlq/arn",
  "queues/courriels-dlq/arn",
  "queues/retours-courriel-dlq/arn",
] as const satisfies readonly Source[];

const seenOf = (queues: readonly Source[]): Permission => ({
  actions: [
    "sqs:GetQueueUrl",
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:ListMessageMoveTasks",
  ],
  resources: queues.map((arn) => ({ arn })),
});

/** Looks into what was set aside, and gives it back; a move receives, sends and deletes in the caller's name (SQS, "Dead-letter queue redrive"). */
export const operatesDeadLetters: readonly Permission[] = [
  seenOf([...FAILED_MESSAGES, "queues/evenements-echecs/arn", "queues/echeances-dlq/arn"]),
  {
    actions: ["sqs:StartMessageMoveTask", "sqs:DeleteMessage"],
    resources: FAILED_MESSAGES.map((arn) => ({ arn })),
  },
  {
    actions: ["sqs:SendMessage"],
    resources: [{ arn: "queues/intake/arn" }, { arn: "queues/courriels/arn" }, { arn: "queues/retours-courriel/arn" }],
  },
];

export const sendsMail: Permission = {
  actions: ["ses:SendEmail"],
  resources: [{ arn: "mail/identity-arn" }, { arn: "mail/configuration-set-arn" }],
};
