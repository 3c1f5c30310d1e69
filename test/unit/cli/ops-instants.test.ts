import { describe, expect, it } from "vitest";
import { beside, durationWords, longInstant, readInstant, shortInstant } from "#infra/cli/ops-instants.ts";

const NOW = new Date("2026-11-23T12:00:00.000Z");

describe("instants that an operator writes", () => {
  it.each([
    ["30min", "2026-11-23T11:30:00.000Z"],
    ["2h", "2026-11-23T10:00:00.000Z"],
    ["3j", "2026-11-20T12:00:00.000Z"],
    ["45s", "2026-11-23T11:59:15.000Z"],
  ])("%s is so long ago", (text, instant) => expect(readInstant("--depuis", text, NOW)).toBe(instant));

  it.each([
    ["2026-11-23", "2026-11-22T23:00:00.000Z"],
    ["2026-07-14", "2026-07-13T22:00:00.000Z"],
    ["2026-11-23T14:30", "2026-11-23T13:30:00.000Z"],
    ["2026-11-23 14:30:15", "2026-11-23T13:30:15.000Z"],
    // The night of 29 March 2026, in which the clocks of Paris go forward at 2.
    ["2026-03-29T01:30", "2026-03-29T00:30:00.000Z"],
    ["2026-03-29T03:30", "2026-03-29T01:30:00.000Z"],
  ])("%s is of Paris", (text, instant) => expect(readInstant("--depuis", text, NOW)).toBe(instant));

  it("with a zone are of that zone", () => {
    expect(readInstant("--depuis", "2026-11-23T14:30:00Z", NOW)).toBe("2026-11-23T14:30:00.000Z");
  });

  it.each(["hier", "", "2026-13-45"])("%j is none", (text) => {
    expect(() => readInstant("--jusqua", text, NOW)).toThrow(`--jusqua ${text} n'est pas un instant`);
  });
});

describe("instants that an operator reads", () => {
  it("are of Paris", () => {
    expect(shortInstant("2026-07-14T22:30:00.000Z")).toBe("15/07/2026 00:30:00");
    expect(longInstant("2026-11-23T12:00:00.000Z")).toBe("lundi 23 novembre 2026 à 13:00:00");
  });

  it("are told beside now, in either direction", () => {
    expect(beside("2026-11-23T09:55:00.000Z", NOW)).toBe("il y a 2 h 5 min");
    expect(beside("2026-11-25T12:00:00.000Z", NOW)).toBe("dans 2 j 0 h");
  });

  it.each([
    [12.4, "12 ms"],
    [3200, "3,2 s"],
    [61_000, "1 min 1 s"],
    [7_260_000, "2 h 1 min"],
    [90_000_000, "1 j 1 h"],
  ])("%i ms is %s", (duration, words) => expect(durationWords(duration)).toBe(words));
});
