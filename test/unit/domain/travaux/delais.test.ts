/** Legal delays of the monthly circuit. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, isWorkingDay } from "#domain/calendrier/jours.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import { DELAIS, type Delai, definitionOf, echeanceOf, warningOf } from "#domain/travaux/delais.ts";

describe("the MOE's seven days (D2; CCAG Travaux 2021, 12.2.2)", () => {
  it("begin the day after the request reaches it, and end at midnight in Paris", () => {
    expect(echeanceOf("D2", new Date("2026-11-03T10:00:00Z"), "2021")).toEqual({
      delai: "D2",
      article: "12.2.2",
      texte: "CCAG Travaux 2021",
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

describe("the titulaire's next request (D1; CCAG Travaux 2021, 12.1.1)", () => {
  it.each([
    ["2026-01-31T10:00:00Z", "2026-02-28"],
    ["2028-01-15T10:00:00Z", "2028-02-29"],
    ["2026-11-30T22:59:59Z", "2026-12-31"],
    // In Paris, the first day of December.
    ["2026-11-30T23:00:00Z", "2027-01-31"],
    ["2026-12-01T10:00:00Z", "2027-01-31"],
  ])("of one deposited at %s is awaited until %s", (event, jusquau) => {
    expect(echeanceOf("D1", new Date(event), "2021")?.jusquau).toBe(jusquau);
  });
});

describe("every delay, at any instant", () => {
  const event = fc.date({
    min: new Date("1990-01-01T00:00:00Z"),
    max: new Date("2090-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  const delai = fc.constantFrom(...(Object.keys(DELAIS) as Delai[]));
  /** Days of 23 and 25 hours, ends of months and of years. */
  const examples: [Date, Delai][] = (Object.keys(DELAIS) as Delai[]).flatMap((one) =>
    [
      "2026-03-22T22:59:59Z",
      "2026-03-29T01:00:00Z",
      "2026-10-18T10:00:00Z",
      "2026-12-31T23:00:00Z",
      "2028-02-22T23:30:00Z",
    ].map((instant): [Date, Delai] => [new Date(instant), one]),
  );

  it("is late from midnight in Paris on, and not a millisecond before", () => {
    const property = fc.property(event, delai, (instant, one) => {
      const echeance = echeanceOf(one, instant, "2021");
      if (echeance === undefined) throw new Error("none");
      const end = Date.parse(echeance.echueLe);
      expect(civilDayInParis(new Date(end))).toBe(addDays(echeance.jusquau, 1));
      expect(civilDayInParis(new Date(end - 1))).toBe(echeance.jusquau);
      expect(echeance.depuis).toBe(civilDayInParis(instant));
      expect(daysBetween(echeance.depuis, echeance.jusquau)).toBeGreaterThan(0);
    });
    fc.assert(property, { examples, numRuns: 2000 });
  });

  it("counts its days, and some more where its last day is no working day", () => {
    const property = fc.property(event, delai, (instant, one) => {
      const { terme, toNextWorkingDay } = definitionOf(one);
      const echeance = echeanceOf(one, instant, "2014");
      if (echeance === undefined || !("jours" in terme)) return;
      const counted = addDays(echeance.depuis, terme.jours);
      const more = daysBetween(counted, echeance.jusquau);
      const isMoved = toNextWorkingDay && !isWorkingDay(counted);
      expect(more > 0).toBe(isMoved);
      if (isMoved) expect(isWorkingDay(echeance.jusquau)).toBe(true);
    });
    fc.assert(property, { examples, numRuns: 2000 });
  });

  it("ends with a month where it is of months: the day after is a first", () => {
    const property = fc.property(event, (instant) => {
      const echeance = echeanceOf("D1", instant, "2021");
      expect(addDays(echeance?.jusquau ?? "", 1).slice(8)).toBe("01");
      expect(daysBetween(echeance?.depuis ?? "", echeance?.jusquau ?? "")).toBeLessThanOrEqual(61);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("is warned of before it is over, at the beginning of a day in Paris, and after it began", () => {
    const property = fc.property(event, delai, (instant, one) => {
      const echeance = echeanceOf(one, instant, "2021");
      const due = echeance && warningOf(echeance);
      expect(due !== undefined).toBe(one === "D2");
      if (echeance === undefined || due === undefined) return;
      expect(due < echeance.echueLe && due > instant.toISOString()).toBe(true);
      const start = Date.parse(due);
      const day = civilDayInParis(new Date(start));
      expect(daysBetween(day, echeance.jusquau)).toBe(2);
      expect(civilDayInParis(new Date(start - 1))).toBe(addDays(day, -1));
    });
    fc.assert(property, { examples, numRuns: 2000 });
  });
});
