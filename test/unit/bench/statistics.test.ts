import { describe, expect, it } from "vitest";
import { median, quantile, sum } from "#test/bench/statistics.ts";

describe("order statistics", () => {
  it("answers a value that was measured, never one in between", () => {
    expect(median([4, 1, 3, 2])).toBe(2);
    expect(median([5, 1, 3])).toBe(3);
  });

  it("has the largest value at 1 and the smallest at 0", () => {
    expect(quantile([7, 3, 5], 1)).toBe(7);
    expect(quantile([7, 3, 5], 0)).toBe(3);
  });

  it("finds the 95th of a hundred", () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(quantile(values, 0.95)).toBe(95);
  });

  it("leaves the order of its input alone", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it("refuses to answer for no value", () => {
    expect(() => median([])).toThrow("no value");
    expect(sum([])).toBe(0);
  });
});
