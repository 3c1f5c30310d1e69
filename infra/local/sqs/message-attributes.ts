/** Message attributes: their wire form, what AWS refuses in them, their size and their digest. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { invalidParameter } from "./errors.ts";

export const MessageAttribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  /** Base64, as the JSON protocol carries bytes. */
  BinaryValue: z.base64().optional(),
});
export type MessageAttribute = z.infer<typeof MessageAttribute>;

export const MessageAttributes = z.record(z.string(), MessageAttribute);
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const MAX_ATTRIBUTES = 10;
const NAME = /^(?!aws\.|amazon\.|\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i;
const TYPE = /^(String|Number|Binary)(\.[\w.-]+)?$/;

/** The byte that stands for the kind of value in the digest. */
const TRANSPORT = { string: 1, binary: 2 } as const;

const bytesOf = ({ DataType, StringValue, BinaryValue }: MessageAttribute): Buffer =>
  DataType.startsWith("Binary") ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue ?? "");

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

const attributeFault = (name: string, attribute: MessageAttribute): string | undefined => {
  if (!NAME.test(name)) return `Message attribute name '${name}' is invalid.`;
  if (!TYPE.test(attribute.DataType)) {
    return `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`;
  }
  if (bytesOf(attribute).length === 0) return `Message attribute '${name}' must contain a non-empty value.`;
  if (attribute.DataType.startsWith("Number") && !isNumber(attribute.StringValue ?? "")) {
    return `Can't cast the value of message attribute '${name}' to a number.`;
  }
  return undefined;
};

/** Throws `InvalidParameterValue` when AWS would refuse these attributes. */
export const checkMessageAttributes = (attributes: MessageAttributes): void => {
  const entries = Object.entries(attributes);
  if (entries.length > MAX_ATTRIBUTES) {
    throw invalidParameter(`Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`);
  }
  const fault = entries.map(([name, attribute]) => attributeFault(name, attribute)).find(Boolean);
  if (fault !== undefined) throw invalidParameter(fault);
};

/** In bytes: names, types and values count towards the size of a message. */
export const sizeOfAttributes = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (size, [name, attribute]) =>
      size + Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + bytesOf(attribute).length,
    0,
  );

const lengthPrefixed = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/**
 * MD5 in hexadecimal, undefined without attributes.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export const md5OfAttributes = (attributes: MessageAttributes): string | undefined => {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  const parts = entries.flatMap(([name, attribute]) => [
    lengthPrefixed(Buffer.from(name)),
    lengthPrefixed(Buffer.from(attribute.DataType)),
    Buffer.of(attribute.DataType.startsWith("Binary") ? TRANSPORT.binary : TRANSPORT.string),
    lengthPrefixed(bytesOf(attribute)),
  ]);
  return createHash("md5").update(Buffer.concat(parts)).digest("hex");
};

/** The attributes that a receiver asked for: `All`, `.*`, `prefix.*` or a name. */
export const selectAttributes = (attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes => {
  const isWanted = (name: string) =>
    wanted.some((want) => want === "All" || (want.endsWith(".*") ? name.startsWith(want.slice(0, -2)) : want === name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
};
