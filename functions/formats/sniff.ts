/** What was deposited, by its content: names and media types are claims of the sender. */
import { type Detected, detectEncoding } from "#formats/encoding/detect.ts";
import { startsWith } from "#formats/encoding/signature.ts";

export type Content =
  | { readonly kind: "empty" | "pdf" | "zip" | "gzip" | "binary" }
  | { readonly kind: "xml"; readonly encoding: Detected };

/** ZIP: local header, empty archive, first part of a split one (APPNOTE 4.3); GZIP: RFC 1952 §2.3.1. */
const SIGNATURES = [
  { kind: "zip", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: "zip", bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: "zip", bytes: [0x50, 0x4b, 0x07, 0x08] },
  { kind: "gzip", bytes: [0x1f, 0x8b] },
] as const;

/** PDF readers look for the header in the first 1,024 bytes, so a polyglot may hide it behind anything but XML. */
const PDF_WINDOW = 1024;

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const holdsPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PDF_WINDOW)).includes("%PDF-");

export const sniff = (bytes: Uint8Array): Content => {
  if (bytes.every(isBlank)) return { kind: "empty" };
  const known = SIGNATURES.find((signature) => startsWith(bytes, signature.bytes));
  if (known) return { kind: known.kind };
  const encoding = detectEncoding(bytes);
  if (encoding) return { kind: "xml", encoding };
  return { kind: holdsPdf(bytes) ? "pdf" : "binary" };
};
