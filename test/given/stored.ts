/** What a platform has stored, read with the SDK: rows, objects, messages. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parameterName } from "#infra/naming.ts";
import type { ParameterKey } from "#infra/parameters.ts";

/** Where an SDK client finds the platform. */
export interface AwsPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const Row = z.looseObject({ pk: z.string(), sk: z.string() });
export type Row = z.infer<typeof Row>;

interface StoredObject {
  readonly key: string;
  readonly versionId: string;
}

export interface Stored {
  readonly rows: readonly Row[];
  readonly uploads: readonly StoredObject[];
  readonly archive: readonly StoredObject[];
  readonly queues: readonly { readonly name: string; readonly messages: number }[];
}

const MESSAGE_COUNTS = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

const readRows = async (place: AwsPlace, TableName: string): Promise<readonly Row[]> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(place));
  const rows: Row[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    rows.push(...Items.map((item) => Row.parse(item)));
  return rows;
};

const storedObject = ({ Key, VersionId }: ObjectVersion): StoredObject => {
  if (Key === undefined || VersionId === undefined) throw new Error("an object version has no key or no id");
  return { key: Key, versionId: VersionId };
};

const readVersions = async (place: AwsPlace, Bucket: string): Promise<readonly StoredObject[]> => {
  const client = new S3Client(place);
  const versions: StoredObject[] = [];
  let next: Pick<ListObjectVersionsCommandInput, "KeyMarker" | "VersionIdMarker"> | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await client.send(new ListObjectVersionsCommand({ Bucket, ...next }));
    versions.push(...(page.Versions ?? []).map(storedObject));
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  return versions;
};

/** Every queue with all the messages that it holds: visible, in flight and delayed. */
export const readQueues = async (place: AwsPlace): Promise<Stored["queues"]> => {
  const client = new SQSClient(place);
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  return Promise.all(
    QueueUrls.map(async (QueueUrl) => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...MESSAGE_COUNTS] }),
      );
      const messages = MESSAGE_COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
      return { name: QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1), messages };
    }),
  );
};

export const readStored = async (place: AwsPlace): Promise<Stored> => {
  const ssm = new SSMClient(place);
  const parameter = async (key: ParameterKey): Promise<string> => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameterName("local", key) }));
    return z.string().parse(Parameter?.Value);
  };
  return {
    rows: await readRows(place, await parameter("tables/factures/name")),
    uploads: await readVersions(place, await parameter("buckets/depots/name")),
    archive: await readVersions(place, await parameter("buckets/archive/name")),
    queues: await readQueues(place),
  };
};
