/** What the largest files take, each read and judged by a process of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { BUDGET, SLACK } from "./budget.ts";
import { GIANTS } from "./giants.ts";
import { invoiceOfLines } from "./lines.ts";
import { measure } from "./measure.ts";

const folder = mkdtempSync(join(tmpdir(), "plainchant-giants-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("the largest files", () => {
  it.each(GIANTS)("are answered within the budget: $name", ({ make, answer }) => {
    const { bytes, ms, peakKilobytes, outcome } = measure(make(), folder);
    expect(bytes).toBeLessThanOrEqual(READING_LIMITS.fileBytes.max);
    expect(outcome).toBe(answer);
    expect(ms).toBeLessThan(BUDGET.ms * SLACK);
    expect(peakKilobytes).toBeLessThan(BUDGET.kilobytes);
  });
});

/** Shortest of three, in microseconds: what a line takes when nothing disturbs it. */
const perLine = (syntax: "ubl" | "cii", lines: number): number => {
  const invoice = invoiceOfLines(syntax, lines);
  const times = [1, 2, 3].map(() => measure(invoice, folder).ms);
  return (Math.min(...times) * 1_000) / lines;
};

describe("the time that a line takes", () => {
  it.each(["ubl", "cii"] as const)("is that of a line of an invoice a quarter as long: %s", (syntax) => {
    const [few, many] = [perLine(syntax, 5_000), perLine(syntax, 20_000)];
    expect(many).toBeLessThan(2 * few);
  });
});
