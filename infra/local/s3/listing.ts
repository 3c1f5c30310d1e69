/**
 * Walks over keys in pages, folding those that share a prefix up to a delimiter (Amazon S3 User Guide, "Organizing
 * objects using prefixes").
 */
import { s3Error } from "./errors.ts";
import type { Position, Version } from "./versions.ts";

export type Entry = { readonly version: Version } | { readonly commonPrefix: string };

export interface Walk {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** The first version after a position. */
  next(position: Position): Version | undefined;
}

export interface Page {
  readonly versions: readonly Version[];
  readonly commonPrefixes: readonly string[];
  /** The last entry, when others follow it. */
  readonly continueAfter: Entry | undefined;
}

/** Larger than anything that may follow a prefix in a key. */
const LAST_CHARACTER = "\u{10FFFF}";
const MAX_KEYS = 1000;

export const parseMaxKeys = (text: string | null): number => {
  if (text === null) return MAX_KEYS;
  if (!/^\d{1,9}$/.test(text))
    throw s3Error("InvalidArgument", "Provided max-keys not an integer or within integer range");
  return Math.min(Number(text), MAX_KEYS);
};

/** After every version of `key`. */
export const afterKey = (key: string): Position => ({ key, seq: 0 });

/** After every key that begins with `commonPrefix`. */
export const afterPrefix = (commonPrefix: string): Position => afterKey(`${commonPrefix}${LAST_CHARACTER}`);

export const afterEntry = (entry: Entry): Position =>
  "version" in entry ? { key: entry.version.key, seq: entry.version.seq } : afterPrefix(entry.commonPrefix);

export const commonPrefixOf = (key: string, prefix: string, delimiter: string): string | undefined => {
  const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
};

/** Keys are in the order of their UTF-8 bytes, which is not that of JavaScript's strings. */
const isBefore = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

function* entriesAfter({ prefix, delimiter, next }: Walk, start: Position | undefined): Generator<Entry> {
  const beginning: Position = { key: prefix, seq: Number.MAX_SAFE_INTEGER };
  let position = start && !isBefore(start.key, prefix) ? start : beginning;
  for (;;) {
    const version = next(position);
    if (!version?.key.startsWith(prefix)) return;
    const commonPrefix = commonPrefixOf(version.key, prefix, delimiter);
    const entry = commonPrefix === undefined ? { version } : { commonPrefix };
    yield entry;
    position = afterEntry(entry);
  }
}

const firstEntries = (walk: Walk, start: Position | undefined, count: number): readonly Entry[] => {
  const entries: Entry[] = [];
  for (const entry of entriesAfter(walk, start)) {
    if (entries.push(entry) === count) break;
  }
  return entries;
};

export const pageAfter = (walk: Walk, start: Position | undefined): Page => {
  const entries = firstEntries(walk, start, walk.maxKeys + 1);
  const kept = entries.slice(0, walk.maxKeys);
  return {
    versions: kept.flatMap((entry) => ("version" in entry ? [entry.version] : [])),
    commonPrefixes: kept.flatMap((entry) => ("commonPrefix" in entry ? [entry.commonPrefix] : [])),
    continueAfter: entries.length > kept.length ? kept.at(-1) : undefined,
  };
};
