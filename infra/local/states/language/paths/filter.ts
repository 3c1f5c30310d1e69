/** Whether an item passes a filter. */
import type { Json } from "../contract.ts";
import { isList, isNumber, isText, same } from "../json.ts";
import type { Comparison, Operand, Path, Step, Test } from "./path.ts";

/** How a filter reaches values: from the item at hand, or from where the whole path starts. */
export interface Reach {
  readonly item: (steps: readonly Step[]) => Json | undefined;
  readonly path: (path: Path) => Json | undefined;
}

type Value = Json | RegExp | undefined;

const operandValue = (operand: Operand, reach: Reach): Value => {
  switch (operand.kind) {
    case "item":
      return reach.item(operand.steps);
    case "path":
      return reach.path(operand.path);
    case "pattern":
      return operand.pattern;
    case "literal":
      return operand.value;
  }
};

const jsonOf = (value: Value): Json | undefined => (value instanceof RegExp ? undefined : value);

/** Order is of two numbers or of two texts; nothing else is before or after anything. */
const ordered =
  (holds: (order: number) => boolean) =>
  (left: Value, right: Value): boolean => {
    const one = jsonOf(left);
    const other = jsonOf(right);
    if (isNumber(one) && isNumber(other)) return holds(one - other);
    return isText(one) && isText(other) && holds(one === other ? 0 : one < other ? -1 : 1);
  };

const equal = (left: Value, right: Value): boolean => same(jsonOf(left), jsonOf(right));

const isIn = (left: Value, right: Value): boolean => {
  const list = jsonOf(right);
  return isList(list) && list.some((one) => same(one, jsonOf(left)));
};

const matches = (left: Value, right: Value): boolean =>
  right instanceof RegExp && typeof left === "string" && new RegExp(`^(?:${right.source})$`, right.flags).test(left);

const COMPARE: Readonly<Record<Comparison, (left: Value, right: Value) => boolean>> = {
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  "<": ordered((order) => order < 0),
  "<=": ordered((order) => order <= 0),
  ">": ordered((order) => order > 0),
  ">=": ordered((order) => order >= 0),
  "=~": matches,
  in: isIn,
  nin: (left, right) => !isIn(left, right),
};

export const passes = (test: Test, reach: Reach): boolean => {
  switch (test.kind) {
    case "any":
      return test.tests.some((one) => passes(one, reach));
    case "every":
      return test.tests.every((one) => passes(one, reach));
    case "not":
      return !passes(test.test, reach);
    case "exists":
      return operandValue(test.operand, reach) !== undefined;
    case "compare":
      return COMPARE[test.comparison](operandValue(test.left, reach), operandValue(test.right, reach));
  }
};
