import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { StreamRecord } from "#infra/local/contracts.ts";
import { createDynamoService } from "#infra/local/dynamodb/service.ts";
import { everyItem } from "./direct.ts";
import { contextOf, createTable, newDataDir, START } from "./setting.ts";

const ROUNDS = 20;
const writer = fileURLToPath(new URL("crash-writer.ts", import.meta.url));
const dataDir = newDataDir();
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** A small generator with a fixed seed (Park and Miller), so that a failure can be run again. */
const random = (() => {
  let state = 20_260_115;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
})();

/** Lets the writer answer some transactions, then kills it a moment later; gives the transactions that it answered. */
const writeAndKill = (round: string, answers: number, delayMs: number): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, dataDir, round], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    let isDoomed = false;
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (isDoomed || output.split("\n").length <= answers) return;
      isDoomed = true;
      setTimeout(() => child.kill("SIGKILL"), delayMs);
    });
    child.on("error", reject);
    child.on("close", (_code, signal) => {
      if (signal !== "SIGKILL") reject(new Error("the writer ended by itself"));
      resolve(output.split("\n").slice(0, -1));
    });
  });

const allRecords = async (read: (after: string | undefined) => Promise<readonly StreamRecord[]>) => {
  const records: StreamRecord[] = [];
  for (let page = await read(undefined); page.length > 0; ) {
    records.push(...page);
    page = await read(page.at(-1)?.dynamodb.SequenceNumber);
  }
  return records;
};

const keyOf = (item: Readonly<Record<string, unknown>> | undefined): string =>
  JSON.stringify([item?.["pk"], item?.["sk"]]);

const checkAfterCrash = async (answered: readonly string[]): Promise<void> => {
  const service = createDynamoService(contextOf(dataDir, { now: () => START }));
  try {
    const { attributes } = await createTable(service);
    const items = await everyItem(service, "Scan", { TableName: "factures" });
    const halves = items.filter((item) => item["gsi1pk"]);
    const transactions = new Set(halves.map((item) => item["pk"]?.["S"]));

    expect(halves).toHaveLength(2 * transactions.size);
    expect(answered.filter((name) => !transactions.has(name))).toEqual([]);
    expect(items.find((item) => item["n"])?.["n"]).toEqual({ N: String(transactions.size) });

    const arn = attributes["StreamArn"] ?? "";
    const records = await allRecords((after) => service.read(arn, after, 1000, AbortSignal.abort()));
    const replayed = new Map(records.map(({ dynamodb }) => [keyOf(dynamodb.Keys), dynamodb.NewImage]));
    expect(replayed).toEqual(new Map(items.map((item) => [keyOf(item), item])));
    expect(records).toHaveLength(3 * transactions.size);

    const rounds = new Set(halves.map((item) => item["gsi1pk"]?.["S"]));
    const indexed = await Promise.all(
      [...rounds].map((S) =>
        everyItem(service, "Query", {
          TableName: "factures",
          IndexName: "gsi1",
          KeyConditionExpression: "gsi1pk = :round",
          ExpressionAttributeValues: { ":round": { S } },
        }),
      ),
    );
    expect(new Set(indexed.flat().map(keyOf))).toEqual(new Set(halves.map(keyOf)));
  } finally {
    await service.stop();
  }
};

describe("kill -9", () => {
  it(`leaves whole transactions, their index entries and their stream records, ${ROUNDS} times`, async () => {
    const answered: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      answered.push(...(await writeAndKill(`R${round}`, 1 + Math.floor(random() * 30), random() * 20)));
      await checkAfterCrash(answered);
    }
    expect(answered.length).toBeGreaterThan(ROUNDS);
  }, 60_000);
});
