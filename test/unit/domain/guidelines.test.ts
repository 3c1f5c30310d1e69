import { describe, expect, it } from "vitest";
import { checkGuideline, GUIDELINES, guidelinesOn } from "#domain/regles/chorus/guidelines.ts";
import { invoiceOf } from "#test/given/invoice.ts";

const MINIMUM = "urn:factur-x.eu:1p0:minimum";
const EXTENDED_CTC_FR = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr";

const check = (specification: string, { day = "2026-11-23", verification = false } = {}) =>
  checkGuideline(invoiceOf({ root: { "BT-24": specification } }), { guidelines: GUIDELINES, day, verification });

describe("the specification of an invoice (BT-24)", () => {
  it.each(guidelinesOn("2026-11-23", GUIDELINES).map(({ name, id }) => [name, id]))("may be %s", (_, id) => {
    expect(check(id)).toEqual([]);
  });

  it.each([
    ["a profile below BASIC, which is no invoice of EN 16931", MINIMUM],
    ["one of another country", "urn:peppol:pint:billing-1@om-1"],
    ["EN 16931 in other letters", "URN:CEN.EU:EN16931:2017"],
    ["none", ""],
  ])("may not be %s: the fault names those that are accepted", (_, id) => {
    const [fault, ...others] = check(id);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ code: "SPECIFICATION_NON_ACCEPTEE", severity: "fatal", terms: ["BT-24"], value: id });
    for (const { name, id: accepted } of guidelinesOn("2026-11-23", GUIDELINES)) {
      expect(fault?.message).toContain(name);
      expect(fault?.message).toContain(accepted);
    }
  });

  it("is accepted from the day of the table on, not the day before", () => {
    expect(check(EXTENDED_CTC_FR, { day: "2026-08-31" })).toMatchObject([{ code: "SPECIFICATION_NON_ACCEPTEE" }]);
    expect(check(EXTENDED_CTC_FR, { day: "2026-09-01" })).toEqual([]);
  });

  it("is accepted until the last day of the table, and no longer", () => {
    const guidelines = [{ id: MINIMUM, name: "MINIMUM", from: "2020-01-01", until: "2026-06-30", source: "" }];
    expect(guidelinesOn("2026-06-30", guidelines)).toEqual(guidelines);
    expect(guidelinesOn("2026-07-01", guidelines)).toEqual([]);
  });

  it("does not stop a verification, which says what a deposit would not accept", () => {
    expect(check(MINIMUM, { verification: true })).toMatchObject([
      { code: "SPECIFICATION_HORS_DEPOT", severity: "warning", value: MINIMUM },
    ]);
  });
});
