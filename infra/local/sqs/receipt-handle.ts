/** A receipt handle names one delivery of one message: a later delivery makes it stale. */
import type { StoredMessage } from "./message-store.ts";

export interface Receipt {
  readonly queue: string;
  readonly messageId: string;
  /** The value of ApproximateReceiveCount at that delivery. */
  readonly delivery: number;
}

const FORM = /^([\w-]{1,80})\/([0-9a-f-]{36})\/(\d+)$/;

export const writeReceipt = ({ queue, id, deliveries }: StoredMessage): string =>
  Buffer.from(`${queue}/${id}/${deliveries}`).toString("base64url");

/** Undefined when the text was never a receipt handle. */
export const readReceipt = (handle: string): Receipt | undefined => {
  const [, queue, messageId, delivery] = FORM.exec(Buffer.from(handle, "base64url").toString()) ?? [];
  if (queue === undefined || messageId === undefined || delivery === undefined) return undefined;
  return { queue, messageId, delivery: Number(delivery) };
};
