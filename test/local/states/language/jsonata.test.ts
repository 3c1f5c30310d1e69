import { describe, expect, it } from "vitest";
import type { Json } from "#infra/local/states/language/contract.ts";
import { statesLanguage } from "#infra/local/states/language/language.ts";
import { errorOf, expressionValue, jsonataState, PASSING, scope } from "./given.ts";

const TASK = { Resource: "arn:aws:states:::lambda:invoke" };
const { outcome, taskInput, taskLimits, caught, failure } = statesLanguage;

/** AWS Step Functions developer guide, "Transforming data with JSONata in Step Functions". */
describe("a state in JSONata", () => {
  it("is called with its Arguments, in which any text may be an expression", async () => {
    const state = jsonataState("Task", {
      ...TASK,
      Arguments: {
        id: "{% $states.input.id %}",
        token: "{% $states.context.Task.Token %}",
        list: ["{% $amount * 2 %}", "{%no expression", " {% $amount %}", { deep: "{% 'x' & $states.input.id %}" }],
      },
    });
    expect(await taskInput(state, { id: "D-1" }, scope({ amount: 2 }, { Task: { Token: "T" } }))).toEqual({
      id: "D-1",
      token: "T",
      list: [4, "{%no expression", " {% $amount %}", { deep: "xD-1" }],
    });
    expect(await taskInput(jsonataState("Task", TASK), [1], scope())).toEqual([1]);
    const whole = jsonataState("Parallel", { Branches: [PASSING], Arguments: "{% $states.input.a %}" });
    expect(await taskInput(whole, { a: [7] }, scope())).toEqual([7]);
  });

  it("passes on its result, or its input when it has none, or what Output says", async () => {
    const task = jsonataState("Task", TASK);
    expect(await outcome(task, { id: 1 }, { sum: 7 }, scope())).toEqual({ output: { sum: 7 }, assigned: {} });
    expect((await outcome(task, { id: 1 }, null, scope())).output).toBeNull();
    expect((await outcome(jsonataState("Succeed"), { id: 1 }, undefined, scope())).output).toEqual({ id: 1 });
    const both = jsonataState("Task", { ...TASK, Output: "{% $merge([$states.input, $states.result]) %}" });
    expect((await outcome(both, { id: 1 }, { sum: 7 }, scope())).output).toEqual({ id: 1, sum: 7 });
  });

  it.each<[Json]>([[1], ["text"], [null], [false], [[1]], [{ a: { b: [] } }]])(
    "may have any JSON as its Output: %j",
    async (output) => {
      expect((await outcome(jsonataState("Pass", { Output: output }), {}, undefined, scope())).output).toEqual(output);
    },
  );

  it("assigns variables, all from the variables as they were", async () => {
    const state = jsonataState("Task", {
      ...TASK,
      Assign: { a: "{% $b %}", b: "{% $a %}", sum: "{% $states.result.sum %}", plain: [1] },
    });
    const done = await outcome(state, {}, { sum: 7 }, scope({ a: 1, b: 2 }));
    expect(done.assigned).toEqual({ a: 2, b: 1, sum: 7, plain: [1] });
  });

  it("that is caught passes on the error, or what the catcher's Output says", async () => {
    const error = { Error: "Refus", Cause: "parce que" };
    const state = jsonataState("Task", {
      ...TASK,
      Catch: [
        { ErrorEquals: ["A"], Next: "A" },
        {
          ErrorEquals: ["States.ALL"],
          Next: "B",
          Output: { id: "{% $states.input.id %}", why: "{% $states.errorOutput.Cause %}" },
          Assign: { failed: "{% $states.errorOutput.Error %}" },
        },
      ],
    });
    expect(await caught(state, 0, { id: 1 }, error, scope())).toEqual({ output: error, assigned: {} });
    expect(await caught(state, 1, { id: 1 }, error, scope())).toEqual({
      output: { id: 1, why: "parce que" },
      assigned: { failed: "Refus" },
    });
  });

  it("fails with the Error and the Cause that it works out", async () => {
    const state = jsonataState("Fail", { Error: "{% $states.input.code %}", Cause: "toujours" });
    expect(await failure(state, { code: "E1" }, scope())).toEqual({ error: "E1", cause: "toujours" });
    expect(await errorOf(failure(state, { code: 1 }, scope()))).toMatchObject({ location: "Error" });
  });

  it("limits the time of a task", async () => {
    const state = jsonataState("Task", { ...TASK, TimeoutSeconds: "{% $t %}", HeartbeatSeconds: 5 });
    expect(await taskLimits(state, {}, scope({ t: 60 }))).toEqual({ timeoutSeconds: 60, heartbeatSeconds: 5 });
  });
});

describe("a JSONata expression", () => {
  it("gives plain JSON, without the marks that JSONata leaves on lists", async () => {
    const value = await expressionValue("$states.input.items.n", { items: [{ n: 3 }, { n: 9 }] });
    expect(Object.keys(Object(value))).toEqual(["0", "1"]);
    expect(value).toEqual([3, 9]);
  });

  it("that gives nothing fails, and names its field", async () => {
    const state = jsonataState("Pass", { Output: { a: ["x", "{% $states.input.missing %}"] } });
    expect(await errorOf(outcome(state, {}, undefined, scope()))).toEqual({
      error: "States.QueryEvaluationError",
      location: "Output/a[1]",
      cause:
        "The JSONata expression '$states.input.missing' specified for the field 'Output/a[1]' returned nothing (undefined).",
    });
  });

  it("that gives a function fails, for it is no JSON", async () => {
    expect(await errorOf(expressionValue("$sum"))).toMatchObject({
      cause: "The JSONata expression '$sum' specified for the field 'Output' returned an unsupported result type.",
    });
  });

  it("that throws fails with JSONata's code and message", async () => {
    expect(await errorOf(expressionValue("$sum('a')"))).toEqual({
      error: "States.QueryEvaluationError",
      location: "Output",
      cause:
        "The JSONata expression '$sum('a')' specified for the field 'Output' threw an error during evaluation. " +
        'T0412: Argument 1 of function "sum" must be an array of "numbers"',
    });
  });

  it("cannot call $eval, which AWS has not", async () => {
    expect(await errorOf(expressionValue("$eval('1')"))).toMatchObject({
      cause: expect.stringMatching(/T1006: Attempted to invoke a non-function$/),
    });
  });

  it("ends, even if it calls itself for ever", async () => {
    const endless = "($f := function($n) { 1 + $f($n + 1) }; $f(1))";
    expect(await errorOf(expressionValue(endless))).toMatchObject({ error: "States.QueryEvaluationError" });
  });

  it("tells the time of the runtime", async () => {
    expect(await expressionValue("$millis()")).toBe(Date.UTC(2026, 4, 1, 8));
    expect(await expressionValue("$now()")).toBe("2026-05-01T08:00:00.000Z");
    expect(await expressionValue("$now('[D]/[M]/[Y]', '+0200')")).toBe("1/5/2026");
  });
});

/** The same page, "JSONata functions provided by Step Functions". */
describe("a function that Step Functions adds to JSONata", () => {
  it.each<[string, Json]>([
    ["$partition([1,2,3,4,5], 2)", [[1, 2], [3, 4], [5]]],
    ["$partition('one', 2)", [["one"]]],
    ["$range(0, 6, 2)", [0, 2, 4, 6]],
    ["$range(0, -4, -2)", [0, -2, -4]],
    ["$range(-1.7, 2, 1)", [-1, 0, 1, 2]],
    ["$range(2, 1, 1)", []],
    ["$hash('input', 'SHA-1')", "140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"],
    ["$random(42)", 0.7275636800328681],
    ["$parse('{\"a\":[1]}').a", [1]],
    ["$exists($partition($states.input.x, 1))", false],
    ["$exists($range(1, $states.input.x, 1))", false],
    ["$exists($hash($states.input.x, 'MD5'))", false],
    ["$exists($parse($states.input.x))", false],
    ["$random() < 1", true],
    ["$length($uuid())", 36],
  ])("%s", async (expression, expected) => {
    expect(await expressionValue(expression)).toEqual(expected);
  });

  it.each([
    ["$partition([1], -1)", "$partition takes a positive size, not -1"],
    ["$partition([1], 'x')", '$partition takes a number, not "x"'],
    ["$range(1, 2, 0)", "$range takes a step other than 0"],
    ["$range(1, 1e9, 1)", "Expression evaluation memory limit exceeded: Check for excessive memory usage"],
    ["$hash('x', 'SHA-3')", "the algorithm SHA-3 is none of MD5, SHA-1, SHA-256, SHA-384, SHA-512"],
    ["$hash(1, 'MD5')", "$hash takes a string and the name of an algorithm"],
    ["$parse('{')", "this is no JSON: {"],
    ["$parse(1)", "$parse takes a string, not 1"],
  ])("fails where it cannot be applied: %s", async (expression, reason) => {
    expect(await errorOf(expressionValue(expression))).toMatchObject({
      cause: `The JSONata expression '${expression}' specified for the field 'Output' threw an error during evaluation: ${reason}`,
    });
  });
});
