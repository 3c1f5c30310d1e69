/** What is known of a table, and the errors of those that are not. */
import { AwsError } from "../json-protocol.ts";
import type { DynaliteTable, KeyElement } from "./dynalite-contract.ts";
import type { Item } from "./values.ts";

export interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
  readonly IndexArn: string;
  readonly IndexStatus: "ACTIVE";
}

export type StreamViewType = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** As `DescribeTable` answers it. */
export interface TableDescription extends DynaliteTable {
  readonly TableArn: string;
  readonly TableId: string;
  /** Seconds since the epoch. */
  readonly CreationDateTime: number;
  readonly TableStatus: "ACTIVE";
  readonly BillingModeSummary: { readonly BillingMode: "PAY_PER_REQUEST" };
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly StreamSpecification?: { readonly StreamEnabled: true; readonly StreamViewType: StreamViewType };
  readonly LatestStreamLabel?: string;
  readonly LatestStreamArn?: string;
}

export interface Table {
  readonly description: TableDescription;
  /** The attribute that holds the instant of expiry, in seconds, where time to live is enabled. */
  readonly timeToLive: string | undefined;
}

export const keyNames = (keySchema: readonly KeyElement[]): readonly string[] =>
  keySchema.map((element) => element.AttributeName);

export const indexesOf = (table: TableDescription): readonly Index[] => table.GlobalSecondaryIndexes ?? [];

export const picked = (names: readonly string[], item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));

export const validationError = (message: string): AwsError => new AwsError("ValidationException", message);

/** What operations on data answer, without the name; those that describe a table give it. */
export const tableNotFound = (): AwsError => new AwsError("ResourceNotFoundException", "Requested resource not found");

export const streamNotFound = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
