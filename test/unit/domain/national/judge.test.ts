import { describe, expect, it } from "vitest";
import { judgeNational } from "#domain/regles/national/judge.ts";
import { isInForce } from "#domain/regles/national/national-rule.ts";
import { DEPOSIT_PROFILE, isProfile, PROFILES, type ProfileName } from "#domain/regles/national/profiles.ts";
import { codesOf, frenchInvoice } from "./french-invoice.ts";

const NAMES = Object.keys(PROFILES).filter(isProfile);

describe("a profile", () => {
  it.each(NAMES)("%s finds nothing wrong in an invoice as it should be", (profile) => {
    expect(codesOf({}, profile)).toEqual([]);
  });

  it("is the platform's unless another is asked for", () => {
    expect(DEPOSIT_PROFILE).toBe<ProfileName>("chorus-pro");
  });

  it("is known by its name alone", () => {
    expect(["br-fr", "BR-FR", "toString"].map(isProfile)).toEqual([true, false, false]);
  });

  it("of EN 16931 asks no national rule", () => {
    expect(codesOf({ set: { "BT-23": "A1", "BT-34": undefined, "BT-13": undefined } }, "en16931")).toEqual([]);
  });

  it("of the platform takes the cadres A1 to A25, which the reform does not know", () => {
    const historic = { set: { "BT-23": "A1", "BT-34": undefined, "BT-49": undefined } };
    expect(codesOf(historic, "chorus-pro")).toEqual([]);
    expect(codesOf(historic, "br-fr")).toEqual(["BR-FR-08_BT-23", "BR-FR-13_BT-34", "BR-FR-12_BT-49"]);
  });

  it("of an approved platform asks both BR-FR and BR-FR-CPRO", () => {
    const given = { set: { "BT-34": undefined, "BT-27": "a".repeat(100) } };
    expect(codesOf(given, "br-fr-cpro")).toEqual(["BR-FR-13_BT-34", "BR-FR-CPRO-43"]);
  });
});

describe("a rule", () => {
  it("is in force on its first and on its last day", () => {
    const rule = { from: "2026-09-01", until: "2027-08-31", source: "" };
    const days = ["2026-08-31", "2026-09-01", "2027-08-31", "2027-09-01"];
    expect(days.map((day) => isInForce(rule, day))).toEqual([false, true, true, false]);
  });
});

describe("a fault", () => {
  it("shows the value that is wrong among several, and where it stands", () => {
    const invoice = frenchInvoice({ again: { "BT-29": ["SERVICE/1", "0224"] } });
    const [fault] = judgeNational(invoice, { profile: "br-fr", day: "2026-09-01" });
    expect(fault).toMatchObject({
      code: "BR-FR-24_BT-29",
      severity: "fatal",
      terms: ["BT-29"],
      value: "SERVICE/1",
      at: { path: "/BT-29" },
    });
  });

  it("of a mention that the customer may do without is a warning", () => {
    const faults = judgeNational(frenchInvoice({ set: { "BT-13": undefined } }), {
      profile: "chorus-pro",
      day: "2026-09-15",
    });
    expect(faults).toMatchObject([{ code: "MENTION_COMMANDE_ABSENTE", severity: "warning" }]);
  });
});

describe("the notes", () => {
  it("may be several in one element of UBL, each after its subject", () => {
    const notes = [["PMT", "40 euros#PMD#taux légal#AAB#néant"]] as const;
    expect(codesOf({ notes }, "br-fr")).toEqual([]);
    expect(codesOf({ notes, syntax: "cii" }, "br-fr")).toEqual(["BR-FR-05_BT-22_PMD", "BR-FR-05_BT-22_AAB"]);
  });
});

describe("a price", () => {
  it("may be negative where both parties sell to each other", () => {
    expect(codesOf({ set: { "BT-146": "-1.00", "BT-23": "S9", "BT-3": "389" } }, "br-fr")).toEqual([]);
  });
});

describe("a credit note of an extended profile", () => {
  it("may refer to earlier invoices line by line, which the model does not hold", () => {
    const set = { "BT-3": "381", "BT-24": "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr" };
    expect(codesOf({ set }, "br-fr")).toEqual([]);
  });
});
