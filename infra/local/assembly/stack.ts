/** Creates the resources of one stack, each after those that it names. */
import { createHash } from "node:crypto";
import type { LocalResource, ResourceProvider } from "../contracts.ts";
import type { DeployedResource, DeployedStack } from "./deployment.ts";
import { holds, resolve, resolveMembers, type Scope } from "./intrinsics.ts";
import type { AssemblyStack } from "./manifest.ts";
import { creationOrder } from "./order.ts";
import { parameterValue } from "./parameters.ts";
import { AssemblyError } from "./problems.ts";
import type { FindProvider } from "./providers.ts";
import { type Place, PSEUDO } from "./pseudo.ts";
import { BOOTSTRAP_PARAMETER, type Json, type Template, type TemplateResource } from "./template.ts";

/** What a stack shares with the others of its assembly. */
export interface StackSurroundings {
  readonly place: Place;
  /** Exports of the stacks made so far, by name. */
  readonly exports: Map<string, Json>;
  readonly ssm: (name: string) => string | undefined;
  readonly assetPath: (s3Key: string) => string;
}

const found = <Value>(value: Value | undefined, missing: string): Value => {
  if (value === undefined) throw new Error(missing);
  return value;
};

const scopeOf = (
  { name: stack, template }: AssemblyStack,
  parameters: ReadonlyMap<string, Json>,
  made: ReadonlyMap<string, DeployedResource>,
  { place, exports, ssm }: StackSurroundings,
): Scope => {
  const resource = (id: string): DeployedResource => found(made.get(id), `'${id}' is not made: its condition is false`);
  const scope: Scope = {
    ref: (name) => {
      const pseudo = Object.hasOwn(PSEUDO, name) ? PSEUDO[name] : undefined;
      return pseudo ? pseudo(place, stack) : (parameters.get(name) ?? resource(name).ref);
    },
    attribute: (id, name) =>
      found(
        resource(id).attributes[name],
        `${resource(id).type} gives no attribute '${name}' here (Fn::GetAtt of '${id}')`,
      ),
    mapping: (map, first, second) =>
      found(template.Mappings[map]?.[first]?.[second], `no value at '${first}', '${second}' of the mapping '${map}'`),
    condition: (name) => holds(found(template.Conditions[name], `no condition '${name}'`), scope),
    imported: (name) => found(exports.get(name), `no earlier stack exports '${name}'`),
    ssm: (name) => found(ssm(name), `no SSM parameter '${name}' has been made`),
  };
  return scope;
};

/** All parameters that cannot be read are reported together. */
const readParameters = (
  { name, template }: AssemblyStack,
  ssm: StackSurroundings["ssm"],
): ReadonlyMap<string, Json> => {
  const values = new Map<string, Json>();
  const problems: string[] = [];
  for (const [parameter, declared] of Object.entries(template.Parameters)) {
    if (parameter === BOOTSTRAP_PARAMETER) continue;
    try {
      values.set(parameter, parameterValue(declared, ssm));
    } catch (error) {
      problems.push(`${name}/${parameter}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (problems.length > 0) throw new AssemblyError(problems);
  return values;
};

const wanted = (condition: string | undefined, scope: Scope): boolean =>
  condition === undefined || scope.condition(condition);

const MAX_NAME = 60;

/** CDK puts what makes a logical id unique at its end, so that a plain cut would let two long names meet. */
const physicalName = (stack: string, logicalId: string): string => {
  const name = `${stack}-${logicalId}`;
  if (name.length <= MAX_NAME) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, MAX_NAME - digest.length - 1)}-${digest}`;
};

const inPlace = async <Result>(place: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

const createResource = async (
  resource: Omit<LocalResource, "properties">,
  properties: TemplateResource["Properties"],
  provider: ResourceProvider,
  scope: Scope,
): Promise<DeployedResource> => {
  const { stack, logicalId, type } = resource;
  const created = await provider.create({ ...resource, properties: resolveMembers(properties, scope) });
  return { stack, logicalId, type, ref: created.ref, attributes: created.attributes };
};

const readOutputs = (
  { Outputs }: Template,
  scope: Scope,
  exports: StackSurroundings["exports"],
): Readonly<Record<string, Json>> => {
  const made = Object.entries(Outputs).filter(([, { Condition }]) => wanted(Condition, scope));
  return Object.fromEntries(
    made.map(([name, { Value, Export }]) => {
      const value = resolve(Value, scope) ?? "";
      if (Export) exports.set(String(resolve(Export.Name, scope)), value);
      return [name, value];
    }),
  );
};

export const deployStack = async (
  stack: AssemblyStack,
  find: FindProvider,
  surroundings: StackSurroundings,
): Promise<DeployedStack> => {
  const { name, template } = stack;
  const resources = new Map<string, DeployedResource>();
  const scope = scopeOf(stack, readParameters(stack, surroundings.ssm), resources, surroundings);
  for (const logicalId of creationOrder(template.Resources)) {
    const declared = template.Resources[logicalId];
    const provider = declared && find(logicalId, declared.Type);
    if (!provider || !wanted(declared.Condition, scope)) continue;
    const resource = {
      stack: name,
      logicalId,
      type: declared.Type,
      defaultName: physicalName(name, logicalId),
      assetDirectory: surroundings.assetPath,
    };
    const made = await inPlace(`${name}/${logicalId} (${declared.Type})`, () =>
      createResource(resource, declared.Properties, provider, scope),
    );
    resources.set(logicalId, made);
  }
  return {
    name,
    resources,
    outputs: await inPlace(name, async () => readOutputs(template, scope, surroundings.exports)),
  };
};
