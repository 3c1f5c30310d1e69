import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StopExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { type GivenStates, startStates } from "./given.ts";
import { disagreement } from "./recordings/agreement.ts";
import { DIFFERING } from "./recordings/differing.ts";
import { hasRecordings, type Recording, readRecordings } from "./recordings/recordings.ts";

const A_DAY = 86_400;
/** After every timestamp that a recorded definition waits for, and before the year from which AWS's differ. */
const NOW = Date.parse("2026-03-23T12:00:00Z");

/** What differs, or undefined when the engine does what AWS did. */
const play = async (states: GivenStates, recording: Recording): Promise<string | undefined> => {
  try {
    const execution = await states.start(await states.create(recording.definition), JSON.parse(recording.input));
    const isStopped = recording.events.at(-1)?.type === "ExecutionAborted";
    if (isStopped) await states.client.send(new StopExecutionCommand({ executionArn: execution }));
    await states.move(A_DAY);
    return disagreement(recording, await states.history(execution));
  } catch (error) {
    return String(error);
  }
};

describe.skipIf(!hasRecordings)("the executions recorded from AWS", () => {
  it("gives the same events, save for those that are named with their reason", { timeout: 120_000 }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "plainchant-"));
    const recordings = readRecordings();
    const differences: Record<string, string> = {};
    {
      await using states = await startStates(dataDir, { now: NOW });
      for (const recording of recordings) {
        const difference = await play(states, recording);
        if (difference !== undefined) differences[recording.name] = difference;
      }
    }
    rmSync(dataDir, { recursive: true });
    const agreeing = recordings.length - Object.keys(differences).length;
    process.stdout.write(`Step Functions: ${agreeing} of ${recordings.length}\n`);
    const unnamed = Object.entries(differences).filter(([name]) => !Object.hasOwn(DIFFERING, name));
    expect(unnamed).toEqual([]);
    expect(Object.keys(DIFFERING).filter((name) => differences[name] === undefined)).toEqual([]);
  });
});
