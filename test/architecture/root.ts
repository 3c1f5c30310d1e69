import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** The text of a file, by its path from the root of the repository. */
export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** Paths, from the root, of the files that a pattern names. */
export const filesOf = (pattern: string): readonly string[] => globSync(pattern, { cwd: ROOT }).toSorted();
