/** How far a long verification is: one line that is written over, and is gone at the end. */

export interface Advance {
  readonly filesDone: number;
  readonly files: number;
  /** Judged so far: a file that is an archive has several. */
  readonly documents: number;
}

export interface Progress {
  readonly show: (advance: Advance) => void;
  /** Writes something else, and leaves the line below it. */
  readonly above: (write: () => void) => void;
  readonly clear: () => void;
}

/** In characters. */
const WIDTH = 30;

/** ANSI "erase in line" (ECMA-48, EL), from the start of the line. */
export const ERASE = "\r\u001B[K";

export const barOf = (share: number): string => "█".repeat(Math.floor(share * WIDTH)).padEnd(WIDTH, "░");

const lineOf = ({ filesDone, files, documents }: Advance): string => {
  const share = filesDone / files;
  // Of a single archive, nobody knows beforehand how many documents it has.
  const measure = files > 1 ? `${barOf(share)} ${String(Math.floor(share * 100)).padStart(3)} %  ` : "";
  return `${measure}${documents} documents vérifiés…`;
};

/**
 * For a stream that a terminal shows.
 *
 * @param isShared whether the results are shown on the same terminal, and not kept in a file.
 */
export const watchedProgress = (write: (text: string) => void, isShared: boolean): Progress => {
  let line = "";
  const isInTheWay = (): boolean => isShared && line !== "";
  return {
    show(advance) {
      line = lineOf(advance);
      write(`${ERASE}${line}`);
    },
    above(writeOther) {
      if (isInTheWay()) write(ERASE);
      writeOther();
      if (isInTheWay()) write(line);
    },
    clear() {
      if (line !== "") write(ERASE);
      line = "";
    },
  };
};

/** For a stream that goes into a file. */
export const NO_PROGRESS: Progress = { show: () => undefined, above: (write) => write(), clear: () => undefined };
