/** Finds the properties of a resource that its provider knows nothing of. */
import type { Support } from "../contracts.ts";
import { intrinsicOf, type Json } from "./template.ts";

type Path = readonly string[];

interface Leaf {
  readonly path: Path;
  /** An empty list or map: it says nothing, so that any known property beneath it will do. */
  readonly empty: boolean;
}

const isBranch = (value: Json): value is Json[] | { [key: string]: Json } =>
  typeof value === "object" && value !== null;

/**
 * Both branches of an `Fn::If` stand where it stands, and `AWS::NoValue` stands for nothing; what any other function
 * gives is not known yet, so it is a leaf.
 */
const behind = (value: Json): readonly Json[] => {
  const call = intrinsicOf(value);
  if (call?.name === "Ref" && call.argument === "AWS::NoValue") return [];
  if (call?.name !== "Fn::If" || !Array.isArray(call.argument)) return [value];
  return call.argument.slice(1).flatMap(behind);
};

function* leavesOf(value: Json, path: Path): Generator<Leaf> {
  for (const branch of behind(value)) {
    if (!isBranch(branch) || intrinsicOf(branch)) {
      yield { path, empty: false };
      continue;
    }
    const children = Object.entries(branch);
    if (children.length === 0) yield { path, empty: true };
    for (const [key, child] of children) yield* leavesOf(child, [...path, key]);
  }
}

const covers = (known: Path, { path, empty }: Leaf): boolean =>
  (empty || known.length <= path.length) &&
  known.slice(0, path.length).every((segment, depth) => segment === "*" || segment === path[depth]);

/** CloudFormation itself reads the token of a custom resource, so that no provider has to list it. */
const CUSTOM_RESOURCE_TOKEN: Path = ["ServiceToken"];

/** Paths of the leaves of `properties` that the table does not cover, each once. */
export const unknownProperties = (
  properties: { [key: string]: Json },
  table: Readonly<Record<string, Support>>,
): readonly string[] => {
  const known = [CUSTOM_RESOURCE_TOKEN, ...Object.keys(table).map((path) => path.split("."))];
  const unknown = [...leavesOf(properties, [])]
    .filter((leaf) => leaf.path.length > 0 && !known.some((path) => covers(path, leaf)))
    .map(({ path }) => path.join("."));
  return [...new Set(unknown)];
};
