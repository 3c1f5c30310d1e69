/** Bytes to characters, strictly: a byte that the encoding does not know is a fault, never a replacement character. */
import { isUtf8 } from "node:buffer";
import type { Fault } from "#domain/fautes/fault.ts";
import { readingFault } from "#domain/fautes/reading.ts";
import type { Encoding } from "#formats/encoding/encodings.ts";

interface Decoded {
  readonly text: string;
  /** Offset of the first byte that the encoding does not know; negative when there is none. */
  readonly invalid: number;
}

const ALL_VALID = -1;

/**
 * What the bytes 0x80 to 0x9F are in windows-1252; U+FFFD for the five that it leaves undefined. Our own table, since the
 * `TextDecoder` of the web platform takes ISO-8859-1 for windows-1252 and fills those five.
 */
const WINDOWS_1252 = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

/** The eight characters in which ISO-8859-15 differs from ISO-8859-1. */
const LATIN_9: Readonly<Record<string, string>> = {
  "\u00A4": "€",
  "\u00A6": "Š",
  "\u00A8": "š",
  "\u00B4": "Ž",
  "\u00B8": "ž",
  "\u00BC": "Œ",
  "\u00BD": "œ",
  "\u00BE": "Ÿ",
};

const latin1 = (bytes: Buffer): string => bytes.toString("latin1");

/** Offset of the first byte that UTF-8 does not know: the first replacement character that the file itself does not hold. */
const firstInvalidUtf8 = (bytes: Buffer): number => {
  const lossy = bytes.toString("utf8");
  let offset = 0;
  let from = 0;
  for (;;) {
    const replaced = lossy.indexOf("\uFFFD", from);
    offset += Buffer.byteLength(lossy.slice(from, replaced));
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!genuine) return offset;
    offset += 3;
    from = replaced + 1;
  }
};

const decodeUtf16 = (bytes: Buffer, bigEndian: boolean): Decoded => {
  const even = bytes.subarray(0, bytes.length & ~1);
  const text = (bigEndian ? Buffer.from(even).swap16() : even).toString("utf16le");
  const lone = text.search(/\p{Surrogate}/u);
  if (lone >= 0) return { text, invalid: lone * 2 };
  return { text, invalid: even.length === bytes.length ? ALL_VALID : even.length };
};

const DECODERS: Readonly<Record<Encoding, (bytes: Buffer) => Decoded>> = {
  "UTF-8": (bytes) =>
    isUtf8(bytes)
      ? { text: bytes.toString("utf8"), invalid: ALL_VALID }
      : { text: "", invalid: firstInvalidUtf8(bytes) },
  "UTF-16LE": (bytes) => decodeUtf16(bytes, false),
  "UTF-16BE": (bytes) => decodeUtf16(bytes, true),
  "US-ASCII": (bytes) => {
    const text = latin1(bytes);
    return { text, invalid: text.search(/[\x80-\xFF]/) };
  },
  "ISO-8859-1": (bytes) => ({ text: latin1(bytes), invalid: ALL_VALID }),
  "ISO-8859-15": (bytes) => ({
    text: latin1(bytes).replace(/[\xA4\xA6\xA8\xB4\xB8\xBC-\xBE]/g, (character) => LATIN_9[character] ?? character),
    invalid: ALL_VALID,
  }),
  "windows-1252": (bytes) => {
    const text = latin1(bytes).replace(/[\x80-\x9F]/g, (byte) => WINDOWS_1252.charAt(byte.charCodeAt(0) - 0x80));
    return { text, invalid: text.indexOf("\uFFFD") };
  },
};

/** C1 controls: XML lets them pass, but where a Latin file holds one, windows-1252 has `€`, `’` or `œ`. */
const C1 = /[\x80-\x9F]/;

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, "0")}`;

export interface Decoding {
  /** Absent when a byte is not valid. */
  readonly text?: string;
  readonly fault?: Fault;
}

/** Decodes what follows the byte order mark of `bom` bytes; offsets in faults count from the start of the file. */
export const decode = (bytes: Uint8Array, encoding: Encoding, bom: number): Decoding => {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset + bom, bytes.length - bom);
  const { text, invalid } = DECODERS[encoding](content);
  const params = (offset: number) => ({
    encodage: encoding,
    octet: hex(content.readUInt8(offset)),
    decalage: bom + offset,
  });
  if (invalid >= 0) return { fault: readingFault("ENCODAGE_INVALIDE", { params: params(invalid) }) };

  const doubtful = encoding.startsWith("ISO-8859") ? text.search(C1) : -1;
  return { text, ...(doubtful >= 0 && { fault: readingFault("ENCODAGE_DOUTEUX", { params: params(doubtful) }) }) };
};
