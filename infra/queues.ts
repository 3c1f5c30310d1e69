/**
 * All queues: they live in the stateful stack, since a message is data. `impact` is what people meet while messages lie
 * in the queue that must stay empty; it opens the alarm's text.
 */

/** A queue that a function consumes, with its dead-letter queue `<id>-dlq`. */
interface WorkQueueSpec {
  /** At least six times the consumer's timeout, else a slow batch is delivered twice (AWS, "Using Lambda with SQS"). */
  readonly visibilitySeconds: number;
  readonly impact: string;
}

export const WORK_QUEUES = {
  intake: {
    visibilitySeconds: 360,
    impact:
      "Invoices that suppliers have uploaded are neither integrated nor rejected: their deposit stays without report.",
  },
  courriels: {
    visibilitySeconds: 180,
    impact: "Public buyers are not told that an invoice awaits them, so that its legal payment delay does not start.",
  },
  "retours-courriel": {
    visibilitySeconds: 180,
    impact: "The proof that an availability e-mail was accepted or refused is missing from the history of invoices.",
  },
} as const satisfies Record<string, WorkQueueSpec>;

export type WorkQueueId = keyof typeof WORK_QUEUES;

/** Queues that receive only what failed elsewhere than in a queue. */
export const FAILURE_QUEUES = {
  "evenements-echecs": {
    impact: "Some events of invoices were not announced: e-mails to buyers and suppliers are late by up to an hour.",
  },
  "echeances-dlq": {
    impact: "The hourly sweep was not started: lost deposits are not retried and legal deadlines are not recorded.",
  },
} as const satisfies Record<string, { readonly impact: string }>;

export type FailureQueueId = keyof typeof FAILURE_QUEUES;

/** Takes any string, since the keys of a table that is walked are no more than that to TypeScript. */
export const deadLetterId = (queue: string): string => `${queue}-dlq`;
