/** Asking about queues, and emptying one. Queues themselves come from the template alone. */
import { z } from "zod";
import type { Clock, Instant } from "../contracts.ts";
import { AwsError, type JsonOperation } from "../json-protocol.ts";
import { outOfRange } from "./errors.ts";
import type { MessageStore } from "./message-store.ts";
import { operation } from "./operation.ts";
import type { Queue, QueueRegistry } from "./queue-registry.ts";

const PURGE_INTERVAL_MS = 60_000;
const MAX_PAGE = 1000;

const OneQueue = z.strictObject({ QueueUrl: z.string() });
const GetQueueUrl = z.strictObject({ QueueName: z.string() });
const GetQueueAttributes = z.strictObject({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) });
const Page = { MaxResults: z.number().int().optional(), NextToken: z.string().optional() };
const ListQueues = z.strictObject({ QueueNamePrefix: z.string().default(""), ...Page });
const ListDeadLetterSourceQueues = z.strictObject({ QueueUrl: z.string(), ...Page });

/** The token of the next page is the name of the last queue of this one. */
const page = (
  queues: readonly Queue[],
  { MaxResults = MAX_PAGE, NextToken }: { MaxResults?: number | undefined; NextToken?: string | undefined },
): { readonly urls: readonly string[]; readonly NextToken?: string } => {
  if (MaxResults < 1 || MaxResults > MAX_PAGE) throw outOfRange("MaxResults", MaxResults, `between 1 and ${MAX_PAGE}`);
  const rest = queues.filter(({ name }) => NextToken === undefined || name > NextToken);
  const shown = rest.slice(0, MaxResults);
  const last = shown.at(-1);
  return {
    urls: shown.map(({ url }) => url),
    ...(last && rest.length > shown.length ? { NextToken: last.name } : {}),
  };
};

const attributesOf = (
  queue: Queue,
  store: MessageStore,
  now: Instant,
): Readonly<Record<string, string | undefined>> => {
  const { visible, inFlight, delayed } = store.count(queue.name, now);
  const json = (value: object | undefined) => (value === undefined ? undefined : JSON.stringify(value));
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    VisibilityTimeout: String(queue.VisibilityTimeout),
    MaximumMessageSize: String(queue.MaximumMessageSize),
    MessageRetentionPeriod: String(queue.MessageRetentionPeriod),
    DelaySeconds: String(queue.DelaySeconds),
    ReceiveMessageWaitTimeSeconds: String(queue.ReceiveMessageWaitTimeSeconds),
    RedrivePolicy: json(queue.RedrivePolicy),
    RedriveAllowPolicy: json(queue.RedriveAllowPolicy),
  };
};

export const queueOperations = (
  queues: QueueRegistry,
  store: MessageStore,
  clock: Clock,
): Readonly<Record<string, JsonOperation>> => {
  const purgedAt = new Map<string, Instant>();

  return {
    GetQueueUrl: operation("GetQueueUrl", GetQueueUrl, ({ QueueName }) => ({
      QueueUrl: queues.byName(QueueName).url,
    })),

    GetQueueAttributes: operation("GetQueueAttributes", GetQueueAttributes, ({ QueueUrl, AttributeNames }) => {
      const queue = queues.byUrl(QueueUrl);
      const now = clock.now();
      store.removeSentBefore(queue.name, now - queue.MessageRetentionPeriod * 1000);
      const attributes = attributesOf(queue, store, now);
      const unknown = AttributeNames.find((name) => name !== "All" && !Object.hasOwn(attributes, name));
      if (unknown !== undefined) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
      const wanted = Object.entries(attributes).filter(
        ([name]) => AttributeNames.includes("All") || AttributeNames.includes(name),
      );
      return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
    }),

    ListQueues: operation("ListQueues", ListQueues, ({ QueueNamePrefix, ...paging }) => {
      const named = queues.all().filter(({ name }) => name.startsWith(QueueNamePrefix));
      const { urls, ...next } = page(named, paging);
      return urls.length === 0 ? {} : { QueueUrls: urls, ...next };
    }),

    ListDeadLetterSourceQueues: operation(
      "ListDeadLetterSourceQueues",
      ListDeadLetterSourceQueues,
      ({ QueueUrl, ...paging }) => {
        const sources = queues.sourcesOf(queues.byUrl(QueueUrl).arn);
        const { urls, ...next } = page(
          sources.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
          paging,
        );
        return { queueUrls: urls, ...next };
      },
    ),

    PurgeQueue: operation("PurgeQueue", OneQueue, ({ QueueUrl }) => {
      const { name } = queues.byUrl(QueueUrl);
      const now = clock.now();
      if (now - (purgedAt.get(name) ?? Number.NEGATIVE_INFINITY) < PURGE_INTERVAL_MS) {
        throw new AwsError(
          "PurgeQueueInProgress",
          `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
          403,
        );
      }
      purgedAt.set(name, now);
      store.removeAll(name);
      return {};
    }),
  };
};
