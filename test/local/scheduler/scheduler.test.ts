import { once } from "node:events";
import type { AddressInfo } from "node:net";
import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { describe, expect, it, onTestFinished } from "vitest";
import { createClock } from "#infra/local/clock/clock.ts";
import type { InvokeResult } from "#infra/local/contracts.ts";
import { createFront } from "#infra/local/front.ts";
import { createScheduler } from "#infra/local/scheduler/service.ts";
import { contextIn, functionArn, resource, temporaryDirectory } from "#test/local/lambda/harness.ts";

const HOUR = 3_600_000;
const DONE: InvokeResult = { payload: "null" };
const FAILED: InvokeResult = { payload: "{}", functionError: "Unhandled" };

interface Call {
  readonly arn: string;
  readonly payload: string;
  readonly at: number;
}

const given = async (
  properties: Record<string, unknown> = {},
  answer: () => Promise<InvokeResult> = async () => DONE,
  dataDir = temporaryDirectory(),
) => {
  const clock = createClock(dataDir);
  const calls: Call[] = [];
  const lines: string[] = [];
  const context = contextIn(dataDir, { clock, log: (line) => lines.push(line) });
  const invoke = async (arn: string, payload: string) => {
    calls.push({ arn, payload, at: clock.now() });
    return answer();
  };
  const scheduler = createScheduler(context, { invoke });
  const create = (type: string, logicalId: string, more: Record<string, unknown>) =>
    scheduler.providers.find((candidate) => candidate.type === type)?.create(resource(type, logicalId, more));
  const created = await create("AWS::Scheduler::Schedule", "Balayage", {
    Name: "balayage",
    ScheduleExpression: "rate(1 hour)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { Arn: functionArn("balayage"), RoleArn: "arn:aws:iam::000000000000:role/any", Input: '{"pas":1}' },
    ...properties,
  });
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await scheduler.stop();
    clock.close();
  };
  onTestFinished(stop);
  const advance = (milliseconds: number) =>
    clock.advanceTo(
      clock.now() + milliseconds,
      [scheduler.timed],
      () => new Promise((resolve) => setImmediate(resolve)),
    );
  return { clock, calls, lines, scheduler, create, created, stop, advance, dataDir, context };
};

describe("a schedule", () => {
  it("invokes its function with its input each time that it is due", async () => {
    const { calls, advance, clock } = await given();
    const start = clock.now();
    await advance(3.5 * HOUR);
    expect(calls.map(({ arn, payload, at }) => [arn, payload, Math.round((at - start) / HOUR)])).toEqual([
      [functionArn("balayage"), '{"pas":1}', 1],
      [functionArn("balayage"), '{"pas":1}', 2],
      [functionArn("balayage"), '{"pas":1}', 3],
    ]);
  });

  it("keeps the hour of its time zone", async () => {
    const { calls, advance } = await given({
      ScheduleExpression: "cron(0 8 * * ? *)",
      ScheduleExpressionTimezone: "Europe/Paris",
    });
    await advance(24 * HOUR);
    const hour = new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" });
    expect(calls.map(({ at }) => hour.format(at))).toEqual(["08:00"]);
  });

  it("does nothing while it is DISABLED", async () => {
    const { calls, advance, scheduler } = await given({ State: "DISABLED" });
    await advance(24 * HOUR);
    expect(calls).toEqual([]);
    expect(scheduler.timed.nextDue()).toBeUndefined();
  });

  it("runs once for all the runs that were missed while the runtime was down", async () => {
    const first = await given();
    await first.stop();
    const clock = createClock(first.dataDir);
    await clock.advanceTo(clock.now() + 15 * 24 * HOUR, [], async () => undefined);
    clock.close();
    const second = await given({}, undefined, first.dataDir);
    await second.advance(1_000);
    expect(second.calls).toHaveLength(1);
    await second.advance(HOUR);
    expect(second.calls).toHaveLength(2);
  });

  it("runs again what a stop has interrupted: at least once", async () => {
    const first = await given({}, () => new Promise(() => undefined));
    await first.advance(1.1 * HOUR);
    expect(first.calls).toHaveLength(1);
    await first.stop();
    const second = await given({}, undefined, first.dataDir);
    await second.advance(1_000);
    expect(second.calls).toHaveLength(1);
    await second.advance(0.5 * HOUR);
    expect(second.calls).toHaveLength(1);
  });

  it("does not count a run that a stop has interrupted as an attempt", async () => {
    const first = await given({}, () => Promise.reject(new Error("the runtime stops")));
    await first.advance(1.1 * HOUR);
    expect(first.calls).toHaveLength(1);
    await first.stop();
    const second = await given(
      { Target: { Arn: functionArn("balayage"), Input: '"<aws.scheduler.attempt-number>"' } },
      undefined,
      first.dataDir,
    );
    // A second on, not none: the clock runs by itself, and never back to what it read.
    await second.advance(1_000);
    expect(second.calls.map(({ payload }) => payload)).toEqual(['"1"']);
  });

  it("goes on with its rate after a restart, and starts afresh when its expression has changed", async () => {
    const first = await given();
    const due = first.scheduler.timed.nextDue();
    await first.stop();
    const second = await given({}, undefined, first.dataDir);
    expect(second.scheduler.timed.nextDue()).toBe(due);
    await second.stop();
    const third = await given({ ScheduleExpression: "rate(2 hours)" }, undefined, first.dataDir);
    expect(Number(third.scheduler.timed.nextDue()) - third.clock.now()).toBeGreaterThan(1.9 * HOUR);
  });

  it("tries a run again after one minute and after two more, as Lambda does with asynchronous events", async () => {
    const { calls, advance, lines, clock } = await given({ ScheduleExpression: "rate(1 day)" }, async () => FAILED);
    const start = clock.now();
    await advance(25 * HOUR);
    expect(calls.map(({ at }) => Math.round((at - start) / 60_000) - 24 * 60)).toEqual([0, 1, 3]);
    expect(lines).toEqual([expect.stringContaining("given up after 3 attempts")]);
  });

  it("does not hold the others up while its function runs", async () => {
    const { calls, create, advance } = await given({}, () => new Promise(() => undefined));
    await create("AWS::Scheduler::Schedule", "Autre", {
      ScheduleExpression: "rate(1 hour)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: functionArn("autre") },
    });
    await advance(1.1 * HOUR);
    expect(calls.map(({ arn }) => arn).sort()).toEqual([functionArn("autre"), functionArn("balayage")]);
  });

  it("fills in the context attributes of an input", async () => {
    const { calls, advance } = await given({
      Target: {
        Arn: functionArn("balayage"),
        Input:
          '{"a":"<aws.scheduler.schedule-arn>","t":"<aws.scheduler.scheduled-time>","n":"<aws.scheduler.attempt-number>","x":"<aws.scheduler.other>"}',
      },
    });
    await advance(1.1 * HOUR);
    expect(JSON.parse(calls[0]?.payload ?? "")).toEqual({
      a: "arn:aws:scheduler:eu-west-3:000000000000:schedule/default/balayage",
      t: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      n: "1",
      x: "<aws.scheduler.other>",
    });
  });

  it("sends the event of the service where the template gives no input", async () => {
    const { calls, advance } = await given({ Target: { Arn: functionArn("balayage") } });
    await advance(1.1 * HOUR);
    expect(JSON.parse(calls[0]?.payload ?? "")).toMatchObject({
      source: "aws.scheduler",
      "detail-type": "Scheduled Event",
    });
  });

  it.each([
    ["another target than a function", { Target: { Arn: "arn:aws:sqs:eu-west-3:000000000000:q" } }],
    ["a flexible window", { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 } }],
    ["an expression that cannot be followed", { ScheduleExpression: "every(1 day)" }],
  ])("stops at start for %s", async (_, properties) => {
    await expect(given(properties)).rejects.toThrow();
  });
});

describe("the Scheduler API", () => {
  it("shows its schedules, and answers 501 to the rest", async () => {
    const { scheduler, context, created, create } = await given({ GroupName: "default" });
    expect(await create("AWS::Scheduler::ScheduleGroup", "Groupe", { Name: "g" })).toMatchObject({ ref: "g" });
    const front = createFront([scheduler], () => ({ service: "scheduler" }), context.log);
    front.listen(0, "127.0.0.1");
    await once(front, "listening");
    onTestFinished(() => void front.close());
    const client = new SchedulerClient({
      endpoint: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
      region: "eu-west-3",
      credentials: context.credentials,
      maxAttempts: 1,
    });
    onTestFinished(() => client.destroy());

    expect(await client.send(new GetScheduleCommand({ Name: "balayage" }))).toMatchObject({
      Arn: created?.attributes["Arn"],
      ScheduleExpression: "rate(1 hour)",
      State: "ENABLED",
      Target: { Arn: functionArn("balayage"), Input: '{"pas":1}' },
    });
    expect((await client.send(new ListSchedulesCommand({ NamePrefix: "bal" }))).Schedules).toHaveLength(1);
    expect((await client.send(new ListSchedulesCommand({ GroupName: "other" }))).Schedules).toEqual([]);
    await expect(client.send(new GetScheduleCommand({ Name: "nobody" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(client.send(new DeleteScheduleCommand({ Name: "balayage" }))).rejects.toMatchObject({
      name: "NotImplemented",
    });
  });
});
