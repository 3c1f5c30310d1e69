/** Legal delays of the monthly circuit. */
import { describe, expect, it } from "vitest";
import { echeanceOf } from "#domain/travaux/delais.ts";

describe("the MOE's seven days (D2; CCAG Travaux 2021, 12.2.2)", () => {
  it("begin the day after the request reaches it, and end at midnight in Paris", () => {
    expect(echeanceOf("D2", new Date("2026-11-03T10:00:00Z"), "2021")).toEqual({
      delai: "D2",
      article: "12.2.2",
      depuis: "2026-11-03",
      jusquau: "2026-11-10",
      echueLe: "2026-11-10T23:00:00.000Z",
    });
  });

  it("run to the next working day where the last is none (3.2.4)", () => {
    // 11 November is a holiday.
    expect(echeanceOf("D2", new Date("2026-11-04T10:00:00Z"), "2014")).toMatchObject({
      article: "13.2.2",
      jusquau: "2026-11-12",
    });
  });

  it("are counted from the day in Paris, not in UTC", () => {
    expect(echeanceOf("D2", new Date("2026-06-30T22:30:00Z"), "2009")).toMatchObject({ depuis: "2026-07-01" });
  });

  it("are none where the contract refers to no CCAG", () => {
    expect(echeanceOf("D2", new Date("2026-11-03T10:00:00Z"), "AUCUN")).toBeUndefined();
  });
});

describe("the fifteen days of the titulaire (D13; R2193-16)", () => {
  it("end on the fifteenth day, be it a Sunday: the code knows no other rule", () => {
    expect(echeanceOf("D13", new Date("2026-11-07T10:00:00Z"), "AUCUN")).toMatchObject({
      article: "R2193-16, avec R2193-12 et R2193-13",
      jusquau: "2026-11-22",
      echueLe: "2026-11-22T23:00:00.000Z",
    });
  });
});
