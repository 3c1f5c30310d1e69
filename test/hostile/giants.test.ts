/**
 * What the largest files take, each read by a process of its own. The budget is 1 s and 256 MB; other tests run beside
 * these and the machine of a continuous integration is slow, so the time is given three times that.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { GIANTS } from "./giants.ts";
import { invoiceOfLines } from "./lines.ts";
import { measureReading } from "./measure.ts";

const BUDGET = { ms: 1_000, kilobytes: 256 * 1024 } as const;

const SLACK = 3;

const folder = mkdtempSync(join(tmpdir(), "plainchant-giants-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("the largest files", () => {
  it.each(GIANTS)("are answered within the budget: $name", ({ make, answer }) => {
    const { bytes, ms, peakKilobytes, outcome } = measureReading(make(), folder);
    expect(bytes).toBeLessThanOrEqual(READING_LIMITS.fileBytes.max);
    expect(outcome).toBe(answer);
    expect(ms).toBeLessThan(BUDGET.ms * SLACK);
    expect(peakKilobytes).toBeLessThan(BUDGET.kilobytes);
  });
});

/** Shortest of three, in microseconds: what a line takes when nothing disturbs it. */
const perLine = (syntax: "ubl" | "cii", lines: number): number => {
  const invoice = invoiceOfLines(syntax, lines);
  const times = [1, 2, 3].map(() => measureReading(invoice, folder).ms);
  return (Math.min(...times) * 1_000) / lines;
};

describe("the time that a line takes", () => {
  it.each(["ubl", "cii"] as const)("is that of a line of an invoice a quarter as long: %s", (syntax) => {
    const [few, many] = [perLine(syntax, 5_000), perLine(syntax, 20_000)];
    expect(many).toBeLessThan(2 * few);
  });
});
