/** Small assemblies written by hand, and providers that remember what they were asked to make. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type DeployOptions, deploy } from "#infra/local/assembly/deploy.ts";
import type { Deployment } from "#infra/local/assembly/deployment.ts";
import { AssemblyError } from "#infra/local/assembly/problems.ts";
import type { LocalResource, ResourceProvider, Support } from "#infra/local/contracts.ts";

const directories: string[] = [];

/** Gone at the end of the test file that asked for it. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "plainchant-assembly-"));
  directories.push(directory);
  return directory;
};

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

export interface WrittenStack {
  readonly template: object;
  readonly dependsOn?: readonly string[];
}

/** Writes a cloud assembly as `cdk synth` lays it out. */
export const writeAssembly = (
  stacks: Readonly<Record<string, WrittenStack>>,
  directory = temporaryDirectory(),
): string => {
  mkdirSync(directory, { recursive: true });
  const artifacts = Object.fromEntries(
    Object.entries(stacks).map(([id, { template, dependsOn = [] }]) => {
      writeFileSync(join(directory, `${id}.template.json`), JSON.stringify(template));
      const properties = { templateFile: `${id}.template.json` };
      return [id, { type: "aws:cloudformation:stack", dependencies: dependsOn, properties }];
    }),
  );
  writeFileSync(join(directory, "manifest.json"), JSON.stringify({ version: "55.0.0", artifacts }));
  return directory;
};

export interface RecordingProvider extends ResourceProvider {
  readonly made: readonly LocalResource[];
}

/** Makes anything: `Ref` gives `ref:<logicalId>`, and `Fn::GetAtt` of `Arn` gives `arn:<logicalId>`. */
export const recordingProvider = (
  type: string,
  properties: Readonly<Record<string, Support>> = { "*": "honoured" },
): RecordingProvider => {
  const made: LocalResource[] = [];
  return {
    type,
    properties,
    made,
    create: async (resource) => {
      made.push(resource);
      return { ref: `ref:${resource.logicalId}`, attributes: { Arn: `arn:${resource.logicalId}` } };
    },
  };
};

const PLACE = { region: "eu-west-3", account: "000000000000" };

export const deployWith = (
  directory: string,
  providers: readonly ResourceProvider[],
  parameter: DeployOptions["parameter"] = () => undefined,
): Promise<Deployment> => deploy(directory, { providers, context: PLACE, parameter });

/** The problems for which an assembly is refused. */
export const problemsWith = async (
  directory: string,
  providers: readonly ResourceProvider[],
): Promise<readonly string[]> => {
  const refusal: unknown = await deployWith(directory, providers).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal instanceof AssemblyError) return refusal.problems;
  throw new Error("the assembly was not refused", { cause: refusal });
};
