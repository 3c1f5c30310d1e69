import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { stepsOf } from "#infra/cli/check-steps.ts";
import { runGate, type Step } from "#infra/cli/gate.ts";
import { type CommandOutcome, type RunCommand, runCommand } from "#infra/cli/run-command.ts";

const step = (name: string, ok: boolean, output = ""): Step => ({
  name,
  fix: `mend ${name}`,
  run: () => Promise.resolve({ ok, output }),
});

const gate = async (steps: readonly Step[]) => {
  let out = "";
  const status = await runGate(steps, (text) => {
    out += text;
  });
  // How long each took is not the same twice.
  return { status, out: out.replaceAll(/\d+\.\d s/g, "0.0 s") };
};

describe("the gate", () => {
  it("says that all is well when every step is", async () => {
    expect(await gate([step("types", true, "not shown"), step("tests", true)])).toEqual({
      status: 0,
      out: "✓ types (0.0 s)\n✓ tests (0.0 s)\n\nAll is well.\n",
    });
  });

  it("shows what a failing step printed and what to do, and goes on with the others", async () => {
    expect(await gate([step("types", false, "a.ts:1\nb.ts:2\n"), step("tests", true), step("unused", false)])).toEqual({
      status: 1,
      out: [
        "✗ types (0.0 s)",
        "    a.ts:1",
        "    b.ts:2",
        "  → mend types",
        "✓ tests (0.0 s)",
        "✗ unused (0.0 s)",
        "    ",
        "  → mend unused",
        "",
        "2 of 3 steps failed.",
        "",
      ].join("\n"),
    });
  });
});

interface Ran {
  readonly line: string;
  readonly environment: Readonly<Record<string, string>>;
}

const OK: CommandOutcome = { ok: true, output: "" };

/** Runs the steps of that name on commands that are not run: `answer` tells what each of them gives. */
const runStep = async (name: string, answer: (line: string, ran: Ran) => CommandOutcome = () => OK) => {
  const ran: Ran[] = [];
  const fake: RunCommand = async (command, args, environment = {}) => {
    const one = { line: [command, ...args].join(" "), environment };
    ran.push(one);
    return answer(one.line, one);
  };
  const found = stepsOf(fake).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`the gate has no step ${name}`);
  return { outcome: await found.run(), lines: ran.map(({ line }) => line), ran };
};

describe("the steps of the gate", () => {
  it("each have a name of their own and say what to do", () => {
    const steps = stepsOf(runCommand);
    expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
    expect(steps.filter(({ fix }) => fix === "")).toEqual([]);
  });

  it.each([
    ["format and lint", "lint"],
    ["types", "types"],
    ["boundaries", "boundaries"],
    ["nothing unused", "unused"],
    ["tests and coverage", "coverage"],
  ])("run a script of the project for %s", async (name, script) => {
    const failed = { ok: false, output: "what it said" };
    expect(await runStep(name, () => failed)).toMatchObject({
      outcome: failed,
      lines: [`npm run --silent ${script}`],
    });
  });

  it("synthesise every stage into a folder that is gone afterwards", async () => {
    const { outcome, ran } = await runStep("synthesis and cdk-nag");
    expect(outcome).toEqual(OK);
    expect(ran.map(({ environment }) => environment["PLAINCHANT_STADE"])).toEqual([
      "local",
      "qualification",
      "production",
    ]);
    const folders = ran.map(({ environment }) => dirname(environment["CDK_OUTDIR"] ?? ""));
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  });

  it("stop at the first stage that does not synthesise, and name it", async () => {
    const { outcome, ran } = await runStep("synthesis and cdk-nag", (_, { environment }) => ({
      ok: environment["PLAINCHANT_STADE"] === "local",
      output: "AwsSolutions-S1",
    }));
    expect(outcome).toEqual({ ok: false, output: "stage qualification\nAwsSolutions-S1" });
    expect(ran).toHaveLength(2);
  });
});

describe("the step of generated files", () => {
  const withStatus = (output: string, ok = true) =>
    runStep("generated files", (line) => (line.startsWith("git status") ? { ok, output } : OK));

  it("is content with files as they were committed, or staged", async () => {
    const { outcome, lines } = await withStatus("M  infra/local/README.md\n");
    expect(outcome).toEqual(OK);
    expect(lines).toEqual([
      "npm run --silent support-table",
      "npm run --silent catalogue",
      "npm run --silent diagram",
      "git status --porcelain -- infra/local/README.md docs/catalogue.html docs/catalogue.json statemachines/travaux/README.md test/infra/snapshots",
    ]);
  });

  it("names those that differ from what is staged", async () => {
    const { outcome } = await withStatus(
      "MM infra/local/README.md\nA  test/infra/snapshots/a\n?? test/infra/snapshots/b\n",
    );
    expect(outcome).toEqual({ ok: false, output: "MM infra/local/README.md\n?? test/infra/snapshots/b" });
  });

  it("fails where git does", async () => {
    expect((await withStatus("fatal: not a git repository", false)).outcome).toEqual({
      ok: false,
      output: "fatal: not a git repository",
    });
  });

  it("fails where they cannot be made", async () => {
    const failed = { ok: false, output: "no page" };
    const { outcome, lines } = await runStep("generated files", () => failed);
    expect(outcome).toEqual(failed);
    expect(lines).toHaveLength(1);
  });
});

describe("a command of the gate", () => {
  it("runs with more in its environment, and both its streams are kept", async () => {
    const script = "console.log(process.env.A); console.error('to the other')";
    const { ok, output } = await runCommand(process.execPath, ["-e", script], { A: "given" });
    expect(ok).toBe(true);
    expect(output).toContain("given\n");
    expect(output).toContain("to the other\n");
  });

  it("runs at the root of the project", async () => {
    expect(await runCommand(process.execPath, ["-p", "require('./package.json').name"])).toEqual({
      ok: true,
      output: "plainchant\n",
    });
  });

  it("is no success when it ends with another status than 0", async () => {
    expect(await runCommand(process.execPath, ["-e", "process.exit(3)"])).toEqual({ ok: false, output: "" });
  });
});
