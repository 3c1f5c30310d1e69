/** SendEmail: what of the request is taken, what is refused, and the letter that it makes. */
import { z } from "zod";
import { AwsError, notSupported } from "../json-protocol.ts";
import { addressList, type Mailbox, mailbox } from "./addresses.ts";
import { headerOf, readMessage } from "./message-reader.ts";
import { composeMessage, type Stamp, stampRawMessage } from "./message-writer.ts";

const MAX_RECIPIENTS = 50;

const Text = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
type Text = z.infer<typeof Text>;
const Addresses = z.array(z.string()).default([]);
const Simple = z.strictObject({
  Subject: Text,
  Body: z.strictObject({ Text: Text.optional(), Html: Text.optional() }),
});
const Raw = z.strictObject({ Data: z.base64().transform((text) => Buffer.from(text, "base64")) });

export const SendEmail = z.strictObject({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .strictObject({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses })
    .default({ ToAddresses: [], CcAddresses: [], BccAddresses: [] }),
  ReplyToAddresses: Addresses,
  Content: z.strictObject({ Simple: Simple.optional(), Raw: Raw.optional() }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z
    .array(z.strictObject({ Name: z.string().regex(/^[\w-]{1,256}$/), Value: z.string().regex(/^[\w.@-]{1,256}$/) }))
    .default([]),
});
export type SendEmail = z.infer<typeof SendEmail>;

export interface Letter {
  readonly from: string;
  readonly sender: Mailbox;
  readonly recipients: readonly Mailbox[];
  bytes(stamp: Stamp): Buffer;
}

const badRequest = (message: string): AwsError => new AwsError("BadRequestException", message);

/** Without a charset SES takes 7-bit ASCII: other text would arrive damaged, so it does not leave. */
const plain = (what: string, text: Text): string => {
  const { Data, Charset = "US-ASCII" } = text;
  if (Charset.toUpperCase() === "UTF-8" || /^[\t\r\n\x20-\x7e]*$/.test(Data)) return Data;
  throw notSupported("SES", `${what} outside ASCII with the charset ${Charset} (give Charset: "UTF-8")`);
};

const recipientsOf = (addresses: readonly string[]): readonly Mailbox[] => {
  if (addresses.length === 0) throw badRequest("The message has no recipient.");
  if (addresses.length > MAX_RECIPIENTS) throw badRequest(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  const recipients = addresses.map(mailbox);
  const unknown = recipients.find(
    ({ domain, local }) => domain === "simulator.amazonses.com" && !["success", "bounce"].includes(local),
  );
  if (unknown) throw notSupported("SES", `the simulator's mailbox ${unknown.address}`);
  return recipients;
};

const simpleLetter = (input: SendEmail, content: z.infer<typeof Simple>): Letter => {
  const { FromEmailAddress: from = "" } = input;
  const { ToAddresses: to, CcAddresses: cc, BccAddresses: bcc } = input.Destination;
  const subject = plain("Content.Simple.Subject", content.Subject);
  if (/[\r\n]/.test(subject)) throw badRequest("The subject has a line break.");
  const { Text: text, Html: html } = content.Body;
  if (!text && !html) throw badRequest("The message has neither a text nor an HTML body.");
  for (const address of input.ReplyToAddresses) mailbox(address);
  const message = {
    from,
    to,
    cc,
    replyTo: input.ReplyToAddresses,
    subject,
    text: text && plain("Content.Simple.Body.Text", text),
    html: html && plain("Content.Simple.Body.Html", html),
  };
  return {
    from,
    sender: mailbox(from),
    recipients: recipientsOf([...to, ...cc, ...bcc]),
    bytes: (stamp) => composeMessage(message, stamp),
  };
};

/** The envelope of a raw message comes from the request, or from its own headers where the request is silent. */
const rawLetter = (input: SendEmail, raw: Buffer): Letter => {
  const { headers } = readMessage(raw);
  const { ToAddresses, CcAddresses, BccAddresses } = input.Destination;
  const asked = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  const written = ["to", "cc", "bcc"].flatMap((name) => addressList(headerOf(headers, name) ?? ""));
  const from = input.FromEmailAddress ?? headerOf(headers, "from") ?? "";
  return {
    from,
    sender: mailbox(from),
    recipients: recipientsOf(asked.length > 0 ? asked : written),
    bytes: (stamp) => stampRawMessage(raw, stamp),
  };
};

/** Throws `BadRequestException` or `NotImplemented`. */
export const letterOf = (input: SendEmail): Letter => {
  const { Simple: simple, Raw: raw } = input.Content;
  if (simple) return simpleLetter(input, simple);
  if (raw) return rawLetter(input, raw.Data);
  throw badRequest("The content is neither simple nor raw.");
};
