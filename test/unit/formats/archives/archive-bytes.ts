/** Archives for tests: by the tools of others, then damaged byte by byte where no tool would make them so. */
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { Header, type HeaderData } from "tar/header";
import { ZipFile } from "yazl";
import type { MembreArchive } from "#domain/depots/archive.ts";
import { openArchive } from "#formats/archives/open-archive.ts";

export interface File {
  readonly name: string;
  readonly bytes: Buffer;
}

export const file = (name: string, content: string | Buffer = "<a/>"): File => ({ name, bytes: Buffer.from(content) });

interface ZipSettings {
  readonly compress?: boolean;
  readonly forceZip64Format?: boolean;
  /** Unix mode of every member. */
  readonly mode?: number;
  /** Sizes after the data, as tools that write a stream have them. */
  readonly streamed?: boolean;
}

export const zip = async (
  files: readonly File[],
  { streamed = false, ...options }: ZipSettings = {},
): Promise<Buffer> => {
  const archive = new ZipFile();
  for (const { name, bytes } of files) {
    if (streamed) archive.addReadStreamLazy(name, options, (give) => give(null, Readable.from([bytes])));
    else archive.addBuffer(bytes, name, options);
  }
  archive.end();
  return buffer(archive.outputStream);
};

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

const positionsOf = (bytes: Buffer, signature: number): readonly number[] => {
  const wanted = Buffer.alloc(4);
  wanted.writeUInt32LE(signature);
  const found: number[] = [];
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 4)) found.push(at);
  return found;
};

/** Writes over a field of the directory's line of one member (offsets: APPNOTE 4.3.12). */
export const withCentral = (archive: Buffer, member: number, offset: number, width: 2 | 4, value: number): Buffer => {
  const bytes = Buffer.from(archive);
  const line = positionsOf(bytes, CENTRAL)[member];
  if (line === undefined) throw new Error(`the archive has no member ${member}`);
  bytes.writeUIntLE(value, line + offset, width);
  return bytes;
};

/** The offset of a member's local header. */
export const localOf = (archive: Buffer, member: number): number => positionsOf(archive, LOCAL)[member] ?? 0;

/** Names every member so, in both of its headers, byte for byte. */
export const renamed = (archive: Buffer, from: string, to: string): Buffer => {
  if (Buffer.byteLength(from) !== Buffer.byteLength(to)) throw new Error("a name keeps its length");
  return Buffer.from(archive.toString("latin1").replaceAll(from, Buffer.from(to).toString("latin1")), "latin1");
};

export interface TarEntry {
  readonly path: string;
  readonly type?: NonNullable<HeaderData["type"]>;
  readonly content?: string | Buffer;
  readonly linkpath?: string;
  /** What the header says, where that is not the size of the content. */
  readonly size?: number;
}

const BLOCK = 512;
const padded = (content: Buffer): Buffer =>
  Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);

const tarEntry = ({ path, type = "File", content = "", linkpath, size }: TarEntry): Buffer => {
  const bytes = Buffer.from(content);
  const block = Buffer.alloc(BLOCK);
  const said = { path, type, size: size ?? bytes.length, mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) };
  new Header({ ...said, ...(linkpath !== undefined && { linkpath }) }).encode(block, 0);
  return Buffer.concat([block, padded(bytes)]);
};

export const tar = (entries: readonly TarEntry[]): Buffer =>
  Buffer.concat([...entries.map(tarEntry), Buffer.alloc(2 * BLOCK)]);

export const tarGz = (entries: readonly TarEntry[]): Buffer => gzipSync(tar(entries));

const tellMember = ({ rang, nomFichier, ...content }: MembreArchive): string =>
  `${rang} ${nomFichier}: ${"faute" in content ? content.faute.code : `${content.bytes.length} bytes`}`;

/** What an archive says of itself, a line each: `1 a.xml: 4 bytes`, `2 b.xml: MEMBRE_LIEN`, `ARCHIVE_VIDE`. */
export const told = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const lines: string[] = [];
  const members = openArchive(bytes);
  if (!members) return ["no archive"];
  for await (const one of members) lines.push("refus" in one ? one.refus.code : tellMember(one));
  return lines;
};
