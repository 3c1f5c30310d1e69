/** What CloudWatch would do with the alarms of the template, where the runtime has the figure that they watch. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { physicalName } from "#infra/naming.ts";

const QueueAlarm = z.object({
  Properties: z.object({
    AlarmName: z.string(),
    MetricName: z.literal("ApproximateNumberOfMessagesVisible"),
    ComparisonOperator: z.literal("GreaterThanOrEqualToThreshold"),
    Threshold: z.number(),
    Dimensions: z.tuple([z.object({ Name: z.literal("QueueName"), Value: z.string() })]),
  }),
});

const Template = z.object({ Resources: z.record(z.string(), z.unknown()) });

const queueAlarm = (assembly: string, id: string): z.output<typeof QueueAlarm>["Properties"] => {
  const name = physicalName("local", id);
  const resources = readdirSync(assembly)
    .filter((file) => file.endsWith(".template.json"))
    .flatMap((file) => Object.values(Template.parse(JSON.parse(readFileSync(join(assembly, file), "utf8"))).Resources));
  const found = resources
    .flatMap((resource) => QueueAlarm.safeParse(resource).data?.Properties ?? [])
    .find(({ AlarmName }) => AlarmName === name);
  if (!found) throw new Error(`the template has no alarm ${name} on the depth of a queue`);
  return found;
};

/** Whether the condition of an alarm on the depth of a queue holds now. */
export const rings = async (assembly: string, id: string): Promise<boolean> => {
  const { Threshold, Dimensions } = queueAlarm(assembly, id);
  const sqs = new SQSClient({});
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: Dimensions[0].Value }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  return Number(Attributes?.["ApproximateNumberOfMessages"]) >= Threshold;
};
