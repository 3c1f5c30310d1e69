/** What dynalite's expressions do otherwise than AWS: put right where it can be, refused where it cannot. */
import { notSupported } from "../json-protocol.ts";
import type { CheckedRequest, Expression, UpdateSection } from "./dynalite-contract.ts";

const isExpression = (operand: object): operand is Expression => "args" in operand && Array.isArray(operand.args);

const comparesStructures = ({ args }: Expression): boolean =>
  args.some((operand) => {
    if (typeof operand === "string" || Array.isArray(operand)) return false;
    return isExpression(operand) ? comparesStructures(operand) : "L" in operand || "M" in operand;
  });

/** dynalite finds no list or map equal to another, so an expression that compares with one is refused. */
export const refuseStructures = (operation: string, { _condition, _filter }: CheckedRequest): void => {
  const found = [_condition, _filter].some((part) => part && comparesStructures(part.expression));
  if (found) throw notSupported("DynamoDB", `${operation} with a comparison with a list or a map`);
};

const isElementRemoval = ({ type, path }: UpdateSection): boolean =>
  type === "remove" && typeof path.at(-1) === "number";

/** Later positions of the same list first, at whatever depth. */
const byPosition = (left: UpdateSection, right: UpdateSection): number => {
  const differing = left.path.findIndex((step, depth) => step !== right.path[depth]);
  const [one, other] = [left.path[differing], right.path[differing]];
  return typeof one === "number" && typeof other === "number" ? other - one : String(one).localeCompare(String(other));
};

/**
 * The request with removals of list elements last, and from the end of each list: positions are those that the item had
 * before the update, while dynalite counts anew after each removal.
 */
export const removingFromTheEnd = (request: CheckedRequest): CheckedRequest => {
  const sections = request._updates?.sections ?? [];
  if (!sections.some(isElementRemoval)) return request;
  const removals = sections.filter(isElementRemoval).sort(byPosition);
  const others = sections.filter((section) => !isElementRemoval(section));
  return { ...request, _updates: { ...request._updates, sections: [...others, ...removals] } };
};
