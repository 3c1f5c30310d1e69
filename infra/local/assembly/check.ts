/** Reads a whole template before anything is made, and lists all that the runtime could not do. */
import { isConditionFunction, isIntrinsic } from "./intrinsics.ts";
import type { AssemblyStack } from "./manifest.ts";
import { CycleError, creationOrder } from "./order.ts";
import { parameterProblem } from "./parameters.ts";
import { unknownProperties } from "./properties.ts";
import type { FindProvider } from "./providers.ts";
import { PSEUDO } from "./pseudo.ts";
import { intrinsicsIn, type Reference, referencesIn } from "./references.ts";
import type { Json, Template, TemplateResource } from "./template.ts";

/** Where a value stands in the assembly. */
interface Place {
  readonly template: Template;
  /** `stack/logicalId`. */
  readonly name: string;
}

const unsupported = (what: string, { name }: Place): string =>
  `${what} (${name}) is not supported by the embedded runtime`;

const DECLARED: Readonly<Record<Reference["kind"], (name: string, template: Template) => boolean>> = {
  Ref: (name, { Resources, Parameters }) =>
    Object.hasOwn(Resources, name) || Object.hasOwn(Parameters, name) || Object.hasOwn(PSEUDO, name),
  GetAtt: (name, { Resources }) => Object.hasOwn(Resources, name),
  Condition: (name, { Conditions }) => Object.hasOwn(Conditions, name),
};

const undeclared = (references: readonly Reference[], { template, name }: Place): readonly string[] =>
  references
    .filter(({ kind, target }) => !DECLARED[kind](target, template))
    .map(({ kind, target }) => `${kind} of '${target}' (${name}) names nothing that the template declares`);

const conditionProblems = (condition: string | undefined, place: Place): readonly string[] =>
  condition === undefined ? [] : undeclared([{ kind: "Condition", target: condition }], place);

/** References that are resolved in the final text, as `{{resolve:secretsmanager:…}}`; those of SSM are known. */
const UNKNOWN_DYNAMIC_REFERENCE = /\{\{resolve:(?!ssm:[^:}]+\}\})[^}]*\}\}/g;

const valueProblems = (value: Json, place: Place, known = isIntrinsic): readonly string[] => [
  ...[...intrinsicsIn(value)].filter(({ name }) => !known(name)).map(({ name }) => unsupported(name, place)),
  ...undeclared(referencesIn(value), place),
  ...[...JSON.stringify(value).matchAll(UNKNOWN_DYNAMIC_REFERENCE)].map(([reference]) => unsupported(reference, place)),
];

const typeProblems = (
  provider: ReturnType<FindProvider>,
  resource: TemplateResource,
  place: Place,
): readonly string[] => {
  const { Type, Properties } = resource;
  if (!provider) return [unsupported(Type, place)];
  return unknownProperties(Properties, provider.properties).map((path) => unsupported(`${Type} ${path}`, place));
};

const resourceProblems = (
  provider: ReturnType<FindProvider>,
  resource: TemplateResource,
  place: Place,
): readonly string[] => [
  ...typeProblems(provider, resource, place),
  ...valueProblems(resource.Properties, place),
  ...conditionProblems(resource.Condition, place),
  ...undeclared(
    resource.DependsOn.map((target) => ({ kind: "GetAtt", target })),
    place,
  ),
];

const outputProblems = ({ Value, Export, Condition }: Template["Outputs"][string], place: Place): readonly string[] => [
  ...valueProblems([Value, Export?.Name ?? null], place),
  ...conditionProblems(Condition, place),
];

const cycleProblems = ({ name, template }: AssemblyStack): readonly string[] => {
  try {
    creationOrder(template.Resources);
    return [];
  } catch (error) {
    if (!(error instanceof CycleError)) throw error;
    return [`${error.message} (${name})`];
  }
};

const inConditions = (name: string): boolean => isIntrinsic(name) || isConditionFunction(name);

/** Everything in the stack's template that the runtime could not do, each line naming the place. */
export const problemsOf = (stack: AssemblyStack, find: FindProvider): readonly string[] => {
  const { name, template } = stack;
  const at = (id: string): Place => ({ template, name: `${name}/${id}` });
  return [
    ...Object.entries(template.Parameters).flatMap(([id, parameter]) => parameterProblem(at(id).name, id, parameter)),
    ...Object.entries(template.Conditions).flatMap(([id, value]) => valueProblems(value, at(id), inConditions)),
    ...Object.entries(template.Resources).flatMap(([id, resource]) =>
      resourceProblems(find(id, resource.Type), resource, at(id)),
    ),
    ...Object.entries(template.Outputs).flatMap(([id, output]) => outputProblems(output, at(id))),
    ...cycleProblems(stack),
  ];
};
