/** The one clock of the embedded runtime: the machine's, plus an offset that only grows and that survives restarts. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Clock, Instant, TimedSource } from "../contracts.ts";
import { readOffset } from "./virtual-date.ts";

/** The longest time without a look at what is due, in milliseconds: a source does not say when it changes. */
const LONGEST_PAUSE = 1_000;
/** How often one source may be due at one instant before the advance is given up as endless. */
const MOST_FIRINGS_AT_ONCE = 1_000;

interface LocalClock extends Clock {
  /** The offset, for the threads that functions run in (`installVirtualDate`). */
  readonly offset: SharedArrayBuffer;
  /**
   * Moves the clock to `target`, stopping at each instant at which a source is due, in order: the source fires, then
   * `settle` waits for the end of the work that this started. Throws, without moving, when `target` is in the past.
   */
  advanceTo(target: Instant, sources: readonly TimedSource[], settle: () => Promise<void>): Promise<void>;
  /** Fires the sources as real time passes, until the returned function is called. */
  runTimers(sources: readonly TimedSource[], failed: (error: unknown) => void): () => void;
  close(): void;
}

interface Due {
  readonly source: TimedSource;
  readonly at: Instant;
}

const earliest = (sources: readonly TimedSource[]): Due | undefined => {
  let first: Due | undefined;
  for (const source of sources) {
    const at = source.nextDue();
    if (at !== undefined && (first === undefined || at < first.at)) first = { source, at };
  }
  return first;
};

const openStore = (dataDir: string) => {
  const database = new DatabaseSync(join(dataDir, "clock.sqlite"));
  database.exec(`
    PRAGMA journal_mode=WAL;
    PRAGMA synchronous=NORMAL;
    CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead INTEGER NOT NULL);
  `);
  const select = database.prepare("SELECT ahead FROM clock");
  const upsert = database.prepare("INSERT INTO clock VALUES (1, ?) ON CONFLICT DO UPDATE SET ahead = excluded.ahead");
  return {
    read: (): number => Number(select.get()?.["ahead"] ?? 0),
    write: (ahead: number): void => {
      upsert.run(ahead);
    },
    close: (): void => database.close(),
  };
};

/** Runs pieces of work one after the other: a timer must not fire while the clock is being moved. */
const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve();
  return (work: () => Promise<void>): Promise<void> => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
};

/** Opens the clock whose offset is kept in `dataDir`, an existing directory. */
export const createClock = (dataDir: string): LocalClock => {
  const store = openStore(dataDir);
  const shared = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const offset = new BigInt64Array(shared);
  Atomics.store(offset, 0, BigInt(store.read()));

  const inTurn = oneAtATime();
  const now = (): Instant => Date.now() + readOffset(offset);

  /** On disk first: a clock that was seen at an instant never reads an earlier one after a restart. */
  const moveTo = (instant: Instant): void => {
    const ahead = Math.round(instant - Date.now());
    if (ahead <= readOffset(offset)) return;
    store.write(ahead);
    Atomics.store(offset, 0, BigInt(ahead));
  };

  const advance = async (target: Instant, sources: readonly TimedSource[], settle: () => Promise<void>) => {
    if (target < now()) {
      throw new RangeError(
        `The clock only moves forward: it reads ${new Date(now()).toISOString()}, later than ${new Date(target).toISOString()}`,
      );
    }
    await settle();
    let previous: Due | undefined;
    let firings = 0;
    for (let due = earliest(sources); due !== undefined && due.at <= target; due = earliest(sources)) {
      firings = due.source === previous?.source && due.at === previous.at ? firings + 1 : 1;
      if (firings > MOST_FIRINGS_AT_ONCE) {
        throw new Error(`A timed source is still due at ${new Date(due.at).toISOString()} after ${firings} firings`);
      }
      previous = due;
      moveTo(due.at);
      await due.source.fire(now());
      await settle();
    }
    moveTo(target);
  };

  const fireDue = async (sources: readonly TimedSource[]): Promise<void> => {
    for (const source of sources) {
      const at = source.nextDue();
      if (at !== undefined && at <= now()) await source.fire(now());
    }
  };

  const runTimers = (sources: readonly TimedSource[], failed: (error: unknown) => void): (() => void) => {
    let timer: NodeJS.Timeout | undefined;
    let stopped = false;
    const arm = (pause: number): void => {
      if (!stopped) timer = setTimeout(() => void tick(), pause);
    };
    const untilNext = (): number => {
      const due = earliest(sources);
      return due === undefined ? LONGEST_PAUSE : Math.min(Math.max(due.at - now(), 1), LONGEST_PAUSE);
    };
    const tick = async (): Promise<void> => {
      try {
        await inTurn(async () => {
          if (!stopped) await fireDue(sources);
        });
        arm(untilNext());
      } catch (error) {
        failed(error);
        arm(LONGEST_PAUSE);
      }
    };
    arm(0);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  };

  return {
    now,
    offset: shared,
    advanceTo: (target, sources, settle) => inTurn(() => advance(target, sources, settle)),
    runTimers,
    close: store.close,
  };
};
