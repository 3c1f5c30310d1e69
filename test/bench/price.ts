/** The arithmetic of AWS's bill: what quantities are charged for, and what they cost. Pure. */
import type { PriceKey, UnitPrice } from "./price-list.ts";
import { sum } from "./statistics.ts";

/** What one invoice may cost, in dollars: deposit, upload, intake, one report read, events and e-mail row. */
export const BUDGET_USD = 0.00004;

/** Quantity of something that has a price, per invoice. */
export interface Usage {
  readonly what: string;
  readonly price: PriceKey;
  readonly quantity: number;
}

export interface PricedUsage extends Usage {
  /** Dollars per invoice. */
  readonly usd: number;
}

export type PriceList = Readonly<Record<PriceKey, Pick<UnitPrice, "usd" | "per">>>;

export const priced = (usage: readonly Usage[], prices: PriceList): readonly PricedUsage[] =>
  usage.map((one) => ({ ...one, usd: (one.quantity * prices[one.price].usd) / prices[one.price].per }));

export const totalUsd = (lines: readonly PricedUsage[]): number => sum(lines.map(({ usd }) => usd));

/** Quantities that are shared by `count` invoices. */
export const sharedBy = (count: number, usage: readonly Usage[]): readonly Usage[] =>
  usage.map((one) => ({ ...one, quantity: one.quantity / count }));

const KILOBYTE = 1024;

const metered = (bytes: number, increment: number): number => Math.max(1, Math.ceil(bytes / increment));

/** An HTTP API request is metered in increments of 512 kB (API Gateway pricing). */
export const httpApiRequests = (bytes: number): number => metered(bytes, 512 * KILOBYTE);

/** An SQS request is metered in increments of 64 kB of payload (SQS pricing). */
export const sqsRequests = (bytes: number): number => metered(bytes, 64 * KILOBYTE);

/** Memory at which a function has one whole vCPU, in MB (Lambda, "Configure Lambda function memory"). */
const WHOLE_VCPU_MB = 1769;

/** Time that `cpuMs` of a whole processor take where the memory gives only a share of one; one thread uses one at most. */
export const timeOnShare = (cpuMs: number, memoryMegabytes: number): number =>
  cpuMs / Math.min(1, memoryMegabytes / WHOLE_VCPU_MB);

/** GB-seconds of one invocation: durations are rounded up to the millisecond (Lambda pricing). */
export const gigabyteSeconds = (ms: number, memoryMegabytes: number): number =>
  (Math.max(1, Math.ceil(ms)) / 1000) * (memoryMegabytes / KILOBYTE);
