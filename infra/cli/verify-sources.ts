/** From the paths that were named to the files that are judged, in an order that is the same each time. */
import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import type { Fault } from "#domain/fautes/fault.ts";
import { fileFault } from "#domain/fautes/file.ts";
import { Misuse } from "./misuse.ts";
import { reasonOf } from "./verify-reasons.ts";

/** Standard input, as many commands write it. */
export const STANDARD_INPUT = "-";

/** A file to be judged, or what stands in its place and cannot be opened. */
export interface Source {
  readonly path: string;
  readonly fault?: Fault;
}

export interface Listing {
  readonly sources: readonly Source[];
  /** Entries of folders that are passed over. */
  readonly skipped: number;
}

/** What may be an invoice or hold some, among all that a folder has. A file that is named itself is judged anyhow. */
const JUDGED = /\.(?:xml|zip|tar\.gz|tgz|pdf)$/i;

const isHidden = ({ name }: Dirent): boolean => name.startsWith(".");

const inOrder = (one: Dirent, other: Dirent): number => (one.name < other.name ? -1 : 1);

/** Links are not followed: they would lead in circles, or to files that are judged where they are. */
const listEntry = (entry: Dirent, folder: string): Listing => {
  const path = `${folder}/${entry.name}`;
  if (isHidden(entry)) return { sources: [], skipped: 1 };
  if (entry.isDirectory()) return listFolder(path);
  return entry.isFile() && JUDGED.test(entry.name) ? { sources: [{ path }], skipped: 0 } : { sources: [], skipped: 1 };
};

const joined = (listings: readonly Listing[]): Listing => ({
  sources: listings.flatMap(({ sources }) => sources),
  skipped: listings.reduce((sum, { skipped }) => sum + skipped, 0),
});

const listFolder = (folder: string): Listing => {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).sort(inOrder);
    return joined(entries.map((entry) => listEntry(entry, folder)));
  } catch (error) {
    const fault = fileFault("DOSSIER_ILLISIBLE", { params: { raison: reasonOf(error) } });
    return { sources: [{ path: folder, fault }], skipped: 0 };
  }
};

/** So that what is below is named with one: the root alone keeps it. */
const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, "");

const listNamedFolder = (path: string): Listing => {
  const listing = listFolder(withoutSlash(path));
  if (listing.sources.length > 0) return listing;
  throw new Misuse(
    `Rien à vérifier dans ${path} : aucun fichier .xml, .pdf, .zip, .tar.gz ou .tgz (${listing.skipped} ignorés).`,
  );
};

const statsOf = (path: string): Stats | Fault | undefined => {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return fileFault("FICHIER_ILLISIBLE", { params: { raison: reasonOf(error) } });
  }
};

const listPath = (path: string): Listing => {
  if (path === STANDARD_INPUT) return { sources: [{ path }], skipped: 0 };
  const found = statsOf(path);
  if (found === undefined) throw new Misuse(`Ce chemin n'existe pas : ${path}`);
  if ("code" in found) return { sources: [{ path, fault: found }], skipped: 0 };
  return found.isDirectory() ? listNamedFolder(path) : { sources: [{ path }], skipped: 0 };
};

/** @throws {Misuse} when a path is not there, or is a folder without anything to judge. */
export const listSources = (paths: readonly string[]): Listing => joined(paths.map(listPath));
