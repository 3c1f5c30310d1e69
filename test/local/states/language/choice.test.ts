import { describe, expect, it } from "vitest";
import type { Json, JsonRecord } from "#infra/local/states/language/contract.ts";
import { holds } from "#infra/local/states/language/jsonpath/choice-rules.ts";
import { statesLanguage } from "#infra/local/states/language/language.ts";
import { errorOf, jsonataState, jsonPathState, problemsOf, roots, scope } from "./given.ts";

const { choose } = statesLanguage;

const INPUT: Json = {
  text: "log-2026.txt",
  star: "a*b",
  seven: 7,
  eight: 8,
  yes: true,
  no: false,
  nothing: null,
  at: "2026-05-01T08:00:00Z",
  sameAt: "2026-05-01T10:00:00+02:00",
  later: "2026-05-01T08:00:00.500Z",
  day: "2026-05-01",
};

const AT_LIMIT = roots(INPUT, { limit: 7 });

const text = { Variable: "$.text" };
const seven = { Variable: "$.seven" };
const at = { Variable: "$.at" };

const RULES: readonly (readonly [JsonRecord, boolean])[] = [
  [{ ...text, StringEquals: "log-2026.txt" }, true],
  [{ ...text, StringEquals: "log" }, false],
  [{ ...seven, StringEquals: "7" }, false],
  [{ ...text, StringLessThan: "m" }, true],
  [{ ...text, StringGreaterThan: "m" }, false],
  [{ ...text, StringLessThanEquals: "log-2026.txt" }, true],
  [{ ...text, StringGreaterThanEquals: "log-2026.txt" }, true],
  [{ ...text, StringMatches: "log-*.txt" }, true],
  [{ ...text, StringMatches: "log-*.csv" }, false],
  [{ ...text, StringMatches: "log-2026?txt" }, false],
  [{ Variable: "$.star", StringMatches: "a\\*b" }, true],
  [{ ...text, StringMatches: "log\\*" }, false],
  [{ ...seven, NumericEquals: 7 }, true],
  [{ ...text, NumericEquals: 7 }, false],
  [{ ...seven, NumericLessThan: 7 }, false],
  [{ ...seven, NumericLessThanEquals: 7 }, true],
  [{ ...seven, NumericGreaterThan: 6.5 }, true],
  [{ ...seven, NumericGreaterThanEquals: 8 }, false],
  [{ Variable: "$.yes", BooleanEquals: true }, true],
  [{ Variable: "$.no", BooleanEquals: true }, false],
  [{ ...text, BooleanEquals: false }, false],
  [{ ...at, TimestampEquals: "2026-05-01T10:00:00+02:00" }, true],
  [{ ...at, TimestampLessThan: "2026-05-01T08:00:01Z" }, true],
  [{ Variable: "$.later", TimestampGreaterThan: "2026-05-01T08:00:00Z" }, true],
  [{ ...at, TimestampGreaterThanEquals: "2026-05-01T08:00:00Z" }, true],
  [{ ...at, TimestampLessThanEquals: "2026-04-30T08:00:00Z" }, false],
  [{ Variable: "$.day", TimestampLessThan: "2026-05-02T08:00:00Z" }, false],
  [{ Variable: "$.nothing", IsNull: true }, true],
  [{ ...text, IsNull: false }, true],
  [{ ...seven, IsNumeric: true }, true],
  [{ ...text, IsString: true }, true],
  [{ Variable: "$.no", IsBoolean: true }, true],
  [{ ...at, IsTimestamp: true }, true],
  [{ Variable: "$.day", IsTimestamp: true }, false],
  [{ ...seven, IsPresent: true }, true],
  [{ Variable: "$.absent", IsPresent: true }, false],
  [{ Variable: "$.absent", IsPresent: false }, true],
  [{ ...seven, NumericEqualsPath: "$limit" }, true],
  [{ ...seven, NumericLessThanPath: "$.eight" }, true],
  [{ ...text, StringEqualsPath: "$.text" }, true],
  [{ ...text, StringGreaterThanEqualsPath: "$.star" }, true],
  [{ ...at, TimestampEqualsPath: "$.sameAt" }, true],
  [{ Variable: "$.yes", BooleanEqualsPath: "$.no" }, false],
  [{ Variable: "$$.Execution.RedriveCount", NumericEquals: 0 }, true],
];

/** ASL specification, "Choice State": data-test expressions and boolean expressions. */
describe("a Choice rule in JSONPath", () => {
  it.each(RULES)("%j is %s", (rule, expected) => {
    expect(holds(rule, AT_LIMIT)).toBe(expected);
  });

  it("of each comparator can be created", () => {
    expect(() => jsonPathState("Choice", { Choices: RULES.map(([rule]) => ({ ...rule, Next: "Yes" })) })).not.toThrow();
  });

  it("is made of others, which are looked at no further than needed", () => {
    const yes = { Variable: "$.yes", BooleanEquals: true };
    const absent = { Variable: "$.absent", BooleanEquals: true };
    expect(holds({ And: [yes, { Not: { Not: yes } }] }, AT_LIMIT)).toBe(true);
    expect(holds({ And: [{ Not: yes }, absent] }, AT_LIMIT)).toBe(false);
    expect(holds({ Or: [yes, absent] }, AT_LIMIT)).toBe(true);
    expect(holds({ Or: [{ Not: yes }, { And: [{ Not: yes }] }] }, AT_LIMIT)).toBe(false);
  });

  it("fails the execution when what it looks at is not there", async () => {
    const outcome = async (rule: JsonRecord): Promise<boolean> => holds(rule, AT_LIMIT);
    expect(await errorOf(outcome({ Variable: "$.absent", IsNull: true }))).toEqual({
      error: "States.Runtime",
      cause: "Invalid path '$.absent': The choice state's condition path references an invalid value.",
    });
    expect(await errorOf(outcome({ ...seven, NumericEqualsPath: "$.absent" }))).toMatchObject({
      error: "States.Runtime",
    });
  });

  it("refuses what is no comparator, no path, or no rule", () => {
    const refused = (rule: object) =>
      problemsOf({
        StartAt: "S",
        States: { S: { Type: "Choice", Choices: [{ ...rule, Next: "End" }] }, End: { Type: "Succeed" } },
      });
    expect(refused({ ...seven, NumericResembles: 7 })).not.toEqual([]);
    expect(refused({ ...seven, StringMatchesPath: "$.text" })).not.toEqual([]);
    expect(refused({ ...seven })).not.toEqual([]);
    expect(refused({ Variable: "seven", NumericEquals: 7 })[0]).toContain("at /States/S/Choices[0]/Variable");
    expect(refused({ Not: { ...seven, NumericEqualsPath: "$.[" } })[0]).toContain("/Choices[0]/Not/NumericEqualsPath");
  });
});

describe("a Choice state", () => {
  const rules = [
    { Variable: "$.n", NumericGreaterThan: 5, Next: "Many", Assign: { "size.$": "$.n" } },
    { Variable: "$.n", NumericGreaterThan: 2, Next: "Some" },
  ];

  it("goes where the first rule that holds says, with the variables of that rule", async () => {
    const state = jsonPathState("Choice", { Choices: rules, InputPath: "$.in", OutputPath: "$.n", Default: "Few" });
    expect(await choose(state, { in: { n: 6 } }, scope())).toEqual({ next: "Many", output: 6, assigned: { size: 6 } });
    expect(await choose(state, { in: { n: 3 } }, scope())).toEqual({ next: "Some", output: 3, assigned: {} });
    expect(await choose(state, { in: { n: 1 } }, scope())).toEqual({ next: "Few", output: 1, assigned: {} });
  });

  it("without a Default fails when no rule holds", async () => {
    const noMatch = {
      error: "States.NoChoiceMatched",
      cause: "Failed to transition out of the state. The state does not point to a next state.",
    };
    expect(await errorOf(choose(jsonPathState("Choice", { Choices: rules }), { n: 0 }, scope()))).toEqual(noMatch);
    const jsonata = jsonataState("Choice", { Choices: [{ Condition: false, Next: "A" }] });
    expect(await errorOf(choose(jsonata, {}, scope()))).toEqual(noMatch);
  });

  it("in JSONata goes by conditions, each rule and the state with their own Output and Assign", async () => {
    const state = jsonataState("Choice", {
      Choices: [
        {
          Condition: "{% $states.input.n > $limit %}",
          Next: "Many",
          Output: { n: "{% $states.input.n %}" },
          Assign: { seen: true },
        },
        { Condition: "{% $states.input.n > 2 %}", Next: "Some" },
      ],
      Default: "Few",
      Output: "few",
      Assign: { seen: false },
    });
    const at5 = scope({ limit: 5 });
    expect(await choose(state, { n: 6 }, at5)).toEqual({ next: "Many", output: { n: 6 }, assigned: { seen: true } });
    expect(await choose(state, { n: 3 }, at5)).toEqual({ next: "Some", output: { n: 3 }, assigned: {} });
    expect(await choose(state, { n: 1 }, at5)).toEqual({ next: "Few", output: "few", assigned: { seen: false } });
  });

  it("in JSONata fails on a condition that is no boolean", async () => {
    const state = jsonataState("Choice", {
      Choices: [
        { Condition: false, Next: "A" },
        { Condition: "{% $states.input.n %}", Next: "A" },
      ],
    });
    expect(await errorOf(choose(state, { n: 1 }, scope()))).toEqual({
      error: "States.QueryEvaluationError",
      location: "Choices[1]/Condition",
      cause:
        "The JSONata expression '$states.input.n' specified for the field 'Choices[1]/Condition' returned an " +
        "unexpected result type. Expected 'boolean', but was 'number' for value: 1",
    });
  });
});
