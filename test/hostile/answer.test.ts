/** A judge of a hundred thousand answers who sees nothing would be content with all of them. */
import { describe, expect, it } from "vitest";
import { readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { brokenPromisesOf } from "./answer.ts";

const doctype = readingFault("XML_DOCTYPE", { at: { path: "/", line: 1, column: 1 } });

describe("the judge of answers", () => {
  it("is content with a fatal fault", () => {
    expect(brokenPromisesOf({ faults: [doctype], structure: [], rules: [] })).toEqual([]);
  });

  it("looks at the faults of structure as well", () => {
    const structure = [{ ...doctype, code: "STRUCT-AUTRE" }];
    expect(brokenPromisesOf({ faults: [doctype], structure, rules: [] })).toEqual([
      "a fault that is in no catalogue: STRUCT-AUTRE",
    ]);
  });

  it("looks at the rules as well", () => {
    const rules = Array(11).fill({ ...doctype, code: "BR-01" });
    expect(brokenPromisesOf({ faults: [doctype], structure: [], rules })).toEqual([
      "a rule in more places than are shown",
      "rules without an invoice",
    ]);
  });

  it.each([
    ["no fault at all", [], "neither an invoice nor a fatal fault"],
    [
      "a warning alone",
      [readingFault("ENCODAGE_DOUTEUX", { params: { encodage: "x", octet: "x", decalage: 1 } })],
      "neither an invoice nor a fatal fault",
    ],
    ["faults without end", Array(2 * READING_LIMITS.faults.max + 3).fill(doctype), "more faults than a report holds"],
    ["an unknown code", [{ ...doctype, code: "toString" }], "a fault that is in no catalogue: toString"],
    ["a gap in a text", [readingFault("XML_MAL_FORME")], "a fault whose text was not filled in: XML_MAL_FORME"],
    [
      "a line before the first",
      [{ ...doctype, at: { path: "/", line: 0, column: 1 } }],
      "a fault at no place of a file: XML_DOCTYPE",
    ],
    [
      "a value of the whole file",
      [{ ...doctype, value: "x".repeat(201) }],
      "a fault that repeats a long value: XML_DOCTYPE",
    ],
  ])("is not content with %s", (_, faults, broken) => {
    expect(brokenPromisesOf({ faults, structure: [], rules: [] })).toEqual([broken]);
  });
});
