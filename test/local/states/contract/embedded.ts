/** The embedded Step Functions and a queue, as a place for the contract. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createSqsService, type SqsService } from "#infra/local/sqs/service.ts";
import { ROLE, startStates } from "../given.ts";
import type { Place } from "./place.ts";
import { createMailbox } from "./tokens.ts";

const declareQueue = async (sqs: SqsService, name: string): Promise<string> => {
  const [provider] = sqs.providers;
  const resource = {
    stack: "Test",
    logicalId: name,
    type: "AWS::SQS::Queue",
    properties: { QueueName: name },
    defaultName: name,
    assetDirectory: () => "",
  };
  return (await provider?.create(resource))?.ref ?? "";
};

export const openEmbedded = async (): Promise<Place> => {
  const dataDir = mkdtempSync(join(tmpdir(), "plainchant-"));
  const queues: SqsService[] = [];
  const states = await startStates(dataDir, {
    services: (context) => {
      queues.push(createSqsService(context));
      return queues;
    },
  });
  const [service] = queues;
  const queue = service ? await declareQueue(service, "tokens") : "";
  const sqs = new SQSClient(states.access);
  const token = createMailbox(sqs, queue, 0);
  return {
    client: states.client,
    role: ROLE,
    queue,
    patience: Number.POSITIVE_INFINITY,
    token: async (execution) => {
      await states.settle();
      return token(execution);
    },
    breathe: states.settle,
    pass: states.move,
    close: async () => {
      sqs.destroy();
      await states[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true });
    },
  };
};
