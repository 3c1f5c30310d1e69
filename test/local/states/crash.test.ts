import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ListExecutionsCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { expect, it } from "vitest";
import { CHAIN_EVENTS, MACHINE } from "./crash-chain.ts";
import { type GivenStates, startStates } from "./given.ts";

const ROUNDS = 8;
const starter = fileURLToPath(new URL("crash-starter.ts", import.meta.url));

interface Said {
  readonly started: readonly string[];
  readonly tokens: readonly string[];
}

/** Lets the starter say some lines, then kills it. */
const startAndKill = (dataDir: string, lines: number): Promise<Said> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [starter, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split("\n").length > lines) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", (_code, signal) => {
      if (signal !== "SIGKILL") return reject(new Error("the starter ended by itself"));
      const words = output
        .split("\n")
        .slice(0, -1)
        .map((line) => line.split(" "));
      const said = (what: string) => words.flatMap(([kind, word = ""]) => (kind === what ? [word] : []));
      return resolve({ started: said("started"), tokens: said("token") });
    });
  });

/** Answers tokens until nothing waits for one; those that have been answered before are refused, and need not be. */
const answerAll = async (states: GivenStates, tokens: string[]): Promise<void> => {
  await states.settle();
  for (let taskToken = tokens.pop(); taskToken !== undefined; taskToken = tokens.pop()) {
    await states.client
      .send(new SendTaskSuccessCommand({ taskToken, output: "{}" }))
      .catch((error: Error) => expect(error.name).toBe("TaskTimedOut"));
    await states.settle();
  }
};

it("loses no execution to kill -9, and writes no event twice", { timeout: 120_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "plainchant-"));
  const started = new Set<string>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    const said = await startAndKill(dataDir, 15 * round + (round % 4));
    for (const arn of said.started) started.add(arn);
    const tokens = [...said.tokens];
    await using states = await startStates(dataDir, {
      functions: { ask: ({ token }: { token: string }) => void tokens.push(token) },
    });
    await answerAll(states, tokens);

    const stateMachineArn = `arn:aws:states:eu-west-3:000000000000:stateMachine:${MACHINE}`;
    const { executions = [] } = await states.client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }),
    );
    expect(executions.filter(({ status }) => status !== "SUCCEEDED")).toEqual([]);
    const known = new Set(executions.map(({ executionArn }) => executionArn));
    expect([...started].filter((arn) => !known.has(arn))).toEqual([]);
    for (const { executionArn = "" } of executions.slice(0, said.started.length)) {
      const events = await states.history(executionArn);
      expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
      const types = events.map(({ type }) => type).filter((type) => type !== "TaskSubmitted");
      expect(types.sort()).toEqual(CHAIN_EVENTS);
    }
  }
  expect(started.size).toBeGreaterThan(ROUNDS);
  rmSync(dataDir, { recursive: true });
});
