import { describe, expect, it } from "vitest";
import { OPEN_QUOTA, openExecutions, piecesAtQuota, WAITING } from "#test/bench/works-open.ts";

describe("open executions of the works chain", () => {
  it("are the dossiers of so many days: three pieces each", () => {
    expect(openExecutions(3 * 365 * 100, { days: 7 })).toBe(700);
  });

  it.each(WAITING)("reach the quota at the volume that is said, where $what", (waiting) => {
    expect(openExecutions(piecesAtQuota(waiting), waiting)).toBeCloseTo(OPEN_QUOTA);
  });
});
