/**
 * What JSONata expressions refer to, looked at when the machine is created.
 *
 * An expression has no context item: what does not start from `$states`, a variable or a function starts from nothing,
 * and AWS refuses the definition (`UNSUPPORTED_JSONATA_EXPRESSION`). Inside a path, a filter or an order, there is one.
 */
import jsonata from "jsonata";
import { z } from "zod";

const RESERVED = "states";

/** A part of the syntax tree: only its type, and whatever else holds further parts, is looked at. */
const Part = z.looseObject({ type: z.string(), value: z.unknown().optional() });
type Part = z.infer<typeof Part>;

const WITHOUT_CONTEXT: Readonly<Record<string, (part: Part) => string>> = {
  name: ({ value }) => `'${value}'`,
  wildcard: () => "'*'",
  descendant: () => "'**'",
};

/** `$` and `$$` are variables with these names. */
const CONTEXT_VARIABLES = new Set<unknown>(["", "$"]);

const nameWithoutContext = (part: Part): string | undefined => {
  if (part.type === "variable" && CONTEXT_VARIABLES.has(part.value)) return `'$${part.value}'`;
  return WITHOUT_CONTEXT[part.type]?.(part);
};

/** Members of a part that are looked at with a context, which the part itself makes. */
const WITH_CONTEXT = new Set(["stages", "predicate", "group", "terms", "pattern", "update", "delete"]);

const partsIn = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value) : [];
};

const isPath = (part: Part): part is Part & { readonly steps: readonly unknown[] } =>
  part.type === "path" && Array.isArray(part["steps"]);

const inMembers = (part: Part): readonly string[] =>
  Object.entries(part).flatMap(([name, value]) => (WITH_CONTEXT.has(name) ? [] : withoutContext(value)));

/** Names that are used where there is no context, by what they would need one for. */
function withoutContext(value: unknown): readonly string[] {
  const part = Part.safeParse(value);
  if (!part.success) return partsIn(value).flatMap(withoutContext);
  // Only the first step of a path has no context: the others have what the one before gave.
  if (isPath(part.data)) return withoutContext(part.data.steps[0]);
  const name = nameWithoutContext(part.data);
  return name === undefined ? inMembers(part.data) : [name];
}

const fieldOfStates = (part: Part): readonly string[] => {
  if (!isPath(part)) return [];
  const [root, field] = part.steps.map((step) => Part.safeParse(step).data);
  const named = root?.type === "variable" && root.value === RESERVED && field?.type === "name";
  return named ? [String(field.value)] : [];
};

/** The fields of `$states` that are asked for. */
const statesFields = (value: unknown): readonly string[] => {
  const part = Part.safeParse(value);
  return [...(part.success ? fieldOfStates(part.data) : []), ...partsIn(value).flatMap(statesFields)];
};

/** What AWS says when it refuses an expression; empty for one that it takes. */
export const expressionProblems = (source: string, available: ReadonlySet<string>): readonly string[] => {
  try {
    const tree: unknown = jsonata(source).ast();
    return [
      ...withoutContext(tree).map((name) => `Reference to ${name} at the top level is not supported.`),
      ...statesFields(tree)
        .filter((field) => !available.has(field))
        .map((field) => `Reference to '$states.${field}' is not supported here.`),
    ].map((problem) => `UNSUPPORTED_JSONATA_EXPRESSION: ${problem}`);
  } catch (error) {
    const { message } = z.object({ message: z.string() }).parse(error);
    return [`INVALID_JSONATA_EXPRESSION: ${message}`];
  }
};
