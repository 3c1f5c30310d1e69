import type { Stade } from "./stade.ts";

/**
 * Physical name of a resource. Names are fixed rather than generated for two reasons: a queue and its dead-letter queue
 * name each other, as do a bucket and the policy of the queue that it notifies (generated names would be a cycle), and
 * the commands of the runbook can be pasted as they stand.
 */
export const physicalName = (stade: Stade, thing: string): string => `plainchant-${stade}-${thing}`;

export const stackName = (stade: Stade, stack: "Donnees" | "Services"): string => `Plainchant-${stade}-${stack}`;

export const parameterName = (stade: Stade, key: string): string => `/plainchant/${stade}/${key}`;

/** Log group of a function. */
export const logGroupName = (stade: Stade, functionId: string): string => `/plainchant/${stade}/${functionId}`;
