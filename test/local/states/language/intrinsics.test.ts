import { describe, expect, it } from "vitest";
import type { Json } from "#infra/local/states/language/contract.ts";
import { errorOf, fieldProblems, fieldValue } from "./given.ts";

const INPUT: Json = {
  name: "Ada",
  list: [1, 2, 3, 4, 5],
  twice: [1, { a: 1, b: 2 }, 1, { b: 2, a: 1 }, "1"],
  nested: { a: [1, null], b: { c: "d" } },
  json: '{"a":[1,2]}',
  a: { shared: { x: 1 }, one: 1 },
  b: { shared: { y: 2 }, two: 2 },
  long: "x".repeat(10_001),
};

const value = (call: string): Promise<Json | undefined> => fieldValue(call, INPUT);

/** AWS Step Functions developer guide, "Intrinsic functions for JSONPath states". */
describe("an intrinsic function", () => {
  it.each([
    ["States.Format('Hello, my name is {}.', $.name)", "Hello, my name is Ada."],
    ["States.Format('{} and {}', 'A', 1.5)", "A and 1.5"],
    ["States.Format('{}{}{}', null, true, false)", "nulltruefalse"],
    ["States.Format('it\\'s \\{\\} and \\\\ of {}', $.name)", "it's {} and \\ of Ada"],
    ["States.Format($.name)", "Ada"],
    ["States.Format('{}', $.nested)", "{a=[1, null], b={c=d}}"],
    ["States.StringToJson($.json)", { a: [1, 2] }],
    ["States.StringToJson('{\"a\": {}}')", { a: {} }],
    ["States.JsonToString($.nested)", '{"a":[1,null],"b":{"c":"d"}}'],
    ["States.Array()", []],
    ["States.Array($.name, 1, 'x', null)", ["Ada", 1, "x", null]],
    ["States.ArrayPartition($.list, 2)", [[1, 2], [3, 4], [5]]],
    ["States.ArrayContains($.list, 5)", true],
    ["States.ArrayContains($.list, '5')", false],
    ['States.ArrayContains($.twice, States.StringToJson(\'{"b":2,"a":1}\'))', true],
    ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
    ["States.ArrayRange(3, 0, -1)", [3, 2, 1, 0]],
    ["States.ArrayRange(1, 0, 1)", []],
    ["States.ArrayRange(0.6, 2.4, 1)", [1, 2]],
    ["States.ArrayGetItem($.list, 4)", 5],
    ["States.ArrayLength($.list)", 5],
    ["States.ArrayUnique($.twice)", [1, { a: 1, b: 2 }, "1"]],
    ["States.Base64Encode('Data to encode')", "RGF0YSB0byBlbmNvZGU="],
    ["States.Base64Decode('RGVjb2RlZCBkYXRh')", "Decoded data"],
    ["States.Hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"],
    ["States.Hash('', 'MD5')", "d41d8cd98f00b204e9800998ecf8427e"],
    ["States.JsonMerge($.a, $.b, false)", { shared: { y: 2 }, one: 1, two: 2 }],
    ["States.MathAdd(111, -1)", 110],
    ["States.MathAdd(1.5, 0)", 2],
    ["States.StringSplit('1,2,,3', ',')", ["1", "2", "3"]],
    ["States.StringSplit('This.is+a,test', '.+,')", ["This", "is", "a", "test"]],
    ["States.ArrayGetItem(States.StringSplit('a-b', '-'), States.MathAdd(States.ArrayLength($.list), -4))", "b"],
    ["States.ArrayLength( $.list )", 5],
  ])("%s", async (call, expected) => {
    expect(await value(call)).toEqual(expected);
  });

  it("makes a UUID of version 4", async () => {
    expect(await value("States.UUID()")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("draws the same number for the same seed, from the start up to the end, which is not drawn", async () => {
    const seeded = await value("States.MathRandom(0, 1000, 42)");
    expect(await value("States.MathRandom(0, 1000, 42)")).toBe(seeded);
    expect(await value("States.MathRandom(0, 1000, 3)")).not.toBe(seeded);
    expect(await value("States.MathRandom(7, 8)")).toBe(7);
  });

  it.each([
    ["States.ArrayGetItem($.list, 9)", "there is no item 9 in an array of 5"],
    ["States.ArrayGetItem($.list, -1)", "there is no item -1 in an array of 5"],
    ["States.ArrayPartition($.list, 0)", "a positive size was expected, not 0"],
    ["States.ArrayRange(0, 1, 0)", "the step cannot be 0"],
    ["States.ArrayRange(0, 1000, 1)", "the range would have 1001 items, more than 1000"],
    ["States.ArrayLength($.name)", 'an array was expected, not "Ada"'],
    ["States.StringToJson($.name)", "this is no JSON: Ada"],
    ["States.JsonMerge($.a, $.b, true)", "only the shallow mode is supported: the third argument must be false"],
    ["States.JsonMerge($.a, $.list, false)", "an object was expected, not [1,2,3,4,5]"],
    ["States.MathAdd(2147483647, 1)", "2147483648 is not between -2147483648 and 2147483647"],
    ["States.MathAdd('1', 1)", 'a number was expected, not "1"'],
    ["States.MathRandom(3, 3)", "the end, 3, must be above the start, 3"],
    ["States.Hash($.name, 'SHA-3')", "the algorithm SHA-3 is none of MD5, SHA-1, SHA-256, SHA-384, SHA-512"],
    ["States.Base64Encode($.long)", "a string of at most 10000 characters was expected"],
    ["States.Format('{} {}', 1)", "the template has more places than there are values"],
    ["States.Format('{}', 1, 2)", "the template has fewer places than there are values"],
    ["States.Format(1)", "a string was expected, not 1"],
  ])("fails with States.IntrinsicFailure where it cannot be applied: %s", async (call, reason) => {
    expect(await errorOf(value(call))).toEqual({
      error: "States.IntrinsicFailure",
      cause: `The function '${call}' had the following error: ${reason}`,
    });
  });

  it("fails with States.Runtime where a path leads nowhere", async () => {
    expect(await errorOf(fieldValue("States.Array($.absent)", {}))).toEqual({
      error: "States.Runtime",
      cause:
        "The function 'States.Array($.absent)' had the following error: " +
        "The JsonPath argument for the field '$.absent' could not be found in the input '{}'",
    });
    expect(await errorOf(value("States.Array($$.Absent)"))).toMatchObject({ error: "States.Runtime" });
  });

  it.each([
    ["States.Nothing()", "States.Nothing is no intrinsic function"],
    ["States.UUID(1)", "States.UUID does not take 1 arguments"],
    ["States.Array(States.MathAdd(1))", "States.MathAdd does not take 1 arguments"],
    ["States.Format()", "States.Format does not take 0 arguments"],
    ["States.Array(1", "',' expected"],
    ["States.Array(x)", "an argument expected"],
    ["States.Array 1", "'(' expected"],
    ["States.", "the name of an intrinsic function expected"],
    ["States.Array(1) + 1", "the call does not end here"],
    ["States.Array('a\\b')", "a backslash that escapes nothing"],
    [`${"States.Array(".repeat(11)}${")".repeat(11)}`, "more than 10 functions within each other"],
  ])("that cannot be called is refused when the machine is created: %s", (call, reason) => {
    expect(fieldProblems(call)).toEqual([expect.stringContaining(reason)]);
  });

  it("may be nested ten deep", async () => {
    expect(await value(`${"States.Array(".repeat(10)}${")".repeat(10)}`)).toEqual([[[[[[[[[[]]]]]]]]]]);
  });
});
