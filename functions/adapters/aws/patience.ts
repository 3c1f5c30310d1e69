/** Waiting between attempts that the SDK does not make by itself. */

/** How often a call is made in all, and the longest wait after the first, which doubles each time. */
export interface Patience {
  readonly attempts: number;
  readonly baseMs: number;
}

/**
 * For what is throttled: a second in all, so that whoever waits for an answer of the API gets one. What is not answered by
 * then is tried again from outside, by the client, the queue or the machine.
 */
export const THROTTLED: Patience = { attempts: 4, baseMs: 80 };

/** @param attempt counted from 0: the one that has just failed. */
export const pause = ({ baseMs }: Patience, attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * baseMs * 2 ** attempt));
