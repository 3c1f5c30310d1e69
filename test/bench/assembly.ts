/** A copy of a synthesised assembly in which a probe stands in front of every function. */
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const PROBE = join(import.meta.dirname, "probe.mjs");

/** What of a template is read; the rest is kept as it is. */
const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.looseObject({ Handler: z.string().optional() }).optional() }),
  ),
});

const isBundle = (directory: string): boolean => existsSync(join(directory, "index.mjs"));

/** Directories of the bundles of functions. */
const bundlesOf = (assembly: string): readonly string[] =>
  readdirSync(assembly)
    .filter((name) => name.startsWith("asset."))
    .map((name) => join(assembly, name))
    .filter(isBundle);

const probeTemplate = (path: string): void => {
  const template = Template.parse(JSON.parse(readFileSync(path, "utf8")));
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === "AWS::Lambda::Function" && Properties?.Handler === "index.handler")
      Properties.Handler = "probe.handler";
  }
  writeFileSync(path, JSON.stringify(template));
};

export const probedCopy = (assembly: string, target: string): string => {
  cpSync(assembly, target, { recursive: true });
  for (const directory of bundlesOf(target)) copyFileSync(PROBE, join(directory, "probe.mjs"));
  for (const name of readdirSync(target)) if (name.endsWith(".template.json")) probeTemplate(join(target, name));
  return target;
};
