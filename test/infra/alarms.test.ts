import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FUNCTIONS } from "#infra/functions.ts";
import { MACHINES } from "#infra/machines.ts";
import { FAILURE_QUEUES, WORK_QUEUES } from "#infra/queues.ts";
import { expectAll, readable, resourcesOf, statementsOf, synthesise } from "./templates.ts";

const { services } = synthesise("local");
const PREFIX = "plainchant-local-";

const alarms = resourcesOf(services, "AWS::CloudWatch::Alarm").map(({ logicalId, properties }) => ({
  logicalId,
  id: String(properties["AlarmName"]).slice(PREFIX.length),
  description: String(properties["AlarmDescription"]),
  properties,
}));
const ids = new Set(alarms.map(({ id }) => id));

const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
const sections = new Map(
  runbook
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("\n")).trim(), section] as const),
);

describe("alarms", () => {
  it.each(FUNCTIONS)("$id rings when it fails, saying who is hurt", ({ id, impact }) => {
    expect(alarms.find((alarm) => alarm.id === `${id}-Errors`)?.description).toContain(impact);
  });

  it.each(FUNCTIONS.filter(({ trigger }) => trigger.kind === "http" || trigger.kind === "authorizer"))(
    "$id rings when it is throttled, since its caller does not wait",
    ({ id }) => {
      expect(ids).toContain(`${id}-Throttles`);
    },
  );

  it.each([...Object.keys(WORK_QUEUES).map((id) => `${id}-dlq`), ...Object.keys(FAILURE_QUEUES)])(
    "%s rings while it is not empty",
    (queue) => {
      expect(alarms.find(({ id }) => id === `${queue}-NotEmpty`)?.properties).toMatchObject({
        MetricName: "ApproximateNumberOfMessagesVisible",
        Dimensions: [{ Name: "QueueName", Value: `${PREFIX}${queue}` }],
        Threshold: 1,
      });
    },
  );

  it.each(Object.entries(MACHINES))(
    "%s rings when executions fail, are too old or wait for a quota",
    (id, { impact }) => {
      for (const metric of ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"]) {
        const alarm = alarms.find((one) => one.id === `${id}-${metric}`);
        expect(alarm?.properties).toMatchObject({ Namespace: "AWS/States", MetricName: metric, Threshold: 1 });
        expect(alarm?.description).toContain(impact);
      }
    },
  );

  it.each(["Api-5xx", "Api-Latency", "intake-Age", "Evenements-IteratorAge"])("%s exists", (id) => {
    expect(ids).toContain(id);
  });

  it.each(alarms)("$id says its impact in a sentence and where to read on", ({ id, description }) => {
    const [impact, link] = description.split("\n");
    expect(impact).toMatch(/^[A-Z].{30,}\.$/);
    expect(link).toBe(`Runbook: docs/runbook.md#${id.toLowerCase()}`);
  });

  it("tell someone when they ring and when they stop", () => {
    expectAll(services, "AWS::CloudWatch::Alarm", { AlarmActions: [{}], OKActions: [{}] });
  });

  it("are all on the dashboard, by their state and by a graph", () => {
    const [dashboard] = resourcesOf(services, "AWS::CloudWatch::Dashboard");
    const { widgets } = JSON.parse(readable(services, dashboard?.properties["DashboardBody"]));
    const [states, ...graphs]: readonly { properties: { title: string; alarms: readonly string[] } }[] = widgets;
    expect(states?.properties.alarms).toEqual(alarms.map(({ logicalId }) => `<${logicalId}.Arn>`));
    expect(graphs.map(({ properties }) => properties.title)).toEqual(alarms.map(({ id }) => id));
  });

  it("go through an encrypted topic that refuses to be published to without TLS", () => {
    expectAll(services, "AWS::SNS::Topic", { KmsMasterKeyId: {} });
    const denied = statementsOf(services, "AWS::SNS::TopicPolicy").filter(({ effect }) => effect === "Deny");
    expect(denied).toMatchObject([
      { actions: ["sns:Publish"], condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  it("can be published by CloudWatch, from this account", () => {
    const allowed = statementsOf(services, "AWS::SNS::TopicPolicy").filter(({ effect }) => effect === "Allow");
    expect(allowed).toMatchObject([
      {
        actions: ["sns:Publish"],
        principal: { Service: "cloudwatch.amazonaws.com" },
        condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
  });
});

describe("runbook", () => {
  it("has one heading for each alarm, and none for an alarm that is gone", () => {
    expect([...sections.keys()].toSorted()).toEqual([...ids].toSorted());
  });

  it.each([...ids])("%s: says what it means, who is hurt, where to look, how to fix and how to replay", (id) => {
    const fields = [...(sections.get(id) ?? "").matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, field]) => field);
    expect(fields).toEqual(["Meaning", "Who is hurt", "Look here", "Fix", "Replay"]);
  });
});
