/** `npm run check`: the one gate. Each step has its name, its time and, when it fails, what to do. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** What scripts write and git keeps: made again by the gate, it must be what was committed, or at least staged. */
const GENERATED = ["infra/local/README.md", "test/infra/snapshots"];

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

interface Step {
  readonly name: string;
  readonly fix: string;
  readonly run: () => Promise<Outcome>;
}

const run = async (
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> => {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // On Windows, npm is a command file, which only a shell runs.
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, "close");
  return { ok: code === 0, output };
};

const script = (name: string): Promise<Outcome> => run("npm", ["run", "--silent", name]);

/** Synthesis with real bundles; a finding of cdk-nag that nobody acknowledged ends it with an error. */
const synthesiseStages = async (): Promise<Outcome> => {
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

const checkGenerated = async (): Promise<Outcome> => {
  const written = await script("support-table");
  if (!written.ok) return written;
  const { ok, output } = await run("git", ["status", "--porcelain", "--", ...GENERATED]);
  // Two letters, then the path: the second letter says how the file differs from what is staged.
  const changed = output.split("\n").filter((line) => line !== "" && line[1] !== " ");
  return { ok: ok && changed.length === 0, output: ok ? changed.join("\n") : output };
};

const STEPS: readonly Step[] = [
  {
    name: "format and lint",
    fix: "npm run format writes what can be written; the rest is said above.",
    run: () => script("lint"),
  },
  { name: "types", fix: "npm run types, file by file.", run: () => script("types") },
  {
    name: "boundaries",
    fix: "Move the line to the room where it belongs (docs/adr/0001); a new room wants an ADR.",
    run: () => script("boundaries"),
  },
  {
    name: "nothing unused",
    fix: "Delete what nothing names, or take away its export.",
    run: () => script("unused"),
  },
  {
    name: "tests and coverage",
    fix: "npx vitest run <file> runs one file; coverage/coverage-summary.json says where branches lack tests.",
    run: () => script("coverage"),
  },
  {
    name: "synthesis and cdk-nag",
    fix: "Correct the resource; acknowledge a finding only where it stands, with its reason.",
    run: synthesiseStages,
  },
  {
    name: "generated files",
    fix: "They were made again just now: read the difference, then stage or commit it.",
    run: checkGenerated,
  },
];

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, "    ");

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

let failed = 0;
for (const { name, fix, run: runStep } of STEPS) {
  const start = performance.now();
  const { ok, output } = await runStep();
  process.stdout.write(`${ok ? "✓" : "✗"} ${name} (${seconds(performance.now() - start)})\n`);
  if (!ok) {
    failed += 1;
    process.stdout.write(`${indented(output)}\n  → ${fix}\n`);
  }
}
process.stdout.write(failed === 0 ? "\nAll is well.\n" : `\n${failed} of ${STEPS.length} steps failed.\n`);
process.exitCode = failed === 0 ? 0 : 1;
