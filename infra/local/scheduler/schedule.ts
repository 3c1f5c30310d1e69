/** A schedule as the template declares it, and what its target receives. */
import { z } from "zod";
import type { Instant, LocalContext, LocalResource, Support } from "../contracts.ts";
import type { Run } from "./store.ts";

export const SCHEDULE_SUPPORT: Readonly<Record<string, Support>> = {
  Name: "honoured",
  GroupName: "honoured",
  ScheduleExpression: "honoured",
  ScheduleExpressionTimezone: "honoured",
  "FlexibleTimeWindow.Mode": "honoured",
  State: "honoured",
  "Target.Arn": "honoured",
  "Target.Input": "honoured",
  "Target.RoleArn": "accepted",
  // Both concern runs that cannot be handed to Lambda at all, which does not happen on one machine; what becomes of an
  // event whose function fails is a matter of Lambda.
  "Target.RetryPolicy": "accepted",
  "Target.DeadLetterConfig": "accepted",
  Description: "accepted",
  KmsKeyArn: "accepted",
};

const DEFAULT_GROUP = "default";

const ScheduleProperties = z.object({
  Name: z.string().optional(),
  GroupName: z.string().default(DEFAULT_GROUP),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  FlexibleTimeWindow: z.object({ Mode: z.literal("OFF") }),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Target: z.object({ Arn: z.string().startsWith("arn:aws:lambda:"), Input: z.string().optional() }),
});

export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  readonly input: string | undefined;
}

/** Reads a `AWS::Scheduler::Schedule`; throws when its target is not a function or its window is flexible. */
export const readSchedule = ({ region, account }: LocalContext, resource: LocalResource): Schedule => {
  const properties = ScheduleProperties.parse(resource.properties);
  const name = properties.Name ?? resource.defaultName;
  return {
    name,
    group: properties.GroupName,
    arn: `arn:aws:scheduler:${region}:${account}:schedule/${properties.GroupName}/${name}`,
    expression: properties.ScheduleExpression,
    timeZone: properties.ScheduleExpressionTimezone,
    enabled: properties.State === "ENABLED",
    targetArn: properties.Target.Arn,
    input: properties.Target.Input,
  };
};

/** As the service writes instants: without milliseconds. */
const isoSeconds = (instant: Instant): string => new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");

/**
 * The event of a run.
 *
 * EventBridge Scheduler user guide, "Adding context attributes": these words of an input are replaced.
 */
export const payloadOf = ({ region, account }: LocalContext, schedule: Schedule, run: Run): string => {
  const words: Readonly<Record<string, string>> = {
    "<aws.scheduler.schedule-arn>": schedule.arn,
    "<aws.scheduler.scheduled-time>": isoSeconds(run.scheduledAt),
    "<aws.scheduler.execution-id>": run.id,
    "<aws.scheduler.attempt-number>": String(run.attempts + 1),
  };
  return (
    schedule.input?.replaceAll(/<aws\.scheduler\.[a-z-]+>/g, (word) => words[word] ?? word) ??
    JSON.stringify({
      version: "0",
      id: run.id,
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account,
      time: isoSeconds(run.scheduledAt),
      region,
      resources: [schedule.arn],
      detail: "{}",
    })
  );
};
