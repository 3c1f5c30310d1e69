import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./root.ts";

/** What `npm run check` runs, told to answer in JSON. */
const cruise = (folder: string, ...roots: readonly string[]): ICruiseResult => {
  const cli = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(ROOT, ".dependency-cruiser.mjs");
  const { stdout, stderr } = spawnSync(process.execPath, [cli, "--config", config, "--output-type", "json", ...roots], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
};

it("no file of this repository reaches where it may not, and the cruiser looked at all of them", () => {
  const { summary } = cruise(ROOT, "functions", "infra", "test", "bin");
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  // TypeScript 7 once made it find nothing wrong with no module at all.
  expect(summary.totalCruised).toBeGreaterThan(100);
});

/** For each rule, imports that break it: the file, and what it names. */
const PLANTED: Readonly<Record<string, readonly (readonly [file: string, specifier: string])[]>> = {
  "domain-is-pure": [
    ["functions/domain/to-port.ts", "#ports/port.ts"],
    ["functions/domain/to-npm.ts", "zod"],
    ["functions/domain/to-node.ts", "node:crypto"],
  ],
  "formats-know-the-domain": [
    ["functions/formats/to-port.ts", "#ports/port.ts"],
    ["functions/formats/to-npm.ts", "zod"],
  ],
  "ports-know-the-domain": [["functions/ports/to-usecase.ts", "#usecases/usecase.ts"]],
  "usecases-know-ports": [
    ["functions/usecases/to-format.ts", "#formats/format.ts"],
    ["functions/usecases/to-edge.ts", "#edge/edge.ts"],
    ["functions/usecases/to-npm.ts", "zod"],
    ["functions/usecases/to-node.ts", "node:fs"],
  ],
  "adapters-serve-ports": [
    ["functions/adapters/to-usecase.ts", "#usecases/usecase.ts"],
    ["functions/adapters/to-edge.ts", "#edge/edge.ts"],
  ],
  "edge-knows-ports": [
    ["functions/edge/to-usecase.ts", "#usecases/usecase.ts"],
    ["functions/edge/to-npm.ts", "saxes"],
  ],
  "entrees-drive-usecases": [
    ["functions/entrees/intake/to-format.ts", "#formats/format.ts"],
    ["functions/entrees/intake/to-npm.ts", "saxes"],
  ],
  "only-lambda-files-compose": [["functions/entrees/intake/to-compose.ts", "#compose"]],
  "only-compose-picks-adapters": [
    ["functions/entrees/intake/to-adapter.ts", "#adapters/adapter.ts"],
    ["infra/cli/to-adapter.ts", "#adapters/adapter.ts"],
  ],
  "driving-sides-are-strangers": [["functions/entrees/intake/to-api.ts", "#entrees/api/routes.ts"]],
  "capabilities-are-strangers": [["functions/entrees/api/depots/to-factures.ts", "#entrees/api/factures/factures.ts"]],
  "functions-never-import-infra": [
    ["functions/adapters/to-infra.ts", "#infra/stack.ts"],
    ["functions/adapters/to-cdk.ts", "aws-cdk-lib"],
  ],
  "nothing-imports-tests": [["infra/cli/to-test.ts", "#test/given.ts"]],
  "local-runtime-stands-alone": [
    ["infra/local/to-stack.ts", "#infra/stack.ts"],
    ["infra/local/to-domain.ts", "#domain/rule.ts"],
  ],
  "local-parts-are-strangers": [["infra/local/s3/to-sqs.ts", "../sqs/sqs.ts"]],
  "stacks-read-tables-alone": [["infra/to-usecase.ts", "#usecases/usecase.ts"]],
  "cli-drives-usecases": [["infra/cli/to-edge.ts", "#edge/edge.ts"]],
  "samples-are-written-from-the-model": [["infra/samples/to-edge.ts", "#edge/edge.ts"]],
  "no-cycles": [["functions/domain/one.ts", "#domain/other.ts"]],
  "not-resolvable": [["functions/domain/to-nowhere.ts", "#domain/nowhere.ts"]],
};

/** What the planted imports name, and what each room may well import. */
const INNOCENT: Readonly<Record<string, string>> = {
  "functions/domain/rule.ts": "",
  // A cycle is told once, at the first of its files.
  "functions/domain/other.ts": 'import "#domain/one.ts";',
  "functions/formats/format.ts": 'import "#domain/rule.ts"; import "saxes";',
  "functions/ports/port.ts": 'import "#domain/rule.ts";',
  "functions/usecases/usecase.ts": 'import "#ports/port.ts"; import "node:crypto";',
  "functions/adapters/adapter.ts": 'import "#ports/port.ts"; import "zod"; import "node:fs";',
  "functions/edge/edge.ts": 'import "#ports/port.ts"; import "zod";',
  "functions/compose.ts": 'import "#adapters/adapter.ts"; import "#edge/edge.ts";',
  "functions/environment.ts": 'import "zod";',
  "functions/entrees/api/routes.ts": 'import "#domain/rule.ts";',
  "functions/entrees/api/factures/factures.ts": 'import "#entrees/api/routes.ts"; import "#usecases/usecase.ts";',
  "functions/entrees/api/factures/factures.lambda.ts": 'import "./factures.ts"; import "#compose";',
  "infra/stack.ts": 'import "#entrees/api/routes.ts"; import "../functions/environment.ts"; import "aws-cdk-lib";',
  "infra/cli/seed.ts": 'import "#compose"; import "#usecases/usecase.ts"; import "../local/runtime.ts";',
  "infra/local/runtime.ts": 'import "./sqs/sqs.ts"; import "node:http";',
  "infra/local/sqs/sqs.ts": "",
  "test/given.ts": 'import "#infra/stack.ts"; import "#adapters/adapter.ts";',
};

const PACKAGES = ["zod", "saxes", "aws-cdk-lib"];

describe("the cruiser's rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "plainchant-planted-"));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\nexport {};\n`);
  };
  let found: readonly string[] = [];
  let rules: readonly (string | undefined)[] = [];

  beforeAll(() => {
    for (const file of ["package.json", "tsconfig.json"]) cpSync(join(ROOT, file), join(folder, file));
    for (const name of PACKAGES) {
      write(`node_modules/${name}/index.js`, "");
      writeFileSync(join(folder, "node_modules", name, "package.json"), JSON.stringify({ name, main: "index.js" }));
    }
    for (const [file, text] of Object.entries(INNOCENT)) write(file, text);
    for (const [file, specifier] of Object.values(PLANTED).flat()) write(file, `import "${specifier}";`);
    const { summary } = cruise(folder, "functions", "infra", "test");
    found = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
    rules = (summary.ruleSetUsed?.forbidden ?? []).map(({ name }) => name);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("all have a violation planted below", () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(rules.toSorted());
  });

  it.each(Object.entries(PLANTED))("%s is caught wherever it is broken", (rule, imports) => {
    for (const [file] of imports) expect(found).toContain(`${rule}: ${file}`);
  });

  it("leave alone what a room may import", () => {
    const innocent = new Set(Object.keys(INNOCENT));
    expect(found.filter((violation) => innocent.has(violation.split(": ")[1] ?? ""))).toEqual([]);
  });
});
