import { describe, expect, it } from "vitest";
import type { Json } from "#infra/local/states/language/contract.ts";
import { statesLanguage } from "#infra/local/states/language/language.ts";
import { errorOf, jsonataState, jsonPathState, NOW, PASSING, scope } from "./given.ts";

const { waitUntil, mapPlan, itemInput } = statesLanguage;
const SECOND = 1_000;
const MAP = { ItemProcessor: PASSING };

/** ASL specification, "Wait State". */
describe("a Wait state", () => {
  it.each<[object, Json, number]>([
    [{ Seconds: 90 }, {}, NOW + 90 * SECOND],
    [{ SecondsPath: "$.wait" }, { wait: 5 }, NOW + 5 * SECOND],
    [{ SecondsPath: "$pause" }, {}, NOW + 7 * SECOND],
    [{ Timestamp: "2026-06-01T00:00:00Z" }, {}, Date.UTC(2026, 5, 1)],
    [
      { TimestampPath: "$.at", InputPath: "$.in" },
      { in: { at: "2026-06-01T02:00:00.250+02:00" } },
      Date.UTC(2026, 5, 1) + 250,
    ],
  ])("in JSONPath waits as %j says", async (fields, input, expected) => {
    expect(await waitUntil(jsonPathState("Wait", fields), input, scope({ pause: 7 }), NOW)).toBe(expected);
  });

  it.each<[object, Json, number]>([
    [{ Seconds: "{% $states.input.n * 2 %}" }, { n: 3 }, NOW + 6 * SECOND],
    [{ Seconds: 6 }, {}, NOW + 6 * SECOND],
    [{ Timestamp: "{% $states.input.at %}" }, { at: "2026-06-01T00:00:00Z" }, Date.UTC(2026, 5, 1)],
    [{ Timestamp: "2026-06-01T00:00:00Z" }, {}, Date.UTC(2026, 5, 1)],
  ])("in JSONata waits as %j says", async (fields, input, expected) => {
    expect(await waitUntil(jsonataState("Wait", fields), input, scope(), NOW)).toBe(expected);
  });

  it.each<[string, Json, string]>([
    ["SecondsPath", -1, "The SecondsPath parameter references a negative value: $.v == -1"],
    ["SecondsPath", 1.5, "The SecondsPath parameter cannot be parsed as a long value: $.v == 1.5"],
    ["SecondsPath", "soon", "The SecondsPath parameter cannot be parsed as a long value: $.v == soon"],
    [
      "TimestampPath",
      "2026-02-30T00:00:00Z",
      "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.v == 2026-02-30T00:00:00Z",
    ],
    [
      "TimestampPath",
      12,
      "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.v == 12",
    ],
  ])("fails when its %s leads to %j", async (field, v, cause) => {
    const state = jsonPathState("Wait", { [field]: "$.v" });
    expect(await errorOf(waitUntil(state, { v }, scope(), NOW))).toEqual({ error: "States.Runtime", cause });
  });

  it("fails when its path leads nowhere", async () => {
    const state = jsonPathState("Wait", { TimestampPath: "$.v" });
    expect(await errorOf(waitUntil(state, {}, scope(), NOW))).toEqual({
      error: "States.Runtime",
      cause: "The TimestampPath parameter does not reference an input value: $.v",
    });
  });

  it("in JSONata fails on seconds that are none", async () => {
    const state = jsonataState("Wait", { Seconds: "{% $states.input %}" });
    expect(await errorOf(waitUntil(state, -1, scope(), NOW))).toMatchObject({
      error: "States.QueryEvaluationError",
      location: "Seconds",
    });
  });
});

/** ASL specification, "Map State"; AWS, "Using Map state in Inline mode". */
describe("a Map state", () => {
  const UNLIMITED = { maxConcurrency: 0, toleratedFailureCount: undefined, toleratedFailurePercentage: undefined };

  it("in JSONPath runs over what InputPath and ItemsPath leave", async () => {
    const state = jsonPathState("Map", { ...MAP, InputPath: "$.in", ItemsPath: "$.list" });
    expect(await mapPlan(state, { in: { list: [1, 2] } }, scope())).toEqual({ items: [1, 2], ...UNLIMITED });
    expect(await mapPlan(jsonPathState("Map", MAP), [3], scope())).toEqual({ items: [3], ...UNLIMITED });
  });

  it("says how many run at once and how many may fail, by numbers or by paths", async () => {
    const plan = { maxConcurrency: 2, toleratedFailureCount: 3, toleratedFailurePercentage: 50 };
    const numbers = { MaxConcurrency: 2, ToleratedFailureCount: 3, ToleratedFailurePercentage: 50 };
    const input = { list: [1], two: 2, three: 3, half: 50 };
    const paths = {
      ItemsPath: "$.list",
      MaxConcurrencyPath: "$.two",
      ToleratedFailureCountPath: "$.three",
      ToleratedFailurePercentagePath: "$.half",
    };
    expect(await mapPlan(jsonPathState("Map", { ...MAP, ...numbers }), [1], scope())).toEqual({ items: [1], ...plan });
    expect(await mapPlan(jsonPathState("Map", { ...MAP, ...paths }), input, scope())).toEqual({ items: [1], ...plan });
    const expression = jsonataState("Map", { ...MAP, ...numbers, MaxConcurrency: "{% $max %}" });
    expect(await mapPlan(expression, [1], scope({ max: 2 }))).toEqual({ items: [1], ...plan });
  });

  it.each<[object, Json, string]>([
    [{}, { a: 1 }, 'Reference path "$" must point to array.'],
    [{ ItemsPath: "$.a" }, { a: 1 }, 'Reference path "$.a" must point to array.'],
    [
      { MaxConcurrencyPath: "$[0]" },
      ["NoNumber"],
      'The MaxConcurrencyPath field refers to value "NoNumber" which is not a valid integer: $[0]',
    ],
    [{ MaxConcurrencyPath: "$[0]" }, [-1], "Expected non-negative integer for MaxConcurrency, got '-1' instead."],
  ])("in JSONPath with %j fails on %j", async (fields, input, cause) => {
    const state = jsonPathState("Map", { ...MAP, ...fields });
    expect(await errorOf(mapPlan(state, input, scope()))).toEqual({ error: "States.Runtime", cause });
  });

  it("in JSONata runs over its Items, or over its input", async () => {
    const plan = async (fields: object, input: Json) =>
      (await mapPlan(jsonataState("Map", { ...MAP, ...fields }), input, scope({ list: [4] }))).items;
    expect(await plan({}, [1])).toEqual([1]);
    expect(await plan({ Items: "{% $list %}" }, {})).toEqual([4]);
    expect(await plan({ Items: ["{% $states.input.n + 1 %}", "plain"] }, { n: 1 })).toEqual([2, "plain"]);
    expect(await errorOf(plan({ Items: "{% $states.input %}" }, { n: 1 }))).toMatchObject({ location: "Items" });
    expect(await errorOf(plan({}, "text"))).toEqual({
      error: "States.QueryEvaluationError",
      cause: 'Map state input must be an array but was: "text"',
    });
  });

  it("gives each iteration its item, or what ItemSelector, once Parameters, makes of it", async () => {
    const context = scope({}, { Map: { Item: { Index: 1, Value: "b" } } });
    const template = { "value.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index", "from.$": "$.x" };
    const selected = { value: "b", index: 1, from: 9 };
    const input = { in: { x: 9, list: ["a", "b"] } };
    const paths = { ...MAP, InputPath: "$.in", ItemsPath: "$.list" };
    expect(await itemInput(jsonPathState("Map", paths), input, "b", context)).toBe("b");
    const selector = jsonPathState("Map", { ...paths, ItemSelector: template });
    expect(await itemInput(selector, input, "b", context)).toEqual(selected);
    const parameters = jsonPathState("Map", {
      InputPath: "$.in",
      ItemsPath: "$.list",
      Parameters: template,
      Iterator: PASSING,
    });
    expect(await itemInput(parameters, input, "b", context)).toEqual(selected);
    expect(await statesLanguage.taskInput(parameters, input, scope())).toEqual(input.in);
    const expressions = jsonataState("Map", {
      ...MAP,
      Items: [],
      ItemSelector: {
        value: "{% $states.context.Map.Item.Value %}",
        index: "{% $states.context.Map.Item.Index %}",
        from: "{% $states.input.in.x %}",
      },
    });
    expect(await itemInput(expressions, input, "b", context)).toEqual(selected);
    expect(await itemInput(jsonataState("Map", MAP), input, "b", context)).toBe("b");
  });
});
