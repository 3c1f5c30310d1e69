/** Addresses as SES takes them: `local@domain`, or with a display name before it in angle brackets. */
import { AwsError } from "../json-protocol.ts";

const MAILBOX = /^(?:[^<>]*<)?([^\s<>@,]+)@([^\s<>@,]+?)>?$/;

export interface Mailbox {
  /** `local@domain`, without the display name. */
  readonly address: string;
  /** In lower case, without the label after a plus sign. */
  readonly local: string;
  readonly domain: string;
}

/** Throws `BadRequestException`. */
export const mailbox = (text: string): Mailbox => {
  // SES asks the caller to encode a display name (RFC 2047) and a domain (Punycode): it does neither.
  if (!/^[\x20-\x7e]*$/.test(text)) {
    throw new AwsError("BadRequestException", `The address '${text}' must be 7-bit ASCII: encode its display name`);
  }
  const [, local, domain] = MAILBOX.exec(text.trim()) ?? [];
  if (local === undefined || domain === undefined) {
    throw new AwsError("BadRequestException", `Missing final '@domain' in address '${text}'`);
  }
  return {
    address: `${local}@${domain}`,
    local: local.toLowerCase().replace(/\+.*$/, ""),
    domain: domain.toLowerCase(),
  };
};

/** The addresses of a header that lists them. A comma inside quotes belongs to a name. */
export const addressList = (header: string): readonly string[] =>
  (header.match(/(?:"[^"]*"|[^,"])+/g) ?? []).map((text) => text.trim()).filter((text) => text !== "");
