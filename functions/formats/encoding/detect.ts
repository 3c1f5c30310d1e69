/** How the bytes of an XML file are to be turned into characters: XML 1.0 §4.3.3 and its appendix F. */
import { type Encoding, encodingsOf } from "#formats/encoding/encodings.ts";
import { startsWith } from "#formats/encoding/signature.ts";

export type Detected =
  /** `bom`: bytes of the byte order mark. */
  | { readonly encoding: Encoding; readonly bom: number }
  /** An encoding that is not accepted, by the name that the file or its first bytes give it. */
  | { readonly refused: string }
  /** Nothing is guessed between two encodings: a wrong guess changes amounts and names without anybody seeing it. */
  | { readonly declared: string; readonly actual: Encoding };

interface Signature {
  readonly bytes: readonly number[];
  readonly means: { readonly encoding: Encoding; readonly bom: number } | { readonly refused: string };
}

const UTF_32 = { refused: "UTF-32" };
const EBCDIC = { refused: "EBCDIC" };

/** Byte order marks first, then what `<` or `<?xm` looks like without one; longer signatures before their prefixes. */
const SIGNATURES: readonly Signature[] = [
  { bytes: [0x00, 0x00, 0xfe, 0xff], means: UTF_32 },
  { bytes: [0xff, 0xfe, 0x00, 0x00], means: UTF_32 },
  { bytes: [0xfe, 0xff], means: { encoding: "UTF-16BE", bom: 2 } },
  { bytes: [0xff, 0xfe], means: { encoding: "UTF-16LE", bom: 2 } },
  { bytes: [0xef, 0xbb, 0xbf], means: { encoding: "UTF-8", bom: 3 } },
  { bytes: [0x2b, 0x2f, 0x76], means: { refused: "UTF-7" } },
  { bytes: [0xdd, 0x73, 0x66, 0x73], means: EBCDIC },
  { bytes: [0x00, 0x00, 0x00, 0x3c], means: UTF_32 },
  { bytes: [0x3c, 0x00, 0x00, 0x00], means: UTF_32 },
  { bytes: [0x00, 0x3c, 0x00], means: { encoding: "UTF-16BE", bom: 0 } },
  { bytes: [0x3c, 0x00], means: { encoding: "UTF-16LE", bom: 0 } },
  { bytes: [0x4c, 0x6f, 0xa7, 0x94], means: EBCDIC },
];

/** Bytes in which the start of the document is looked for; a declaration takes about 60. */
const WINDOW = 1024;

const DECLARED = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;

const GREATER_THAN = 0x3e;

/**
 * What comes first, up to the end of a declaration, as ASCII, whatever the encoding: all accepted ones agree on ASCII once zero
 * bytes are left out.
 */
const asciiStart = (bytes: Uint8Array, bom: number): string => {
  const window = Buffer.from(bytes.buffer, bytes.byteOffset + bom, Math.min(bytes.length - bom, WINDOW));
  const end = window.indexOf(GREATER_THAN);
  return window.toString("latin1", 0, end === -1 ? window.length : end).replaceAll("\0", "");
};

/** Undefined for what is not XML at all. */
export const detectEncoding = (bytes: Uint8Array): Detected | undefined => {
  const means = SIGNATURES.find((one) => startsWith(bytes, one.bytes))?.means;
  if (means && "refused" in means) return means;

  const { encoding, bom } = means ?? { encoding: undefined, bom: 0 };
  const start = asciiStart(bytes, bom);
  if (!/^\s*</.test(start)) return undefined;

  const declared = DECLARED.exec(start)?.[1];
  if (declared === undefined) return { encoding: encoding ?? "UTF-8", bom };
  const meant = encodingsOf(declared);
  if (meant.length === 0) return { refused: declared };
  if (encoding !== undefined) return meant.includes(encoding) ? { encoding, bom } : { declared, actual: encoding };
  // The declaration could be read byte by byte, so the file is not in UTF-16, whatever it says.
  const single = meant.find((one) => !one.startsWith("UTF-16"));
  return single ? { encoding: single, bom } : { declared, actual: "UTF-8" };
};
