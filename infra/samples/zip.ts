/** A ZIP archive whose members are stored as they are (PKWARE APPNOTE 6.3, §4.3): as little as any tool can open. */
import { crc32 } from "node:zlib";

export interface ZipMember {
  readonly nom: string;
  readonly contenu: Uint8Array;
}

const SIGNATURES = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;

/** "Version needed to extract" 2.0, and bit 11: names are UTF-8. */
const VERSION = 20;
const UTF8 = 0x800;

/** Little-endian integers, each with its width in bytes. */
const fields = (...values: readonly (readonly [width: 2 | 4, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(values.reduce((sum, [width]) => sum + width, 0));
  let offset = 0;
  for (const [width, value] of values) offset = buffer.writeUIntLE(value, offset, width);
  return buffer;
};

/** What the header before a member and its line in the directory have in common; the time is midnight of 1 January 1980. */
const common = (name: Buffer, { contenu }: ZipMember): Buffer =>
  fields(
    [2, VERSION],
    [2, UTF8],
    [2, 0],
    [2, 0],
    [2, 0x21],
    [4, crc32(contenu)],
    [4, contenu.length],
    [4, contenu.length],
    [2, name.length],
    [2, 0],
  );

export const zipOf = (members: readonly ZipMember[]): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.nom);
    const local = Buffer.concat([fields([4, SIGNATURES.local]), common(name, member), name, member.contenu]);
    const line = [fields([4, SIGNATURES.central], [2, VERSION]), common(name, member)];
    const attributes = fields([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    directory.push(Buffer.concat([...line, attributes, name]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = members.length;
  const end = fields(
    [4, SIGNATURES.end],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, listed.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...parts, listed, end]);
};
