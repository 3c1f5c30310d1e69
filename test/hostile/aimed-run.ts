/** Tests of files that aim at the rules: each as large as is accepted, and a quarter of that. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import { AIMED } from "./aimed.ts";
import { BUDGET, SLACK } from "./budget.ts";
import { grown } from "./growth.ts";
import { measure } from "./measure.ts";

const QUARTER = 0.25;

/** What is linear takes four times as long; what is quadratic, sixteen. */
const GROWTH = 8;

/** Shorter times are those of the process. */
const LEAST_MS = 100;

/** One family a test file, so that they run side by side. */
export const runAimed = (family: Family): void => {
  const folder = mkdtempSync(join(tmpdir(), "plainchant-aimed-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  describe(`files that aim at the rules, ${family}`, () => {
    it.each(AIMED[family])("are judged within the budget, in time linear in their size: $name", ({ shape }) => {
      const part = measure(grown(shape, QUARTER), folder);
      const { bytes, ms, peakKilobytes, outcome, broken } = measure(grown(shape, 1), folder);
      expect(bytes).toBeLessThanOrEqual(READING_LIMITS.fileBytes.max);
      expect(outcome).toBe("invoice with faults");
      expect(broken).toBeGreaterThan(0);
      expect(peakKilobytes).toBeLessThan(BUDGET.kilobytes);
      expect(ms).toBeLessThan(BUDGET.ms * SLACK);
      expect(ms).toBeLessThan(GROWTH * Math.max(part.ms, LEAST_MS));
    });
  });
};
