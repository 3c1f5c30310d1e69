import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { synthesise } from "#infra/cli/synthesise.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The cloud assembly that the platform's tests run. */
    assembly: string;
  }
}

/** Synthesises the CDK app, with real bundles, once for all test files of the project. */
export default async ({ provide }: TestProject): Promise<() => void> => {
  const folder = mkdtempSync(join(tmpdir(), "plainchant-assembly-"));
  await synthesise(folder);
  provide("assembly", folder);
  return () => rmSync(folder, { recursive: true, force: true });
};
