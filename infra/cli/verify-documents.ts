/** From a file to the documents in it: itself, or the members of an archive, one by one. */
import type { MembreArchive, OpenArchive, RefusArchive } from "#domain/depots/archive.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { readSource } from "./verify-read.ts";
import type { Source } from "./verify-sources.ts";

/** What gets a report of its own: bytes to judge, or the fault for which there are none. */
export type NamedDocument = { readonly path: string } & ({ readonly bytes: Uint8Array } | { readonly fault: Fault });

export interface DocumentDeps {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly openArchive: OpenArchive;
}

/** A member is named as Java names what is in a JAR: `lot.zip!/mars/facture.xml`. */
const documentOf = (archive: string, member: MembreArchive | RefusArchive): NamedDocument => {
  if ("refus" in member) return { path: archive, fault: member.refus };
  const path = `${archive}!/${member.nomFichier}`;
  return "faute" in member ? { path, fault: member.faute } : { path, bytes: member.bytes };
};

/**
 * Members are judged as they come. An archive that turns out to be refused has a report of its own after them, so that
 * nobody takes the ones before for all there is.
 */
export async function* documentsOf(
  { path, fault }: Source,
  { stdin, openArchive }: DocumentDeps,
): AsyncGenerator<NamedDocument> {
  const content = fault ?? (await readSource(path, stdin));
  if (!(content instanceof Uint8Array)) {
    yield { path, fault: content };
    return;
  }
  const members = openArchive(content);
  if (members === undefined) yield { path, bytes: content };
  else for await (const member of members) yield documentOf(path, member);
}
