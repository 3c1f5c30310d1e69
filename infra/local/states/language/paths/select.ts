/** What a path selects in the values at hand. */
import type { Json } from "../contract.ts";
import { isList, isRecord, member } from "../json.ts";
import { passes } from "./filter.ts";
import { isDefinite, type Path, type Root, type Selector, type Step, type Test } from "./path.ts";

/** The values that paths start from. */
export interface Roots {
  readonly input: Json;
  readonly context: Json;
  readonly variables: Readonly<Record<string, Json>>;
}

const childrenOf = (value: Json): readonly Json[] => {
  if (isList(value)) return value;
  return isRecord(value) ? Object.values(value) : [];
};

/** The value and all that it holds, outermost first. */
const withDescendants = (value: Json): readonly Json[] => [value, ...childrenOf(value).flatMap(withDescendants)];

const defined = (values: readonly (Json | undefined)[]): readonly Json[] =>
  values.filter((value) => value !== undefined);

const filtered = (test: Test, value: Json, roots: Roots): readonly Json[] => {
  const items = isList(value) ? value : [value].filter(isRecord);
  return items.filter((item) =>
    passes(test, { item: (steps) => found(steps, item, roots), path: (path) => select(path, roots) }),
  );
};

/** What one selector takes of one value. */
const apply = (selector: Selector, value: Json, roots: Roots): readonly Json[] => {
  switch (selector.kind) {
    case "names":
      return isRecord(value) ? defined(selector.names.map((name) => member(value, name))) : [];
    case "indexes":
      return isList(value) ? defined(selector.indexes.map((index) => value.at(index))) : [];
    case "slice":
      return isList(value) ? value.slice(selector.from, selector.to) : [];
    case "filter":
      return filtered(selector.test, value, roots);
    case "all":
      return childrenOf(value);
  }
};

const stepFrom = ({ selector, deep }: Step, value: Json, roots: Roots): readonly Json[] =>
  (deep ? withDescendants(value) : [value]).flatMap((one) => apply(selector, one, roots));

/** Several names gather in one object those of the members that are there. */
const gathered = ({ selector }: Step, value: Json): Json | undefined => {
  if (selector.kind !== "names" || selector.names.length === 1 || !isRecord(value)) return undefined;
  const { names } = selector;
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
};

/** What the steps find from a value: one value or nothing where they are definite, else a list. */
function found(steps: readonly Step[], start: Json, roots: Roots): Json | undefined {
  if (!isDefinite(steps)) {
    return steps.reduce<readonly Json[]>(
      (values, step) => values.flatMap((one) => stepFrom(step, one, roots)),
      [start],
    );
  }
  return steps.reduce<Json | undefined>(
    (value, step) => (value === undefined ? undefined : (gathered(step, value) ?? stepFrom(step, value, roots)[0])),
    start,
  );
}

const rootValue = (root: Root, roots: Roots): Json | undefined =>
  root.kind === "variable" ? member(roots.variables, root.name) : roots[root.kind];

/** What a path selects; undefined when it is definite and leads nowhere. A path that is not gives a list, perhaps empty. */
export function select({ root, steps }: Path, roots: Roots): Json | undefined {
  const start = rootValue(root, roots);
  return start === undefined ? undefined : found(steps, start, roots);
}
