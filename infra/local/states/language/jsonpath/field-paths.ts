/** Values that the fields of a JSONPath state point at, with AWS's errors where they point at nothing. */
import type { Json, JsonRecord, Scope } from "../contract.ts";
import { runtimeError } from "../errors.ts";
import { evaluateCall } from "../intrinsics/call.ts";
import { isCall } from "../intrinsics/parse-call.ts";
import { isText } from "../json.ts";
import { parsePath } from "../paths/parse-path.ts";
import type { Path, Step } from "../paths/path.ts";
import { type Roots, select } from "../paths/select.ts";
import { rootsOf } from "./roots.ts";

const stepText = ({ selector }: Step): string => {
  if (selector.kind === "names") return `['${selector.names.join("','")}']`;
  return selector.kind === "indexes" ? `[${selector.indexes.join(",")}]` : "[*]";
};

/** As far as it leads nowhere, in brackets, which is how AWS names it. */
const missingPart = ({ steps }: Path, roots: Roots, path: Path): string => {
  const lost = steps.findIndex(
    (_, index) => select({ ...path, steps: steps.slice(0, index + 1) }, roots) === undefined,
  );
  return `$${steps
    .slice(0, lost + 1)
    .map(stepText)
    .join("")}`;
};

/** `InputPath` and `OutputPath`: everything without one, an empty object for null. */
export const narrowed = (field: Json | undefined, input: Json, scope: Scope): Json => {
  if (field === null) return {};
  if (!isText(field)) return input;
  const path = parsePath(field);
  const roots = rootsOf(input, scope);
  const value = select(path, roots);
  if (value !== undefined) return value;
  throw runtimeError(`Invalid path '${field}' : Missing property in path ${missingPart(path, roots, path)}`);
};

/** @throws {StatesError} AWS's sentence for a field of a payload, or a field such as `ErrorPath`, that points nowhere. */
export const pathOrCall = (field: string, source: string, roots: Roots): Json => {
  if (isCall(source)) return evaluateCall(source, roots);
  const path = parsePath(source);
  const value = select(path, roots);
  if (value !== undefined) return value;
  const input = JSON.stringify(path.root.kind === "context" ? roots.context : roots.input);
  throw runtimeError(
    `The JSONPath '${source}' specified for the field '${field}' could not be found in the input '${input}'`,
  );
};

/** A field of a state written either plainly, or as a path under its name with `Path` at the end. */
export interface Pointed {
  readonly value: Json;
  /** The path that led to the value. */
  readonly path: string;
}

/** The value that `<name>Path` points at; undefined where the state has no such field. */
export const pointed = (fields: JsonRecord, name: string, roots: Roots): Pointed | undefined => {
  const path = fields[`${name}Path`];
  return isText(path) ? { value: pathOrCall(`${name}Path`, path, roots), path } : undefined;
};
