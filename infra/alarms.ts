import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { ALARM_PERIOD, type AlarmSpec } from "./constructs/alarms.ts";
import type { ServiceFunction } from "./constructs/service-function.ts";
import type { ServiceMachine } from "./constructs/state-machine.ts";
import type { Trigger } from "./functions.ts";
import { physicalName } from "./naming.ts";
import { deadLetterId, FAILURE_QUEUES, WORK_QUEUES } from "./queues.ts";
import type { Stade } from "./stade.ts";

/** Someone waits for the answer of these: a throttled call is a refused call, while a queue only waits. */
const SYNCHRONOUS: ReadonlySet<Trigger["kind"]> = new Set(["http", "authorizer"]);

const STREAM_AGE_MS = 5 * 60_000;
/** Above two visibility delays, so that a message retried once does not ring. */
const INTAKE_AGE_SECONDS = 15 * 60;
/** Ninety-ninth percentile; the slowest use cases wait for one signature, one transaction or the verdict on 4 Mo. */
const API_LATENCY_MS = 3_000;

export const functionAlarms = ({ spec, function: lambda }: ServiceFunction): readonly AlarmSpec[] => {
  const { id, impact } = spec;
  const errors: AlarmSpec = {
    id: `${id}-Errors`,
    impact,
    metric: lambda.metricErrors({ period: ALARM_PERIOD }),
    threshold: 1,
  };
  const throttles: AlarmSpec = {
    id: `${id}-Throttles`,
    impact,
    metric: lambda.metricThrottles({ period: ALARM_PERIOD }),
    threshold: 1,
  };
  const age: AlarmSpec = {
    id: `${id}-IteratorAge`,
    impact,
    metric: lambda.metric("IteratorAge", { period: ALARM_PERIOD, statistic: Stats.MAXIMUM }),
    threshold: STREAM_AGE_MS,
  };
  return [
    errors,
    ...(SYNCHRONOUS.has(spec.trigger.kind) ? [throttles] : []),
    ...(spec.trigger.kind === "stream" ? [age] : []),
  ];
};

/** A redrive or a restart, by ops, is the only thing that brings a failed execution on: none fails without ringing. */
export const machineAlarms = ({ id, spec: { impact }, machine }: ServiceMachine): readonly AlarmSpec[] => {
  const options = { period: ALARM_PERIOD, statistic: Stats.SUM };
  const watched = {
    ExecutionsFailed: machine.metricFailed(options),
    ExecutionsTimedOut: machine.metricTimedOut(options),
    ExecutionThrottled: machine.metricThrottled(options),
  };
  return Object.entries(watched).map(([name, metric]) => ({ id: `${id}-${name}`, impact, metric, threshold: 1 }));
};

export const queueAlarms = (stade: Stade): readonly AlarmSpec[] => [
  ...Object.entries(WORK_QUEUES).map(([id, { impact }]) => notEmpty(stade, deadLetterId(id), impact)),
  ...Object.entries(FAILURE_QUEUES).map(([id, { impact }]) => notEmpty(stade, id, impact)),
  {
    id: "intake-Age",
    impact: "Suppliers wait more than a quarter of an hour for the report of their deposit.",
    metric: queueMetric(stade, "intake", "ApproximateAgeOfOldestMessage"),
    threshold: INTAKE_AGE_SECONDS,
  },
];

export const apiAlarms = (api: HttpApi): readonly AlarmSpec[] => [
  {
    id: "Api-5xx",
    impact: "Suppliers and buyers are answered with a server error: what they asked was not done.",
    metric: api.metricServerError({ period: ALARM_PERIOD, statistic: Stats.SUM }),
    threshold: 1,
  },
  {
    id: "Api-Latency",
    impact: "Suppliers' systems and the portal wait for seconds at each call, and some give up.",
    metric: api.metricLatency({ period: ALARM_PERIOD, statistic: Stats.p(99) }),
    threshold: API_LATENCY_MS,
    periods: 3,
  },
];

const notEmpty = (stade: Stade, queue: string, impact: string): AlarmSpec => ({
  id: `${queue}-NotEmpty`,
  impact,
  metric: queueMetric(stade, queue, "ApproximateNumberOfMessagesVisible"),
  threshold: 1,
});

const queueMetric = (stade: Stade, queue: string, metricName: string): Metric =>
  new Metric({
    namespace: "AWS/SQS",
    metricName,
    dimensionsMap: { QueueName: physicalName(stade, queue) },
    period: ALARM_PERIOD,
    statistic: Stats.MAXIMUM,
  });
