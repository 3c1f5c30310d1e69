/** The steps of the gate, in order: the quick ones first. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Step } from "./gate.ts";
import type { CommandOutcome, RunCommand } from "./run-command.ts";

/** What scripts write and git keeps: made again by the gate, it must be what was committed, or at least staged. */
const GENERATED = [
  "infra/local/README.md",
  "docs/catalogue.html",
  "docs/catalogue.json",
  "statemachines/travaux/README.md",
  "test/infra/snapshots",
];

/** The scripts that write them. */
const GENERATORS = ["support-table", "catalogue", "diagram"];

const script = (run: RunCommand, name: string): Promise<CommandOutcome> => run("npm", ["run", "--silent", name]);

/** Synthesis with real bundles; a finding of cdk-nag that nobody acknowledged ends it with an error. */
const synthesiseStages = async (run: RunCommand): Promise<CommandOutcome> => {
  const folder = mkdtempSync(join(tmpdir(), "plainchant-check-"));
  try {
    for (const stade of ["local", "qualification", "production"]) {
      const environment = { CDK_OUTDIR: join(folder, stade), PLAINCHANT_STADE: stade };
      const outcome = await run(process.execPath, ["infra/app.ts"], environment);
      if (!outcome.ok) return { ok: false, output: `stage ${stade}\n${outcome.output}` };
    }
    return { ok: true, output: "" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const checkGenerated = async (run: RunCommand): Promise<CommandOutcome> => {
  for (const generator of GENERATORS) {
    const written = await script(run, generator);
    if (!written.ok) return written;
  }
  const { ok, output } = await run("git", ["status", "--porcelain", "--", ...GENERATED]);
  // Two letters, then the path: the second letter says how the file differs from what is staged.
  const changed = output.split("\n").filter((line) => line !== "" && line[1] !== " ");
  return { ok: ok && changed.length === 0, output: ok ? changed.join("\n") : output };
};

export const stepsOf = (run: RunCommand): readonly Step[] => [
  {
    name: "format and lint",
    fix: "npm run format writes what can be written; the rest is said above.",
    run: () => script(run, "lint"),
  },
  { name: "types", fix: "npm run types, file by file.", run: () => script(run, "types") },
  {
    name: "boundaries",
    fix: "Move the line to the room where it belongs (docs/adr/0001); a new room wants an ADR.",
    run: () => script(run, "boundaries"),
  },
  {
    name: "nothing unused",
    fix: "Delete what nothing names, or take away its export.",
    run: () => script(run, "unused"),
  },
  {
    name: "tests and coverage",
    fix: "npx vitest run <file> runs one file; coverage/coverage-summary.json says where branches lack tests.",
    run: () => script(run, "coverage"),
  },
  {
    name: "synthesis and cdk-nag",
    fix: "Correct the resource; acknowledge a finding only where it stands, with its reason.",
    run: () => synthesiseStages(run),
  },
  {
    name: "generated files",
    fix: "They were made again just now: read the difference, then stage or commit it.",
    run: () => checkGenerated(run),
  },
];
