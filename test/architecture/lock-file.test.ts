import { expect, it } from "vitest";
import * as z from "zod";
import { read } from "./root.ts";

const Names = z.record(z.string(), z.string()).default({});

const { packages } = z
  .object({ packages: z.record(z.string(), z.object({ dependencies: Names, optionalDependencies: Names })) })
  .parse(JSON.parse(read("package-lock.json")));

/** Where Node would find the package: beside the one that asks, or in any folder around it. */
const isLocked = (from: string, name: string): boolean => {
  for (let place = from; ; place = place.slice(0, Math.max(place.lastIndexOf("node_modules/") - 1, 0))) {
    if (packages[`${place === "" ? "" : `${place}/`}node_modules/${name}`]) return true;
    if (place === "") return false;
  }
};

it("npm ci finds every package in the lock file, those of other platforms too", () => {
  const missing = Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !isLocked(from, name)),
  );
  expect([...new Set(missing)]).toEqual([]);
});
