/** Names of entries: which are passed over, which are refused, and how they are shown. */
import { archiveFault } from "#domain/fautes/archive.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { ARCHIVE_LIMITS } from "#domain/limites/archive.ts";

interface NameRule {
  readonly pattern: RegExp;
  readonly why: string;
}

/** What a system adds to an archive by itself: nobody meant it as an invoice, and a fault about it would puzzle. */
const PASSED_OVER: readonly NameRule[] = [
  { pattern: /(?:^|\/)__MACOSX\//, why: "macOS puts a shadow of each file there, with its Finder attributes" },
  { pattern: /(?:^|\/)\._[^/]*$/, why: "macOS puts the same beside the file in a tar" },
  { pattern: /(?:^|\/)\.DS_Store$/, why: "macOS keeps the look of a folder in it" },
  { pattern: /(?:^|\/)Thumbs\.db$/i, why: "Windows keeps thumbnails in it" },
  { pattern: /(?:^|\/)desktop\.ini$/i, why: "Windows keeps the look of a folder in it" },
];

/** Nothing is written under these names here; but who sends them attacks, or has a broken tool. */
const FORBIDDEN: readonly NameRule[] = [
  { pattern: /^$/, why: "no name" },
  { pattern: /^\//, why: "absolute" },
  { pattern: /^[A-Za-z]:/, why: "absolute on Windows" },
  { pattern: /(?:^|\/)\.\.(?:\/|$)/, why: "leaves its folder" },
  {
    pattern: /\\/,
    why: "a separator on Windows, where it hides the three above; no part of a name in ZIP (APPNOTE 4.4.17)",
  },
  { pattern: /\p{Cc}/u, why: "control characters, NUL among them, which ends a name for some tools" },
  { pattern: /[\u202A-\u202E\u2066-\u2069]/, why: "turns the direction of what is shown: fdp.lmx reads xml.pdf" },
];

const anyMatches = (rules: readonly NameRule[], name: string): boolean =>
  rules.some(({ pattern }) => pattern.test(name));

export const isPassedOver = (name: string): boolean => anyMatches(PASSED_OVER, name);

export const nameFault = (name: string): Fault | undefined => {
  const { max } = ARCHIVE_LIMITS.nameLength;
  if (anyMatches(FORBIDDEN, name)) return archiveFault("MEMBRE_NOM_INTERDIT");
  if (name.length > max) return archiveFault("MEMBRE_NOM_TROP_LONG", { params: { longueur: name.length, max } });
  return undefined;
};

/** A name that a report can carry: one line, in its own direction, of a bounded length. */
export const shownName = (name: string): string =>
  name
    .replace(/^(?:\.\/)+/, "")
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD")
    .slice(0, ARCHIVE_LIMITS.nameLength.max)
    .toWellFormed();
