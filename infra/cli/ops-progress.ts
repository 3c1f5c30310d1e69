/** How far a bulk run is: one line that is written over, and notes that stay above it. */
import { barOf, ERASE } from "./verify-progress.ts";

export interface OpsProgress {
  /** @param what in the plural: « reprises ». */
  readonly show: (done: number, all: number, what: string) => void;
  /** A line that is to be read even if the run is interrupted. */
  readonly note: (text: string) => void;
  readonly clear: () => void;
}

/** For a stream that a terminal shows, or that goes into a file: no line is written over there. */
export const opsProgress = (write: (text: string) => void, isWatched: boolean): OpsProgress => {
  const erase = isWatched ? ERASE : "";
  return {
    show(done, all, what) {
      if (isWatched) write(`${ERASE}${barOf(done / Math.max(1, all))} ${done}/${all} ${what}…`);
    },
    note: (text) => write(`${erase}${text}\n`),
    clear: () => write(erase),
  };
};
