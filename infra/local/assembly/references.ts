/** What a template value refers to, found without evaluating it. */
import { type Intrinsic, intrinsicOf, isObject, type Json } from "./template.ts";

export interface Reference {
  readonly kind: "Ref" | "GetAtt" | "Condition";
  readonly target: string;
}

/** `${Name}` and `${Name.Attribute}` of an `Fn::Sub`; `${!Name}` stands for itself and is left out. */
export const SUB_VARIABLE = /\$\{(?!!)([^}]+)\}/g;

/** `Id.Attribute`, cut at the first dot: an attribute may hold more of them. */
export const splitAttribute = (name: string): readonly [string, string] => {
  const dot = name.indexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
};

/** The logical id and the attribute of an `Fn::GetAtt`, written `["Id", "Attribute"]` or `"Id.Attribute"`. */
export const getAttTarget = (argument: Json): readonly [string, Json] => {
  if (typeof argument === "string") return splitAttribute(argument);
  const [logicalId, attribute] = Array.isArray(argument) ? argument : [];
  if (typeof logicalId !== "string" || attribute === undefined) {
    throw new TypeError(`Fn::GetAtt of ${JSON.stringify(argument)}`);
  }
  return [logicalId, attribute];
};

const subReferences = (argument: Json): readonly Reference[] => {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== "string") return [];
  const own = isObject(variables) ? variables : {};
  return [...text.matchAll(SUB_VARIABLE)]
    .map(([, name = ""]) => name)
    .filter((name) => !Object.hasOwn(own, name))
    .map((name) =>
      name.includes(".") ? { kind: "GetAtt", target: splitAttribute(name)[0] } : { kind: "Ref", target: name },
    );
};

const DIRECT: Readonly<Record<string, (argument: Json) => readonly Reference[]>> = {
  Ref: (argument) => [{ kind: "Ref", target: String(argument) }],
  "Fn::GetAtt": (argument) => [{ kind: "GetAtt", target: getAttTarget(argument)[0] }],
  "Fn::Sub": subReferences,
  "Fn::If": (argument) => (Array.isArray(argument) ? [{ kind: "Condition", target: String(argument[0]) }] : []),
};

/** All calls of intrinsic functions in a value, the outer ones first. */
export function* intrinsicsIn(value: Json): Generator<Intrinsic> {
  if (typeof value !== "object" || value === null) return;
  const call = intrinsicOf(value);
  if (call) yield call;
  for (const child of Object.values(value)) yield* intrinsicsIn(child);
}

export const referencesIn = (value: Json): readonly Reference[] =>
  [...intrinsicsIn(value)].flatMap(({ name, argument }) => DIRECT[name]?.(argument) ?? []);
