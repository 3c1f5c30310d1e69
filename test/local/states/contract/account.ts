/** An AWS account, as a place for the contract. */
import { setTimeout as pause } from "node:timers/promises";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Place } from "./place.ts";
import { createMailbox } from "./tokens.ts";

const DEFAULT_PATIENCE = 60;

export const openAccount = (role: string, queue: string): Place => {
  const client = new SFNClient();
  const sqs = new SQSClient();
  return {
    client,
    role,
    queue,
    patience: Number(process.env["PLAINCHANT_STATES_PATIENCE"] ?? DEFAULT_PATIENCE),
    token: createMailbox(sqs, queue, 20),
    breathe: () => pause(1_000),
    pass: (seconds) => pause(seconds * 1_000),
    close: async () => {
      client.destroy();
      sqs.destroy();
    },
  };
};
