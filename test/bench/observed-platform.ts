import { join } from "node:path";
import { probedCopy } from "./assembly.ts";
import { createObserver, type Observer } from "./observer.ts";
import { type BenchPlatform, runPlatform } from "./run-platform.ts";

/** A platform whose functions are probed and whose AWS calls are counted. */
export interface ObservedPlatform extends BenchPlatform {
  readonly observer: Observer;
}

export const runObserved = async (assembly: string, folder: string): Promise<ObservedPlatform> => {
  const observer = createObserver();
  const platform = await runPlatform({
    assembly: probedCopy(assembly, join(folder, "probed")),
    dataDir: join(folder, "observed-data"),
    around: observer.around,
  });
  return { ...platform, observer };
};
