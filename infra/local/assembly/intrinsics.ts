/** Evaluates the intrinsic functions of a template, as the CloudFormation reference describes them. */
import { getAttTarget, SUB_VARIABLE, splitAttribute } from "./references.ts";
import { intrinsicOf, isObject, type Json } from "./template.ts";

/** What the functions of one stack can see. Each member throws an error that names what is missing. */
export interface Scope {
  /** A resource, a parameter or a pseudo parameter; undefined for `AWS::NoValue`. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, name: string): string;
  mapping(map: string, first: string, second: string): Json;
  condition(name: string): boolean;
  /** The value that an earlier stack exported. */
  imported(name: string): Json;
  /** The value of an SSM parameter. */
  ssm(name: string): string;
}

type Evaluate = (argument: Json, scope: Scope) => Json | undefined;

const wrong = (wanted: string, value: Json | undefined): TypeError =>
  new TypeError(`${wanted} expected, not ${JSON.stringify(value)}`);

/** CloudFormation makes text of numbers and booleans wherever it wants text. */
const text = (value: Json | undefined): string => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw wrong("text", value);
};

const list = (value: Json | undefined): Json[] => {
  if (!Array.isArray(value)) throw wrong("a list", value);
  return value;
};

const evaluated = (argument: Json, scope: Scope): Json[] => list(resolve(argument, scope));

const variable = (name: string, own: { [key: string]: Json }, scope: Scope): string => {
  if (Object.hasOwn(own, name)) return text(own[name]);
  return name.includes(".") ? scope.attribute(...splitAttribute(name)) : text(scope.ref(name));
};

const sub: Evaluate = (argument, scope) => {
  const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
  const own = resolve(variables, scope);
  if (!isObject(own)) throw wrong("a map of variables", own);
  return text(template)
    .replace(SUB_VARIABLE, (_, name: string) => variable(name, own, scope))
    .replaceAll("${!", "${");
};

const select: Evaluate = (argument, scope) => {
  const [index, items] = evaluated(argument, scope);
  const item = list(items)[Number(index)];
  if (item === undefined) throw wrong(`an item at index ${text(index)}`, items);
  return item;
};

/** `Fn::If` evaluates the branch that it takes, and only that one: the other may name a resource that is not made. */
const choose: Evaluate = (argument, scope) => {
  const [condition, whenTrue, whenFalse] = list(argument);
  const branch = scope.condition(text(condition)) ? whenTrue : whenFalse;
  if (branch === undefined) throw wrong("two branches", argument);
  return resolve(branch, scope);
};

const join: Evaluate = (argument, scope) => {
  const [separator, items] = evaluated(argument, scope);
  return list(items).map(text).join(text(separator));
};

const split: Evaluate = (argument, scope) => {
  const [separator, source] = evaluated(argument, scope);
  return text(source).split(text(separator));
};

const findInMap: Evaluate = (argument, scope) => {
  const [map, first, second] = evaluated(argument, scope);
  return scope.mapping(text(map), text(first), text(second));
};

const getAtt: Evaluate = (argument, scope) => {
  const [logicalId, attribute] = getAttTarget(argument);
  return scope.attribute(logicalId, text(resolve(attribute, scope)));
};

const INTRINSICS: Readonly<Record<string, Evaluate>> = {
  Ref: (argument, scope) => scope.ref(text(argument)),
  "Fn::GetAtt": getAtt,
  "Fn::Join": join,
  "Fn::Sub": sub,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::If": choose,
  "Fn::FindInMap": findInMap,
  "Fn::ImportValue": (argument, scope) => scope.imported(text(resolve(argument, scope))),
  "Fn::Base64": (argument, scope) => Buffer.from(text(resolve(argument, scope))).toString("base64"),
};

type Test = (argument: Json, scope: Scope) => boolean;

const CONDITIONS: Readonly<Record<string, Test>> = {
  "Fn::Equals": (argument, scope) => {
    const [left, right] = evaluated(argument, scope);
    return text(left) === text(right);
  },
  "Fn::And": (argument, scope) => list(argument).every((one) => holds(one, scope)),
  "Fn::Or": (argument, scope) => list(argument).some((one) => holds(one, scope)),
  "Fn::Not": (argument, scope) => !list(argument).every((one) => holds(one, scope)),
  Condition: (argument, scope) => scope.condition(text(argument)),
};

export const isIntrinsic = (name: string): boolean => Object.hasOwn(INTRINSICS, name);
export const isConditionFunction = (name: string): boolean => Object.hasOwn(CONDITIONS, name);

/** Whether an expression of the template's `Conditions` holds. */
export const holds = (expression: Json, scope: Scope): boolean => {
  const [name = "", argument = null] = Object.entries(isObject(expression) ? expression : {})[0] ?? [];
  const test = CONDITIONS[name];
  if (!test) throw wrong("a condition", expression);
  return test(argument, scope);
};

const SSM_REFERENCE = /\{\{resolve:ssm:([^:}]+)\}\}/g;

const call = (name: string, argument: Json, scope: Scope): Json | undefined => {
  const evaluate = INTRINSICS[name];
  if (!evaluate) throw wrong("a supported intrinsic function", name);
  const value = evaluate(argument, scope);
  // A dynamic reference is read in the final text, for it may have been joined from parts.
  return typeof value === "string" ? dynamic(value, scope) : value;
};

const dynamic = (value: string, scope: Scope): string =>
  value.replace(SSM_REFERENCE, (_, name: string) => scope.ssm(name));

/** The value with its intrinsic functions evaluated; what is `AWS::NoValue` is left out, or undefined at the top. */
export const resolve = (value: Json, scope: Scope): Json | undefined => {
  if (typeof value === "string") return dynamic(value, scope);
  if (typeof value !== "object" || value === null) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic) return call(intrinsic.name, intrinsic.argument, scope);
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  return resolveMembers(value, scope);
};

export const resolveMembers = (value: { [key: string]: Json }, scope: Scope): { [key: string]: Json } =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const resolved = resolve(member, scope);
      return resolved === undefined ? [] : [[key, resolved]];
    }),
  );
