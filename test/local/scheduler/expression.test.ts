import { describe, expect, it } from "vitest";
import { readExpression } from "#infra/local/scheduler/expression.ts";

const at = (text: string): number => Date.parse(text);

/** The next runs after an instant. */
const runs = (expression: string, timeZone: string, from: string, count = 2): readonly string[] => {
  const recurrence = readExpression(expression, timeZone, at(from));
  const found: string[] = [];
  let instant: number | undefined = at(from);
  while (found.length < count) {
    instant = recurrence.next(instant);
    if (instant === undefined) break;
    found.push(new Date(instant).toISOString());
  }
  return found;
};

/** EventBridge Scheduler user guide, "Schedule types in EventBridge Scheduler". */
describe("a schedule expression", () => {
  it.each([
    ["rate(1 hour)", ["2026-01-31T13:00:00.000Z", "2026-01-31T14:00:00.000Z"]],
    ["rate(5 minutes)", ["2026-01-31T12:05:00.000Z", "2026-01-31T12:10:00.000Z"]],
    ["rate(2 days)", ["2026-02-02T12:00:00.000Z", "2026-02-04T12:00:00.000Z"]],
    ["cron(0/15 * * * ? *)", ["2026-01-31T12:15:00.000Z", "2026-01-31T12:30:00.000Z"]],
    ["cron(0 8 1 * ? *)", ["2026-02-01T08:00:00.000Z", "2026-03-01T08:00:00.000Z"]],
    ["cron(0 8 ? * MON-FRI *)", ["2026-02-02T08:00:00.000Z", "2026-02-03T08:00:00.000Z"]],
    // Days of the week count from 1, which is Sunday.
    ["cron(0 8 ? * 1 *)", ["2026-02-01T08:00:00.000Z", "2026-02-08T08:00:00.000Z"]],
    ["cron(0 8 ? * 2#1 *)", ["2026-02-02T08:00:00.000Z", "2026-03-02T08:00:00.000Z"]],
    ["cron(15 10 ? * 6L 2026-2027)", ["2026-02-27T10:15:00.000Z", "2026-03-27T10:15:00.000Z"]],
    ["cron(0 8 L * ? *)", ["2026-02-28T08:00:00.000Z", "2026-03-31T08:00:00.000Z"]],
    ["cron(0 8 1W * ? *)", ["2026-02-02T08:00:00.000Z", "2026-03-02T08:00:00.000Z"]],
    ["cron(0 0 1 1 ? 2026)", []],
    ["at(2026-05-01T00:00:00)", ["2026-05-01T00:00:00.000Z"]],
    ["at(2025-05-01T00:00:00)", []],
  ])("%s", (expression, expected) => {
    expect(runs(expression, "UTC", "2026-01-31T12:00:00Z")).toEqual(expected);
  });

  it("keeps the hour of its time zone over a change of time", () => {
    expect(runs("cron(0 2 * * ? *)", "Europe/Paris", "2026-10-24T12:00:00Z")).toEqual([
      "2026-10-25T00:00:00.000Z",
      "2026-10-26T01:00:00.000Z",
    ]);
    expect(runs("at(2026-05-01T00:00:00)", "Europe/Paris", "2026-01-01T00:00:00Z")).toEqual([
      "2026-04-30T22:00:00.000Z",
    ]);
  });

  it("counts a rate from the creation of the schedule, however late it is asked", () => {
    const { next } = readExpression("rate(1 hour)", "UTC", at("2026-01-01T00:30:00Z"));
    expect(next(at("2026-01-05T12:45:00Z"))).toBe(at("2026-01-05T13:30:00Z"));
  });

  it.each([
    "cron(0 8 * * * *)",
    "cron(0 8 ? * ? *)",
    "cron(0 8 * * ?)",
    "cron(0 8 L-3 * ? *)",
    "cron(0 25 * * ? *)",
    "rate(0 hours)",
    "rate(1 fortnight)",
    "at(tomorrow)",
    "every(1 day)",
    "0 8 * * *",
  ])("is refused, by name, when it cannot be followed: %s", (expression) => {
    expect(() => readExpression(expression, "UTC", 0)).toThrow(expression);
  });
});
