/** The bytes of a message (RFC 5322, MIME): composed from its parts, or the caller's own with SES's stamp. */
import type { Instant } from "../contracts.ts";
import { encodeQuotedPrintable, encodeSubject } from "./encodings.ts";

export interface Stamp {
  /** The content of the Message-ID header, without angle brackets. */
  readonly headerId: string;
  readonly date: Instant;
}

interface SimpleMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

const CRLF = "\r\n";

const stampHeaders = ({ headerId, date }: Stamp): readonly string[] => [
  `Message-ID: <${headerId}>`,
  // RFC 5322, 3.3: `GMT` is an obsolete zone, which must not be generated.
  `Date: ${new Date(date).toUTCString().replace("GMT", "+0000")}`,
];

const addressHeader = (name: string, addresses: readonly string[]): readonly string[] =>
  addresses.length === 0 ? [] : [`${name}: ${addresses.join(`,${CRLF} `)}`];

const textPart = (subtype: string, text: string): string =>
  [
    `Content-Type: text/${subtype}; charset=UTF-8`,
    "Content-Transfer-Encoding: quoted-printable",
    "",
    encodeQuotedPrintable(text),
  ].join(CRLF);

const alternatives = (parts: readonly string[], boundary: string): string =>
  [
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
    "",
  ].join(CRLF);

/** Text before HTML: RFC 2046, 5.1.4, wants the richest alternative last. */
export const composeMessage = (message: SimpleMessage, stamp: Stamp): Buffer => {
  const parts = [
    ...(message.text === undefined ? [] : [textPart("plain", message.text)]),
    ...(message.html === undefined ? [] : [textPart("html", message.html)]),
  ];
  const [only = "", second] = parts;
  const headers = [
    `From: ${message.from}`,
    ...addressHeader("Reply-To", message.replyTo),
    ...addressHeader("To", message.to),
    ...addressHeader("Cc", message.cc),
    `Subject: ${encodeSubject(message.subject)}`,
    ...stampHeaders(stamp),
    "MIME-Version: 1.0",
  ];
  // `=_` can occur in no quoted-printable body (RFC 2045, 6.7): the boundary is in none of the parts.
  const body = second === undefined ? only : alternatives(parts, `=_${stamp.headerId.split("@")[0]}`);
  return Buffer.from([...headers, body].join(CRLF));
};

/** A raw message with the Message-ID and Date that SES puts in place of the caller's, and without its Bcc. */
export const stampRawMessage = (raw: Buffer, stamp: Stamp): Buffer => {
  const text = raw.toString("latin1");
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const fields = head.split(/\r?\n(?![ \t])/).filter((field) => !/^(message-id|date|bcc)\s*:/i.test(field));
  const body = end ? text.slice(end.index + end[0].length) : "";
  return Buffer.from([...fields, ...stampHeaders(stamp), "", body].join(CRLF), "latin1");
};
