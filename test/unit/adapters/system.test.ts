import { describe, expect, it } from "vitest";
import { machineSystem } from "#adapters/system.ts";

const draws = <T>(draw: () => T): readonly T[] => Array.from({ length: 2000 }, draw);

describe("the machine", () => {
  it("draws ids of 26 lowercase letters and digits, never twice the same", () => {
    const ids = draws(machineSystem.newId);
    expect(ids.filter((id) => !/^[0-9a-z]{26}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("draws aliases that JSON numbers hold exactly (RFC 8259 §6), over the whole range", () => {
    const aliases = draws(machineSystem.newAlias);
    expect(aliases.filter((alias) => !Number.isSafeInteger(alias) || alias < 0)).toEqual([]);
    expect(new Set(aliases).size).toBe(aliases.length);
    // Each half is missed with a probability of 2^-2000.
    expect(Math.min(...aliases)).toBeLessThan(2 ** 52);
    expect(Math.max(...aliases)).toBeGreaterThanOrEqual(2 ** 52);
  });

  it("reads the time at each call", () => {
    const before = Date.now();
    const now = machineSystem.now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
    expect(machineSystem.now()).not.toBe(machineSystem.now());
  });
});
