import { describe, expect, it } from "vitest";
import { compileFilters } from "#infra/local/lambda/filters.ts";

const RECORD = {
  eventName: "INSERT",
  dynamodb: {
    Keys: { pk: { S: "EVENEMENT#1" } },
    NewImage: { montant: { N: "12" }, clos: { BOOL: false }, tags: { SS: ["a", "b"] } },
  },
};

const fits = (...patterns: object[]) => compileFilters(patterns.map((pattern) => JSON.stringify(pattern)))(RECORD);
const image = (pattern: object) => ({ dynamodb: { NewImage: pattern } });

/** AWS Lambda developer guide, "Control which events Lambda sends to your function", filter rule syntax. */
describe("an event filter", () => {
  it("lets everything pass without a pattern", () => {
    expect(fits()).toBe(true);
  });

  it.each([
    ["a value", { eventName: ["INSERT"] }, true],
    ["another value", { eventName: ["REMOVE"] }, false],
    ["one of several values", { eventName: ["REMOVE", "INSERT"] }, true],
    ["a boolean", image({ clos: { BOOL: [false] } }), true],
    ["a prefix", { dynamodb: { Keys: { pk: { S: [{ prefix: "EVENEMENT#" }] } } } }, true],
    ["another prefix", { dynamodb: { Keys: { pk: { S: [{ prefix: "DEPOT#" }] } } } }, false],
    ["a suffix", { dynamodb: { Keys: { pk: { S: [{ suffix: "#1" }] } } } }, true],
    ["presence", image({ montant: { N: [{ exists: true }] } }), true],
    ["presence of what is absent", image({ motif: { S: [{ exists: true }] } }), false],
    ["absence", image({ motif: { S: [{ exists: false }] } }), true],
    ["absence of what is there", image({ montant: { N: [{ exists: false }] } }), false],
    ["anything but a value", { eventName: [{ "anything-but": ["REMOVE"] }] }, true],
    ["anything but this value", { eventName: [{ "anything-but": ["INSERT"] }] }, false],
    ["a member of a list", image({ tags: { SS: ["b"] } }), true],
    ["all the keys of a pattern", { eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: ["autre"] } } } }, false],
  ])("asks for %s", (_, pattern, expected) => {
    expect(fits(pattern)).toBe(expected);
  });

  it("is satisfied by one pattern of several", () => {
    expect(fits({ eventName: ["REMOVE"] }, { eventName: ["INSERT"] })).toBe(true);
  });

  it.each([[{ a: [{ numeric: [">", 1] }] }], [{ a: [{ "equals-ignore-case": "x" }] }], [{ a: "x" }]])(
    "stops at start for what it cannot do: %j",
    (pattern) => {
      expect(() => fits(pattern)).toThrow("is not supported");
    },
  );
});
