/**
 * Opens the place where the contract is tested: the embedded Step Functions, whose time can be moved, or an AWS account,
 * where it passes.
 *
 * For an account: PLAINCHANT_STATES_ROLE, the ARN of a role that may send messages to the queue
 * PLAINCHANT_STATES_QUEUE (its URL), and the usual AWS variables. PLAINCHANT_STATES_PATIENCE, seconds, is how long a
 * test may wait there; those that would wait longer are skipped.
 */
import { afterAll } from "vitest";
import { openAccount } from "./account.ts";
import { openEmbedded } from "./embedded.ts";
import type { Place } from "./place.ts";

/** Closed at the end of the test file that opens it. */
export const openPlace = async (): Promise<Place> => {
  const { PLAINCHANT_STATES_ROLE: role, PLAINCHANT_STATES_QUEUE: queue } = process.env;
  const place = role && queue ? openAccount(role, queue) : await openEmbedded();
  afterAll(() => place.close(), 60_000);
  return place;
};
