/** Requests that services make for the platform: by S3, Lambda and EventBridge, outside every function. */
import type { Part, Work } from "./parts.ts";
import { sum } from "./statistics.ts";

export interface ImpliedRequest {
  readonly part: Part;
  readonly what: string;
  /** Per invoice. */
  readonly requests: number;
  readonly charged: "SQS request" | "nothing";
}

/** Queues that feed functions, and who fills each. */
const QUEUES = [
  { reader: "Intake", queue: "intake", filledBy: "S3" },
  { reader: "Courriels", queue: "courriels", filledBy: undefined },
  { reader: "RetoursCourriel", queue: "retours-courriel", filledBy: "EventBridge" },
] as const;

const ofQueue = (work: Work, { queue, filledBy }: (typeof QUEUES)[number]): readonly ImpliedRequest[] => {
  const { part, times, invocations } = work;
  const batches = invocations.length / times;
  const messages = sum(invocations.map((one) => one.messages ?? 0)) / times;
  const request = (what: string, requests: number): ImpliedRequest => ({
    part,
    what,
    requests,
    charged: "SQS request",
  });
  return [
    ...(filledBy === undefined ? [] : [request(`${filledBy} sends to ${queue}`, messages)]),
    request(`Lambda receives from ${queue}`, batches),
    request(`Lambda deletes from ${queue}`, batches),
  ];
};

export const impliedRequests = (works: readonly Work[]): readonly ImpliedRequest[] => [
  ...QUEUES.flatMap((queue) =>
    works
      .filter(({ caller, step }) => caller === queue.reader && step === "upload")
      .flatMap((work) => ofQueue(work, queue)),
  ),
  ...works
    .filter(({ caller }) => caller === "Evenements")
    .map(({ part, invocations, times }) => ({
      part,
      what: "Lambda reads the DynamoDB stream (reads by a trigger are free)",
      requests: invocations.length / times,
      charged: "nothing" as const,
    })),
  ...works
    .filter(({ caller }) => caller === "RetoursCourriel")
    .map(({ part, times, invocations }) => ({
      part,
      what: "SES tells the default event bus (events of AWS services are free)",
      requests: sum(invocations.map((one) => one.messages ?? 0)) / times,
      charged: "nothing" as const,
    })),
];
