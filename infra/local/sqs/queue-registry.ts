/** The queues that the template declares, found by name, URL or ARN. */
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Instant, LocalContext } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import { invalidParameter, queueDoesNotExist } from "./errors.ts";

const integer = (minimum: number, maximum: number, fallback: number) =>
  z.coerce.number().int().min(minimum).max(maximum).default(fallback);

/** Ranges and defaults of https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const QueueProperties = z.object({
  QueueName: z
    .string()
    .regex(/^[\w-]{1,80}$/, "a queue name has 1 to 80 letters, digits, hyphens or underscores")
    .optional(),
  DelaySeconds: integer(0, 900, 0),
  MaximumMessageSize: integer(1024, 1_048_576, 1_048_576),
  MessageRetentionPeriod: integer(60, 1_209_600, 345_600),
  ReceiveMessageWaitTimeSeconds: integer(0, 20, 0),
  VisibilityTimeout: integer(0, 43_200, 30),
  RedrivePolicy: z
    .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().min(1).max(1000) })
    .optional(),
  RedriveAllowPolicy: z
    .strictObject({
      redrivePermission: z.enum(["allowAll", "denyAll", "byQueue"]),
      sourceQueueArns: z.array(z.string()).max(10).optional(),
    })
    .optional(),
});

export interface Queue extends z.infer<typeof QueueProperties> {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly createdAt: Instant;
  /** When this run declared it: the template is applied anew at each start. */
  readonly modifiedAt: Instant;
}

export interface QueueRegistry {
  /** Declares a queue, or declares it anew; messages that an earlier run left under its name are found again. */
  declare(name: string, properties: z.infer<typeof QueueProperties>): Queue;
  all(): readonly Queue[];
  /** These three throw `QueueDoesNotExist`. */
  byName(name: string): Queue;
  byUrl(url: string): Queue;
  byArn(arn: string): Queue;
  findArn(arn: string): Queue | undefined;
  /** The queues whose dead letters go to `arn`. */
  sourcesOf(arn: string): readonly Queue[];
}

const mayUseDeadLetterQueue = (deadLetters: Queue, sourceArn: string): boolean => {
  const { redrivePermission, sourceQueueArns = [] } = deadLetters.RedriveAllowPolicy ?? {
    redrivePermission: "allowAll",
  };
  const permissions = { allowAll: true, denyAll: false, byQueue: sourceQueueArns.includes(sourceArn) };
  return permissions[redrivePermission];
};

export const createQueueRegistry = (
  database: DatabaseSync,
  { account, region, urls, clock }: Pick<LocalContext, "account" | "region" | "urls" | "clock">,
): QueueRegistry => {
  const queues = new Map<string, Queue>();
  const remember = database.prepare("INSERT INTO queues (name, createdAt) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const creation = database.prepare("SELECT createdAt FROM queues WHERE name = ?");
  const arnPrefix = `arn:aws:sqs:${region}:${account}:`;

  const found = (queue: Queue | undefined): Queue => {
    if (!queue) throw queueDoesNotExist();
    return queue;
  };
  const findArn = (arn: string) => (arn.startsWith(arnPrefix) ? queues.get(arn.slice(arnPrefix.length)) : undefined);

  const checkRedrivePolicy = (arn: string, deadLetterArn: string): void => {
    const target = findArn(deadLetterArn);
    const reason = !target
      ? "Dead letter target does not exist"
      : "Dead letter target does not allow this queue in its RedriveAllowPolicy";
    if (!target || !mayUseDeadLetterQueue(target, arn)) {
      throw invalidParameter(
        `Value ${deadLetterArn} for parameter RedrivePolicy of ${arn} is invalid. Reason: ${reason}.`,
      );
    }
  };

  return {
    declare: (name, properties) => {
      const arn = arnPrefix + name;
      if (properties.RedrivePolicy) checkRedrivePolicy(arn, properties.RedrivePolicy.deadLetterTargetArn);
      remember.run(name, clock.now());
      const { createdAt } = z.object({ createdAt: z.number() }).parse(creation.get(name));
      const url = `${urls.aws}/${account}/${name}`;
      const queue: Queue = { ...properties, name, arn, url, createdAt, modifiedAt: clock.now() };
      queues.set(name, queue);
      return queue;
    },
    all: () => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    byName: (name) => found(queues.get(name)),
    byUrl: (url) => {
      // The port, thus the host, may have changed since the caller learned the URL: only its path is the queue's.
      const [urlAccount, name, ...rest] = URL.parse(url)?.pathname.split("/").slice(1) ?? [];
      if (urlAccount === undefined || name === undefined || rest.length > 0) {
        throw new AwsError("InvalidAddress", `The address ${url} is not valid for this endpoint.`);
      }
      return found(urlAccount === account ? queues.get(name) : undefined);
    },
    byArn: (arn) => found(findArn(arn)),
    findArn,
    sourcesOf: (arn) => [...queues.values()].filter((queue) => queue.RedrivePolicy?.deadLetterTargetArn === arn),
  };
};
