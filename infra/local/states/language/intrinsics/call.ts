/** Checks and applies calls of intrinsic functions. */
import { type Json, StatesError } from "../contract.ts";
import { runtimeError } from "../errors.ts";
import type { Path } from "../paths/path.ts";
import { type Roots, select } from "../paths/select.ts";
import { text, UnfitArgument } from "./arguments.ts";
import { format } from "./format.ts";
import { intrinsicNamed } from "./functions.ts";
import { type Argument, type Call, parseCall } from "./parse-call.ts";

/** The one function that needs its first argument as written. */
const FORMAT = "States.Format";

const arityProblem = ({ name, args }: Call): string | undefined => {
  const [fewest, most] = name === FORMAT ? [1, Number.POSITIVE_INFINITY] : (intrinsicNamed(name)?.arity ?? []);
  if (fewest === undefined || most === undefined) return `${name} is no intrinsic function`;
  return args.length < fewest || args.length > most ? `${name} does not take ${args.length} arguments` : undefined;
};

/** What is wrong with a call before anything is known of its arguments: an unknown function, too few, too many. */
export const callProblems = (call: Call): readonly string[] => {
  const problem = arityProblem(call);
  const inner = call.args.flatMap((argument) => (argument.kind === "call" ? callProblems(argument) : []));
  return problem === undefined ? inner : [problem, ...inner];
};

const failure = (source: string, reason: string): string =>
  `The function '${source}' had the following error: ${reason}`;

const pathValue = (path: Path, roots: Roots, source: string): Json => {
  const value = select(path, roots);
  if (value !== undefined) return value;
  const input = JSON.stringify(path.root.kind === "context" ? roots.context : roots.input);
  throw runtimeError(
    failure(source, `The JsonPath argument for the field '${path.text}' could not be found in the input '${input}'`),
  );
};

const templateOf = (argument: Argument | undefined, value: Json | undefined): string =>
  argument?.kind === "literal" && argument.template !== undefined ? argument.template : text(value);

const applyCall = ({ name, args }: Call, roots: Roots, source: string): Json => {
  const values = args.map((argument) => argumentValue(argument, roots, source));
  if (name === FORMAT) return format(templateOf(args[0], values[0]), values.slice(1));
  const intrinsic = intrinsicNamed(name);
  if (intrinsic === undefined) throw new UnfitArgument(`${name} is no intrinsic function`);
  return intrinsic.apply(values);
};

function argumentValue(argument: Argument, roots: Roots, source: string): Json {
  switch (argument.kind) {
    case "literal":
      return argument.value;
    case "path":
      return pathValue(argument.path, roots, source);
    case "call":
      return applyCall(argument, roots, source);
  }
}

/** @throws {StatesError} `States.IntrinsicFailure`, or `States.Runtime` for a path that leads nowhere. */
export const evaluateCall = (source: string, roots: Roots): Json => {
  try {
    return applyCall(parseCall(source), roots, source);
  } catch (error) {
    if (!(error instanceof UnfitArgument)) throw error;
    throw new StatesError("States.IntrinsicFailure", failure(source, error.message));
  }
};
