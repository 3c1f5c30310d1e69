/** Reads the cloud assembly that `cdk synth` writes: its stacks, their templates, and where the assets lie. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { inDependencyOrder } from "./order.ts";
import { AssemblyError } from "./problems.ts";
import { Template } from "./template.ts";

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).default([]),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional(), file: z.string().optional() })
        .default({}),
    }),
  ),
});
type Artifact = z.infer<typeof Manifest>["artifacts"][string];

const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
}

export interface Assembly {
  /** Each stack after those that it depends on. */
  readonly stacks: readonly AssemblyStack[];
  /** Path of an asset of the assembly (a directory, or the file itself of a file asset) from its key in S3. */
  assetPath(s3Key: string): string;
}

const readJson = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> => {
  if (!existsSync(path)) throw new AssemblyError([`${path} does not exist: has the application been synthesised?`]);
  const { data, error } = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (error) {
    throw new AssemblyError(error.issues.map((issue) => `${path}: ${issue.path.join(".")}: ${issue.message}`));
  }
  return data;
};

const ofType = (artifacts: Readonly<Record<string, Artifact>>, type: string): ReadonlyMap<string, Artifact> =>
  new Map(Object.entries(artifacts).filter(([, artifact]) => artifact.type === type));

const readStacks = (directory: string, artifacts: ReadonlyMap<string, Artifact>): readonly AssemblyStack[] =>
  inDependencyOrder([...artifacts.keys()], (id) => artifacts.get(id)?.dependencies ?? []).map((id) => {
    const { stackName = id, templateFile = "" } = artifacts.get(id)?.properties ?? {};
    return { name: stackName, template: readJson(join(directory, templateFile), Template) };
  });

const readAssets = (directory: string, manifests: Iterable<Artifact>): ReadonlyMap<string, string> =>
  new Map(
    [...manifests].flatMap(({ properties }) =>
      Object.values(readJson(join(directory, properties.file ?? ""), AssetManifest).files).flatMap(
        ({ source, destinations }) =>
          Object.values(destinations).map(({ objectKey }) => [objectKey, join(directory, source.path ?? "")] as const),
      ),
    ),
  );

/**
 * Reads the assembly in `directory`. Throws {@link AssemblyError} where it is not what the runtime can read. Stages
 * make assemblies of their own beneath it: such a one is read by its own directory.
 */
export const readAssembly = (directory: string): Assembly => {
  const { artifacts } = readJson(join(directory, "manifest.json"), Manifest);
  const stacks = readStacks(directory, ofType(artifacts, "aws:cloudformation:stack"));
  if (stacks.length === 0) throw new AssemblyError([`${directory} holds no stack`]);
  const assets = readAssets(directory, ofType(artifacts, "cdk:asset-manifest").values());
  return {
    stacks,
    assetPath: (s3Key) => {
      const path = assets.get(s3Key);
      if (path === undefined) throw new Error(`the assembly has no asset '${s3Key}'`);
      return path;
    },
  };
};
