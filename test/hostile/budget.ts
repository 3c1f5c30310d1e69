/** What an answer may take, whatever the file. */
export const BUDGET = { ms: 1_000, kilobytes: 256 * 1024 } as const;

/** Of time: other tests run beside these, and the machine of a continuous integration is slow. */
export const SLACK = 3;
