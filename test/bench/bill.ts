/** From what a standard invoice did to what AWS charges for: every line by itself. */
import { type Compute, type Duration, gigabyteSecondsOf } from "./compute.ts";
import type { FlowCall, FlowMeasure } from "./flow.ts";
import { impliedRequests } from "./implied.ts";
import type { Part, Work } from "./parts.ts";
import { httpApiRequests, sharedBy, sqsRequests, type Usage } from "./price.ts";
import type { PriceKey } from "./price-list.ts";
import type { Standing } from "./standing.ts";
import { sum } from "./statistics.ts";

/** Invoices of a year today (the field's figure), spread over its months. */
export const INVOICES_PER_MONTH = 78_000_000 / 12;

/**
 * Invoices that share one token, whose life is an hour: systems that deposit send in batches, and one that sends a single
 * invoice pays this many times the token's line.
 */
export const INVOICES_PER_TOKEN = 10;

const HOURS_PER_MONTH = 730;

/** X-Ray's default rule: 5 % of the traces, and one a second, which many invoices a second share. */
const SAMPLED = 0.05;

/** Head of an HTTP answer, in bytes. */
const ANSWER_HEAD_BYTES = 400;

/** `GET` tells how S3 charges: for reading, or like a PUT. */
const S3_PRICES: Readonly<Record<string, PriceKey>> = {
  GetObject: "s3Read",
  HeadObject: "s3Read",
  PutObject: "s3Write",
  PostObject: "s3Write",
};

const SERVICE_PRICES: Readonly<Record<string, (call: FlowCall) => { price: PriceKey; quantity: number } | undefined>> =
  {
    s3: ({ operation }) => ({ price: S3_PRICES[operation] ?? "s3Write", quantity: 1 }),
    sqs: () => ({ price: "sqs", quantity: sqsRequests(0) }),
    kms: () => ({ price: "kms", quantity: 1 }),
    ses: () => ({ price: "mail", quantity: 1 }),
  };

const usage = (what: string, price: PriceKey, quantity: number): readonly Usage[] =>
  quantity > 0 ? [{ what, price, quantity }] : [];

const ofCalls = ({ caller, step, calls, times }: Work): readonly Usage[] => {
  const units = (unit: "readUnits" | "writeUnits"): number => sum(calls.map((call) => call[unit])) / times;
  const single = calls.flatMap((call) => {
    const charged = SERVICE_PRICES[call.service]?.(call);
    return charged ? [{ ...charged, what: `${caller}: ${call.operation}` }] : [];
  });
  const grouped = [...Map.groupBy(single, ({ what, price }) => `${price} ${what}`).values()].flatMap((group) => {
    const [first] = group;
    return first ? usage(first.what, first.price, sum(group.map(({ quantity }) => quantity)) / times) : [];
  });
  return [
    ...usage(`${caller} (${step}): write units`, "dynamoWrite", units("writeUnits")),
    ...usage(`${caller} (${step}): read units`, "dynamoRead", units("readUnits")),
    ...grouped,
  ];
};

const ofCompute = (compute: Compute, duration: Duration): readonly Usage[] => [
  ...usage(`${compute.caller} (${compute.step}): invocations`, "lambdaRequest", compute.invocations),
  ...usage(
    `${compute.caller} (${compute.step}): ${compute[duration].toFixed(0)} ms × ${compute.memoryMegabytes} MB`,
    "lambdaCompute",
    gigabyteSecondsOf(compute, duration),
  ),
];

/** Lines of functions (those of Lambda itself are off but for failures); traces, of which each invocation is taken to begin one. */
const ofInvocations = (works: readonly Work[]): readonly Usage[] => {
  const invocations = sum(works.map((work) => work.invocations.length / work.times));
  const bytes = sum(works.map((work) => sum(work.invocations.map(({ logBytes }) => logBytes)) / work.times));
  return [
    ...usage("lines that the functions print", "logs", bytes),
    ...usage("X-Ray traces, 5 % of them", "xray", invocations * SAMPLED),
  ];
};

export const ofRequests = (answers: readonly number[], accessLogBytes: number): readonly Usage[] => [
  ...usage("requests to the API", "httpApi", sum(answers.map(httpApiRequests))),
  ...usage("access log of the API", "logs", answers.length * accessLogBytes),
  ...usage("answers to the Internet", "transfer", sum(answers.map((bytes) => bytes + ANSWER_HEAD_BYTES))),
];

export interface BillOptions {
  readonly flow: FlowMeasure;
  readonly works: readonly Work[];
  readonly compute: readonly Compute[];
  readonly standing: Standing;
  readonly duration: Duration;
}

/** Usage of one part each time that it happens: per invoice, per token, per e-mail, per sweep. */
export const ofPart = (
  part: Part,
  { works, compute, duration }: Pick<BillOptions, "works" | "compute" | "duration">,
): readonly Usage[] => {
  const own = works.filter((work) => work.part === part);
  return [
    ...own.flatMap(ofCalls),
    ...compute.filter((one) => one.part === part).flatMap((one) => ofCompute(one, duration)),
    ...impliedRequests(own).flatMap(({ what, requests, charged }) =>
      charged === "SQS request" ? usage(what, "sqs", requests) : [],
    ),
    ...ofInvocations(own),
  ];
};

const TOKEN_ANSWER_BYTES = 900;

const prefixed = (prefix: string, lines: readonly Usage[]): readonly Usage[] =>
  lines.map((line) => ({ ...line, what: `${prefix}: ${line.what}` }));

/** What the budget bounds: per standard invoice, everything but storage, further reads and the sending of its e-mail. */
export const invoiceUsage = (options: BillOptions): readonly Usage[] => {
  const { flow, standing } = options;
  const token = [...ofPart("token", options), ...ofRequests([TOKEN_ANSWER_BYTES], standing.accessLogBytes)];
  const sweep = [...ofPart("sweep", options), ...usage("schedule", "scheduler", 1)];
  return [
    ...ofPart("invoice", options),
    ...ofRequests([flow.answerBytes.open, flow.answerBytes.report], standing.accessLogBytes),
    ...prefixed(`token, 1/${INVOICES_PER_TOKEN}`, sharedBy(INVOICES_PER_TOKEN, token)),
    ...prefixed("hourly sweep", sharedBy(INVOICES_PER_MONTH / HOURS_PER_MONTH, sweep)),
    ...prefixed("every month", sharedBy(INVOICES_PER_MONTH, standing.monthly)),
  ];
};

/** Beside the budget: sending the e-mail and recording its arrival. */
export const mailUsage = (options: BillOptions): readonly Usage[] => ofPart("mail", options);
