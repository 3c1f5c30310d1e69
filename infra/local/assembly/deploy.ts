/** Creates what a synthesised CDK assembly declares, stack by stack, through the providers of the runtime's parts. */
import type { ResourceProvider } from "../contracts.ts";
import { problemsOf } from "./check.ts";
import type { DeployedStack, Deployment } from "./deployment.ts";
import { type AssemblyStack, readAssembly } from "./manifest.ts";
import { AssemblyError } from "./problems.ts";
import { type FindProvider, providerFinder, providersByType } from "./providers.ts";
import type { Place } from "./pseudo.ts";
import { deployStack, type StackSurroundings } from "./stack.ts";

export interface DeployOptions {
  readonly providers: readonly ResourceProvider[];
  readonly context: Place;
  /** Reads an SSM parameter that was made by an earlier stack, or earlier in the same one. */
  readonly parameter: (name: string) => string | undefined;
}

interface Planned {
  readonly stack: AssemblyStack;
  readonly find: FindProvider;
}

/**
 * Creates the resources of every stack of the assembly in `assemblyDir`.
 *
 * Throws {@link AssemblyError} with all problems of all templates before anything is made; once creation has begun, an
 * error that names the stack and the logical id at which it stopped.
 */
export const deploy = async (
  assemblyDir: string,
  { providers, context, parameter }: DeployOptions,
): Promise<Deployment> => {
  const { stacks, assetPath } = readAssembly(assemblyDir);
  const byType = providersByType(providers, context);
  const plan: readonly Planned[] = stacks.map((stack) => ({
    stack,
    find: providerFinder(stack.template, byType, context),
  }));
  const problems = plan.flatMap(({ stack, find }) => problemsOf(stack, find));
  if (problems.length > 0) throw new AssemblyError(problems);

  const surroundings: StackSurroundings = { place: context, exports: new Map(), ssm: parameter, assetPath };
  const deployed = new Map<string, DeployedStack>();
  for (const { stack, find } of plan) deployed.set(stack.name, await deployStack(stack, find, surroundings));
  return {
    stacks: deployed,
    resources: [...deployed.values()].flatMap(({ resources }) => [...resources.values()]),
  };
};
