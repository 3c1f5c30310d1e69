import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Fault } from "#domain/fautes/fault.ts";
import { groupFaults } from "#domain/rapports/grouping.ts";
import { type Findings, makeReport } from "#domain/rapports/report.ts";
import { verdictOf } from "#domain/rapports/verdict.ts";
import { SPOILED_CII, SPOILED_UBL, UNREADABLE, VALID } from "./reports.ts";

/** The contract of the JSON: a field that is added, renamed or taken away is a change for whoever reads it. */
const REPORT = z.strictObject({
  syntax: z.enum(["ubl-invoice", "ubl-creditnote", "cii"]).optional(),
  numeroFacture: z.string().optional(),
  valid: z.boolean(),
  fatal: z.array(z.string()),
  warning: z.array(z.string()),
  faults: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(["fatal", "warning"]),
      terms: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      message: z.string(),
      fix: z.string(),
      at: z.strictObject({ path: z.string(), line: z.int().min(1), column: z.int().min(1) }).optional(),
      value: z.string().max(200).optional(),
      expected: z.string().optional(),
      others: z.int().min(1).optional(),
    }),
  ),
});

const fault = (code: string, details: Partial<Fault> = {}): Fault => ({
  code,
  severity: "fatal",
  terms: [],
  message: `${code} est faux.`,
  fix: "Corrigez-le.",
  ...details,
});

const report = (findings: Partial<Findings>) =>
  makeReport({ reading: [], structure: [], rules: [], national: [], ...findings });

const order = (findings: Partial<Findings>): readonly string[] => report(findings).faults.map(({ code }) => code);

describe("a report", () => {
  it.each([
    ["of a valid invoice", VALID],
    ["of a spoiled UBL invoice", SPOILED_UBL],
    ["of a spoiled CII invoice", SPOILED_CII],
    ["of an unreadable file", UNREADABLE],
  ])("%s has the fields that are published, and no other", (_, one) => {
    expect(REPORT.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });

  it("names every term in French", () => {
    const rules = [fault("BR-CO-15", { terms: ["BT-112"] })];
    expect(report({ rules }).faults[0]?.terms).toEqual([
      { id: "BT-112", name: "Montant total de la facture TVA comprise" },
    ]);
  });

  it("sums up the rules of EN 16931 alone, each once, sorted", () => {
    const rules = [fault("BR-02"), fault("BR-01"), fault("BR-02"), fault("UBL-CR-006", { severity: "warning" })];
    const { fatal, warning } = report({ rules, structure: [fault("STRUCT-VALEUR")], national: [fault("BR-FR-01")] });
    expect({ fatal, warning }).toEqual({ fatal: ["BR-01", "BR-02"], warning: ["UBL-CR-006"] });
  });

  it("is valid as long as nothing is fatal", () => {
    expect(report({ rules: [fault("A", { severity: "warning" })] }).valid).toBe(true);
    expect(report({ national: [fault("A")] }).valid).toBe(false);
  });
});

describe("a report of more faults than there is room for", () => {
  const many = (count: number, details: Partial<Fault> = {}) =>
    Array.from({ length: count }, (_, index) => fault(`R-${String(index).padStart(4, "0")}`, details));

  it("shows a thousand, the decisive ones, then how many it does not show", () => {
    const { faults } = report({ rules: [...many(1_500, { severity: "warning" }), fault("FATALE")] });
    expect(faults).toHaveLength(1_001);
    expect(faults[0]?.code).toBe("FATALE");
    expect(faults.at(-1)).toEqual({
      code: "COMPTE_RENDU_FAUTES_NON_MONTREES",
      severity: "warning",
      terms: [],
      message: "Nombre d'anomalies que ce compte rendu ne montre pas : 501.",
      fix: "Corrigez les anomalies montrées, puis vérifiez de nouveau la facture.",
    });
  });

  it("judges by all of them, and lists the ids of all", () => {
    const { valid, fatal, warning } = report({ rules: many(1_200), national: many(1, { severity: "warning" }) });
    expect({ valid, fatal: fatal.length, warning }).toEqual({ valid: false, fatal: 1_200, warning: [] });
  });

  it("shows all of a thousand", () => {
    expect(report({ rules: many(1_000) }).faults).toHaveLength(1_000);
  });

  it("has room in Lambda's answer (AWS, 6 MB), whatever the faults quote and however long their paths are", () => {
    const at = { path: `/${"é".repeat(4_000)}`, line: 1, column: 1 };
    const whole = report({ rules: many(2_000, { at, value: '"'.repeat(200) }) });
    const answer = JSON.stringify({ statusCode: 200, body: JSON.stringify(verdictOf(whole)) });
    expect(whole.faults.length).toBeLessThan(1_000);
    expect(Buffer.byteLength(answer)).toBeLessThan(6_000_000);
  });
});

it("a verdict has the fields that systems read, in their order, with a syntax that may be none", () => {
  const verdict = verdictOf(report({ rules: [fault("BR-01")] }));
  expect(JSON.stringify(verdict)).toMatch(
    /^\{"syntax":null,"fatal":\["BR-01"\],"warning":\[\],"faults":\[\{"code":"BR-01",/,
  );
  expect(verdictOf(VALID)).toEqual({ syntax: "ubl-invoice", fatal: [], warning: [], faults: [] });
});

describe("the order of a report", () => {
  it("puts what refuses before what warns, wherever it comes from", () => {
    const reading = [fault("READING", { severity: "warning" })];
    expect(order({ reading, national: [fault("NATIONAL")] })).toEqual(["NATIONAL", "READING"]);
  });

  it("goes from the file to its structure to its rules", () => {
    expect(order({ rules: [fault("RULE")], structure: [fault("STRUCT")], reading: [fault("READ")] })).toEqual([
      "READ",
      "STRUCT",
      "RULE",
    ]);
  });

  it("goes from what the invoice is to whom it concerns, how much it is, and its details", () => {
    const terms = [["BG-24"], [], ["BT-84"], ["BT-155"], ["BT-112"], ["BT-116"], ["BT-40"], ["BT-1"]];
    const rules = terms.map((about) => fault(about[0] ?? "NOTHING", { terms: about }));
    const sorted = ["BT-1", "BT-40", "BT-116", "BT-112", "BT-155", "BT-84", "BG-24", "NOTHING"];
    expect(order({ rules })).toEqual(sorted);
  });

  it("goes from a sum to the total that it goes into", () => {
    const rules = ["BT-115", "BT-112", "BT-106"].map((id) => fault(id, { terms: [id] }));
    expect(order({ rules })).toEqual(["BT-106", "BT-112", "BT-115"]);
  });

  it("leaves the faults of the file in its order", () => {
    const structure = [fault("LINE", { terms: ["BT-126"] }), fault("NUMBER", { terms: ["BT-1"] })];
    expect(order({ structure })).toEqual(["LINE", "NUMBER"]);
  });

  it("keeps the places of one code together, in the order in which they were found", () => {
    const at = (line: number) => ({ path: "/", line, column: 1 });
    const rules = [
      fault("BR-24", { terms: ["BT-131"], at: at(9) }),
      fault("BR-B", { terms: ["BT-131"], at: at(1) }),
      fault("BR-24", { terms: ["BT-131"], at: at(3) }),
    ];
    expect(report({ rules }).faults.map(({ code, at: place }) => [code, place?.line])).toEqual([
      ["BR-24", 9],
      ["BR-24", 3],
      ["BR-B", 1],
    ]);
  });
});

describe("faults for people", () => {
  const at = { path: "/Invoice", line: 1, column: 1 };

  it("say a code once, with all its places", () => {
    const rules = [fault("A", { at, value: "1" }), fault("A", { at, value: "2", expected: "3", others: 5 })];
    expect(groupFaults(report({ rules }))).toEqual([
      expect.objectContaining({
        code: "A",
        places: [
          { at, value: "1" },
          { at, value: "2", expected: "3" },
        ],
        others: 5,
      }),
    ]);
  });

  it("name the terms of all places", () => {
    const structure = [
      fault("S", { terms: ["BT-35"] }),
      fault("S", { terms: ["BT-50"] }),
      fault("S", { terms: ["BT-35"] }),
    ];
    expect(groupFaults(report({ structure }))[0]?.terms.map(({ id }) => id)).toEqual(["BT-35", "BT-50"]);
  });

  it("say a code again where its words differ", () => {
    const structure = [fault("S", { message: "« a » est en trop." }), fault("S", { message: "« b » est en trop." })];
    expect(groupFaults(report({ structure })).map(({ message }) => message)).toEqual([
      "« a » est en trop.",
      "« b » est en trop.",
    ]);
  });

  it("have no place where the whole file is at fault", () => {
    expect(groupFaults(report({ reading: [fault("FICHIER_VIDE")] }))[0]?.places).toEqual([]);
  });
});
