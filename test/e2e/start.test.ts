import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { signIn } from "#infra/cli/platform.ts";
import { startPlatform } from "#infra/cli/start-platform.ts";
import { SAMPLE_DEPOSITS } from "#infra/samples/deposits.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";
import { memoryTerminal } from "#test/unit/cli/memory-terminal.ts";

/** What `npm start` prints last before it waits. */
const SERVING = "Ctrl-C arrête";
const KEPT = "les données sont gardées pour le prochain démarrage.\n";

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
};

/** The first of three ports in a row that nobody has, below those that the system gives out by itself. */
const freePort = async (): Promise<number> => {
  for (;;) {
    const first = 10_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all([first, first + 1, first + 2].map(isFree));
    if (free.every(Boolean)) return first;
  }
};

let data: string;
let port: number;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "plainchant-start-"));
  port = await freePort();
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const apiOf = (): string => `http://127.0.0.1:${port}`;

/** `npm start` in this process, on the assembly that all tests share; resolves once it serves. */
const start = async (...args: string[]) => {
  const serving = Promise.withResolvers<void>();
  const interrupted = Promise.withResolvers<void>();
  const terminal = memoryTerminal(true, (out) => {
    if (out.includes(SERVING)) serving.resolve();
  });
  const ended = startPlatform(["--data", data, "--port", String(port), ...args], {
    terminal,
    synthesise: async (outdir) => cpSync(inject("assembly"), outdir, { recursive: true }),
    interrupted: () => interrupted.promise,
  });
  const stop = (): Promise<number> => {
    interrupted.resolve();
    return ended;
  };
  // A test that fails must not leave its ports taken for the next one.
  onTestFinished(async () => void (await stop()));
  await Promise.race([serving.promise, ended]);
  return { ...terminal, stop };
};

/** The table of what became of the samples, as it was printed. */
const tableIn = (out: string): string => /┌.*┘/s.exec(out)?.[0] ?? "";

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

const clockOf = async (): Promise<number> => {
  const response = await fetch(`${apiOf()}/_local/horloge`);
  return Date.parse(/\d{4}-[^"]+/.exec(await response.text())?.[0] ?? "");
};

const received = async (): Promise<readonly string[]> => {
  const { clientId, secret } = SAMPLE_ACCOUNTS.commune;
  const { factures } = await (await signIn(apiOf(), clientId, secret)).list();
  return factures.map(({ numeroFacture }) => numeroFacture);
};

/** The commands of the steps `from` to `to` that were printed. */
const printedSteps = (out: string, from: number, to: number): string => {
  const steps = out.slice(out.indexOf("# 1."), out.indexOf(SERVING)).split(/^(?=# \d\.)/m);
  return steps.slice(from - 1, to).join("");
};

const execute = promisify(execFile);

/** Apart from this process, in which the platform answers. */
const bash = async (script: string, environment: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await execute("bash", ["-c", script], { env: { ...process.env, ...environment } })).stdout;

/** `date -d` is GNU's. */
const hasTools = await bash("curl --version && sed --version && date -u -d tomorrow").then(
  () => true,
  () => false,
);

describe("npm start", () => {
  it("deposits the samples, shows what became of each, and shows the same when it is started again", async () => {
    const first = await start();
    expect(first.written.error).toBe("");
    const table = tableIn(first.written.out);
    for (const { fichier } of SAMPLE_DEPOSITS) {
      expect(table).toContain(fichier);
      expect(existsSync(join(data, "exemples", fichier))).toBe(true);
    }
    expect(occurrences(table, " INTEGRE ")).toBe(3);
    expect(occurrences(table, " REJETE ")).toBe(SAMPLE_DEPOSITS.length - 4);
    expect(occurrences(table, " INTEGRE_PARTIELLEMENT ")).toBe(1);
    expect(await first.stop()).toBe(0);
    expect(first.written.out.endsWith(`arrêt… ${KEPT}`)).toBe(true);

    const second = await start();
    expect(tableIn(second.written.out)).toBe(table);
    expect(await received()).toEqual(["F-2026-001"]);
    expect(await second.stop()).toBe(0);
  });

  it.skipIf(!hasTools)("prints commands that bash, curl and sed carry out as they stand", async () => {
    const { written, stop } = await start("--sans-exemples");
    const shown = await bash(`${printedSteps(written.out, 1, 3)}\necho "JETON=$JETON"`);
    const [id = ""] = shown.split("\n");
    const [, jeton = ""] = /^JETON=(.+)$/m.exec(shown) ?? [];
    expect(id).toMatch(/^[0-9a-z]{26}$/);
    expect(shown).toContain("HTTP/1.1 204");

    const { clientId, secret } = SAMPLE_ACCOUNTS.menuiserie;
    await (await signIn(apiOf(), clientId, secret)).verdict(id);
    const asked = await bash(printedSteps(written.out, 4, 5), { ID: id, JETON: jeton });
    expect(asked).toContain('"statut":"INTEGRE"');
    expect(asked).toContain('"numeroFacture":"F-2026-100"');

    const before = await clockOf();
    expect(await bash(printedSteps(written.out, 6, 6))).toContain("maintenant");
    expect((await clockOf()) - before).toBeGreaterThan(23 * 3_600_000);
    await stop();
  });

  it("moves the clock with --au, never back, and deposits nothing with --sans-exemples", async () => {
    const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    const moved = await start("--sans-exemples", "--au", day);
    expect(moved.written.out).toContain(`horloge au ${day}T00:00:00.000Z`);
    expect(tableIn(moved.written.out)).toBe("");
    expect(await clockOf()).toBeGreaterThanOrEqual(Date.parse(day));
    await moved.stop();

    const later = await start("--sans-exemples", "--au", "2026-01-01");
    expect(later.written.out).not.toContain("horloge au");
    expect(await clockOf()).toBeGreaterThanOrEqual(Date.parse(day));
    await later.stop();
  });

  it("starts over with --fresh: no invoice, and the machine's own time", async () => {
    const fresh = await start("--sans-exemples", "--fresh");
    expect(await received()).toEqual([]);
    expect(Math.abs((await clockOf()) - Date.now())).toBeLessThan(60_000);
    await fresh.stop();
  });

  it("says why it cannot start, and ends with 1", async () => {
    const terminal = memoryTerminal();
    const status = await startPlatform(["--data", data, "--port", String(port)], {
      terminal,
      synthesise: () => Promise.reject(new Error("the CDK app could not be synthesised:\nwhy")),
      interrupted: () => Promise.resolve(),
    });
    expect({ status, ...terminal.written }).toEqual({
      status: 1,
      out: "\nPlainchant sur cette machine\n\n",
      error: "\nthe CDK app could not be synthesised:\nwhy\n",
    });
  });
});

describe("the launcher", () => {
  /** The program that `npm start` runs; `interruptAt` is what it has printed when Ctrl-C is pressed. */
  const launch = async (args: readonly string[], interruptAt?: string, preload: readonly string[] = []) => {
    const child = spawn(process.execPath, [...preload, "bin/plainchant.mjs", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const written = { out: "", error: "" };
    child.stderr.on("data", (chunk: Buffer) => {
      written.error += chunk.toString();
    });
    let interrupted = false;
    child.stdout.on("data", (chunk: Buffer) => {
      written.out += chunk.toString();
      if (interrupted || interruptAt === undefined || !written.out.includes(interruptAt)) return;
      interrupted = true;
      child.kill("SIGINT");
    });
    const [status] = await once(child, "close");
    return { status, ...written };
  };

  it("explains itself", async () => {
    const ended = await launch(["--help"]);
    expect(ended).toMatchObject({ status: 0, error: "" });
    expect(ended.out).toContain("npm start -- [--fresh]");
  });

  it("synthesises, serves until Ctrl-C, keeps the data and ends with 0", async () => {
    const ended = await launch(["--data", join(data, "apart"), "--port", String(port)], SERVING);
    expect(ended).toMatchObject({ status: 0, error: "" });
    expect(occurrences(tableIn(ended.out), " INTEGRE ")).toBe(3);
    expect(ended.out.endsWith(KEPT)).toBe(true);
  });

  it("tells a Node that is too old what to do, in a sentence", async () => {
    const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } })";
    const ended = await launch(["--help"], undefined, ["--import", `data:text/javascript,${encodeURIComponent(old)}`]);
    expect(ended).toMatchObject({ status: 1, out: "" });
    expect(ended.error).toContain("Plainchant needs Node 22.18 or later, and this is 20.11.0.");
  });
});
