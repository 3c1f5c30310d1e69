import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, inject, it, onTestFinished } from "vitest";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "#infra/local/defaults.ts";
import { startRuntime } from "#infra/local/runtime.ts";
import { freePorts } from "#test/given/child-platform.ts";

/** Asks until there is an answer, as a client does whose platform is being started again. */
const firstAnswer = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    try {
      return await ask();
    } catch {
      await pause(1);
    }
  }
};

it("answers what comes during a start once all resources are there: nothing is said not to exist", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "plainchant-starting-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const ports = await freePorts();
  const sqs = new SQSClient({
    endpoint: `http://127.0.0.1:${ports.aws}`,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
    maxAttempts: 1,
  });
  const starting = startRuntime({ assembly: inject("assembly"), dataDir, ports, log: () => undefined });
  const early = await Promise.all([
    firstAnswer(() => fetch(`http://127.0.0.1:${ports.api}/v1/openapi.json`)),
    firstAnswer(() => sqs.send(new ListQueuesCommand({}))),
  ]);
  const runtime = await starting;
  onTestFinished(() => runtime.stop());
  const { QueueUrls } = await sqs.send(new ListQueuesCommand({}));
  expect(early[0].status).toBe(200);
  expect(early[1].QueueUrls).toEqual(QueueUrls);
});
