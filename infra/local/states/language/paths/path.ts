/**
 * What a JSONPath of the language is made of.
 *
 * AWS evaluates paths with Jayway's JsonPath: a definite path gives its value or fails, an indefinite one gives a list,
 * perhaps empty. `jsonpath-plus` was tried and does not tell the two apart; it also reads `length` of strings and lists as
 * a member, knows no negative index, takes `[:0]` for everything and a member that is 0 for one that is absent.
 */
import type { Json } from "../contract.ts";

/** Where a path starts: the value at hand (`$`), the context object (`$$`), or a variable. */
export type Root = { readonly kind: "input" | "context" } | { readonly kind: "variable"; readonly name: string };

export type Selector =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "filter"; readonly test: Test }
  | { readonly kind: "all" };

export interface Step {
  readonly selector: Selector;
  /** After `..`: applies to the value and to all that it holds. */
  readonly deep: boolean;
}

export interface Path {
  readonly text: string;
  readonly root: Root;
  readonly steps: readonly Step[];
}

/** What a filter compares: a path from the item at hand (`@`) or from the root, or a literal. */
export type Operand =
  | { readonly kind: "item"; readonly steps: readonly Step[] }
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "pattern"; readonly pattern: RegExp };

export type Comparison = "==" | "!=" | "<=" | ">=" | "<" | ">" | "=~" | "in" | "nin";

export type Test =
  | { readonly kind: "any" | "every"; readonly tests: readonly Test[] }
  | { readonly kind: "not"; readonly test: Test }
  | { readonly kind: "exists"; readonly operand: Operand }
  | { readonly kind: "compare"; readonly left: Operand; readonly comparison: Comparison; readonly right: Operand };

/** Selects at most one node, by its own place. */
const isSingle = ({ selector, deep }: Step): boolean =>
  !deep &&
  ((selector.kind === "names" && selector.names.length === 1) ||
    (selector.kind === "indexes" && selector.indexes.length === 1));

/** Several names at the end gather those members in one object, so that the path stays definite. */
const gathers = ({ selector, deep }: Step): boolean => !deep && selector.kind === "names";

/** Gives one value or fails; the other paths give a list. */
export const isDefinite = (steps: readonly Step[]): boolean =>
  steps.every((step, index) => isSingle(step) || (index === steps.length - 1 && gathers(step)));

/** "A Path with syntax limited in such a way that it can identify only a single node" (ASL, "Reference Paths"). */
export const isReference = ({ steps }: Path): boolean => steps.every(isSingle);
