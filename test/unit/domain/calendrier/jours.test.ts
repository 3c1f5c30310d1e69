/** Days as French law counts them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  daysBetween,
  isPublicHoliday,
  isWorkingDay,
  orNextWorkingDay,
  startOfDayInParis,
} from "#domain/calendrier/jours.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";

const day = fc
  .date({ min: new Date("1990-01-01T00:00:00Z"), max: new Date("2090-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("civil days", () => {
  it("are added and subtracted without losing any", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  it("begin in Paris at the first instant that Paris gives that date, on days of 23 and 25 hours too", () => {
    fc.assert(
      fc.property(day, (one) => {
        const start = startOfDayInParis(one);
        expect(civilDayInParis(start)).toBe(one);
        expect(civilDayInParis(new Date(start.getTime() - 1))).toBe(addDays(one, -1));
      }),
      { examples: [["2026-03-29"], ["2026-10-25"], ["2026-10-26"], ["2026-03-30"]] },
    );
  });
});

describe("public holidays (code du travail, L3133-1)", () => {
  it.each([
    ["2026-01-01", "jour de l'An"],
    ["2026-04-06", "lundi de Pâques"],
    ["2026-05-01", "fête du Travail"],
    ["2026-05-08", "8 mai"],
    ["2026-05-14", "Ascension"],
    ["2026-05-25", "lundi de Pentecôte"],
    ["2026-07-14", "fête nationale"],
    ["2026-08-15", "Assomption"],
    ["2026-11-01", "Toussaint"],
    ["2026-11-11", "Armistice"],
    ["2026-12-25", "Noël"],
    ["2025-04-21", "lundi de Pâques"],
    ["2024-05-09", "Ascension"],
  ])("%s: %s", (holiday) => {
    expect(isPublicHoliday(holiday)).toBe(true);
    expect(isPublicHoliday(addDays(holiday, 2))).toBe(false);
  });

  it("and week-ends are no working days", () => {
    expect(["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"].map(isWorkingDay)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(orNextWorkingDay("2026-05-23")).toBe("2026-05-26");
  });
});
