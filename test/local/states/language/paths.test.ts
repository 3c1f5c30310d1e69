import { describe, expect, it } from "vitest";
import type { Json } from "#infra/local/states/language/contract.ts";
import { errorOf, fieldProblems, fieldValue } from "./given.ts";

const STORE: Json = {
  books: [
    { title: "A", price: 8, tags: ["old"], author: { name: "X" } },
    { title: "B", price: 12, sold: 0 },
    { title: "C", price: null },
  ],
  "odd name": { "a.b": 1, "it's": 2 },
  "delivery-partner": "UQS",
  empty: [],
  text: "abc",
  limit: 10,
};

const at = (path: string): Promise<Json | undefined> => fieldValue(path, STORE, { order: { lines: [7, 8] }, count: 3 });

/** ASL specification, "Paths"; Jayway's JsonPath, which AWS evaluates them with, for what the specification leaves open. */
describe("a path", () => {
  it.each([
    ["the whole", "$.limit", 10],
    ["a name with a hyphen", "$.delivery-partner", "UQS"],
    ["a name in brackets", "$['odd name']['a.b']", 1],
    ["a name in brackets after a dot", "$.['odd name']", { "a.b": 1, "it's": 2 }],
    ["an escaped quote", "$['odd name']['it\\'s']", 2],
    ["double quotes", '$["limit"]', 10],
    ["an index", "$.books[1].title", "B"],
    ["an index from the end", "$.books[-1].title", "C"],
    ["null", "$.books[2].price", null],
    ["a variable", "$count", 3],
    ["a part of a variable", "$order.lines[1]", 8],
    ["the context", "$$.Execution.Input.dossier", "D-1"],
    ["several names at the end, in one object", "$.books[0]['title','price','absent']", { title: "A", price: 8 }],
  ])("that is definite gives one value: %s", async (_, path, expected) => {
    expect(await at(path)).toEqual(expected);
  });

  it.each([
    ["each item", "$.books[*].title", ["A", "B", "C"]],
    ["each member", "$['odd name'].*", [1, 2]],
    ["a slice", "$.books[1:].title", ["B", "C"]],
    ["a slice up to an item", "$.books[:1].title", ["A"]],
    ["a slice of nothing", "$.books[:0]", []],
    ["a slice from the end", "$.books[-2:].title", ["B", "C"]],
    ["several indexes", "$.books[0,2].title", ["A", "C"]],
    ["several names in between", "$.books[0]['author','tags'].name", ["X"]],
    ["names at any depth", "$..name", ["X"]],
    ["all at any depth", "$.books[0]..*", ["A", 8, ["old"], { name: "X" }, "old", "X"]],
    ["indexes at any depth", "$.books[0]..[0]", ["old"]],
    ["items of what is not there", "$.absent[*].title", []],
    ["items of a text", "$.text[*]", []],
    ["a slice of what is no list", "$.text[0:1]", []],
  ])("that is indefinite gives a list: %s", async (_, path, expected) => {
    expect(await at(path)).toEqual(expected);
  });

  it.each([
    ["equality", "$.books[?(@.price == 8)].title", ["A"]],
    ["equality with null", "$.books[?(@.price == null)].title", ["C"]],
    ["difference", "$.books[?(@.title != 'A')].title", ["B", "C"]],
    ["order of numbers", "$.books[?(@.price > 8)].title", ["B"]],
    ["order of texts", "$.books[?(@.title <= 'B')].title", ["A", "B"]],
    ["another path", "$.books[?(@.price < $.limit)].title", ["A"]],
    ["a variable", "$.books[?(@.price >= $count)].title", ["A", "B"]],
    ["presence, even of 0", "$.books[?(@.sold)].title", ["B"]],
    ["absence", "$.books[?(!@.sold)].title", ["A", "C"]],
    ["both", "$.books[?(@.price == 8 && @.title == 'A')].title", ["A"]],
    ["either", '$.books[?(@.price == 12 || @.title == "A")].title', ["A", "B"]],
    ["parentheses", "$.books[?((@.price == 12 || @.price == 8) && @.title != 'A')].title", ["B"]],
    ["a list", "$.books[?(@.title in ['A', 'C'])].title", ["A", "C"]],
    ["no list", "$.books[?(@.title nin ['A', 'C'])].title", ["B"]],
    ["a pattern", "$.books[?(@.title =~ /[ab]/i)].title", ["A", "B"]],
    ["true and false", "$.books[?(@.sold == true || @.sold == false)]", []],
    ["no order between kinds", "$.books[?(@.title < 3)]", []],
    ["an object rather than a list", "$.books[0].author[?(@.name == 'X')].name", ["X"]],
    ["a literal alone, which is always there", "$.empty[?(1)]", []],
  ])("filters by %s", async (_, path, expected) => {
    expect(await at(path)).toEqual(expected);
  });

  it.each([
    "$.absent",
    "$.books[9]",
    "$.text.length",
    "$.books.length",
    "$.text[0]",
    "$absent",
    "$constructor",
    "$$.Absent",
    "$.limit.x",
  ])("that is definite and leads nowhere fails: %s", async (path) => {
    expect(await errorOf(at(path))).toMatchObject({ error: "States.Runtime" });
  });

  it("says in which input it found nothing, as recorded from AWS", async () => {
    expect(await errorOf(fieldValue("$.no_such_jsonpath", { "int-literal": 0 }))).toEqual({
      error: "States.Runtime",
      cause: `The JSONPath '$.no_such_jsonpath' specified for the field 'value.$' could not be found in the input '{"int-literal":0}'`,
    });
  });

  it.each([
    ["$.books.length()", "the function length() is not supported in a path at character 15 of $.books.length()"],
    ["$.books[?(@.tags size 1)]", "the filter operator size is not supported"],
    ["$.books[?(@.title ==)]", "a path or a literal expected"],
    ["$.books[?(@.title in [1 2])]", "',' expected"],
    ["$.books[?(@.title in [x])]", "a literal expected"],
    ["$.books[", "a name in quotes, an index, a slice, a filter or * expected"],
    ["$.books[0", "']' expected"],
    ["$.books[0,]", "the list goes on"],
    ["$['books", "a quoted name that ends expected"],
    ["$.", "a name expected"],
    ["$.books^", "the path does not end here"],
    ["books", "'$' expected"],
  ])("that cannot be read is refused when the machine is created: %s", (path, reason) => {
    expect(fieldProblems(path)).toEqual([expect.stringContaining(reason)]);
  });

  it("finds a member that every object has only where it is the document's own", async () => {
    expect(await fieldValue("$.constructor", { constructor: 1 })).toBe(1);
    expect(await errorOf(fieldValue("$.constructor", {}))).toMatchObject({ error: "States.Runtime" });
  });
});
