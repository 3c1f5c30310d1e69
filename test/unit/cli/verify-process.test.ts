/** The command as a process of its own: what a shell, a pipe and a signal see of it. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../architecture/root.ts";
import { verdictsOf } from "./verification.ts";
import { folderOf, GOOD, WRONG } from "./verify-files.ts";

const PROGRAM = "infra/cli/verify.ts";

const start = (args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT });

const ended = async (child: ChildProcessWithoutNullStreams) => {
  const [out, error, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, error, status };
};

const run = (args: readonly string[], stdin: Uint8Array | string = "") => {
  const child = start(args);
  child.stdin.on("error", () => undefined).end(stdin);
  return ended(child);
};

describe("the process of npm run verify", () => {
  it.each([
    ["right", { "a.xml": GOOD }, 0],
    ["wrong", { "a.xml": GOOD, "b.xml": WRONG }, 1],
    ["not there", {}, 2],
  ])("ends with the status of what is %s", async (_, files, status) => {
    expect((await run([folderOf(files)])).status).toBe(status);
  });

  it("takes standard input, and writes JSON alone on its output and nothing beside it", async () => {
    const { out, error, status } = await run(["--json", "-"], WRONG);
    expect({ error, status }).toEqual({ error: "", status: 1 });
    expect(verdictsOf(out)).toMatchObject([{ path: "-", syntax: "ubl-invoice", fatal: ["BR-CO-16"] }]);
  });

  it("writes neither colours nor progress where no terminal shows them", async () => {
    const { out, error } = await run(["-"], WRONG);
    expect(out).toContain("BR-CO-16");
    expect(`${out}${error}`).not.toContain("\u001B");
  });

  it("ends quietly once nobody reads on, as before head", async () => {
    const file = join(folderOf({ "f.xml": GOOD }), "f.xml");
    const child = start(["--json", ...Array.from({ length: 3000 }, () => file)]);
    const error = text(child.stderr);
    child.stdout.once("data", () => child.stdout.destroy());
    const [status] = await once(child, "close");
    expect({ status, error: await error }).toEqual({ status: 141, error: "" });
  });

  it("ends quietly when it is interrupted", async () => {
    const file = join(folderOf({ "f.xml": GOOD }), "f.xml");
    const child = start(["--json", file, "-"]);
    child.stdout.once("data", () => child.kill("SIGINT"));
    expect(await ended(child)).toMatchObject({ status: 130, error: "" });
  });
});
