/** The scope of a SigV4 credential, and the key derived for it. */
import { createHmac, timingSafeEqual } from "node:crypto";

export const ALGORITHM = "AWS4-HMAC-SHA256";

export interface Credential {
  readonly accessKeyId: string;
  /** `YYYYMMDD`, UTC. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** `<access key>/<date>/<region>/<service>/aws4_request`, or undefined when it is anything else. */
export const parseCredential = (text: string): Credential | undefined => {
  const [accessKeyId, date, region, service, end, ...rest] = text.split("/");
  if (!accessKeyId || !date || !region || !service || end !== "aws4_request" || rest.length > 0) return undefined;
  return /^\d{8}$/.test(date) ? { accessKeyId, date, region, service } : undefined;
};

export const scopeOf = ({ date, region, service }: Credential): string => `${date}/${region}/${service}/aws4_request`;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Hexadecimal signature of `text` under the key derived from `secret` for the scope of `credential`. */
export const sign = (secret: string, { date, region, service }: Credential, text: string): string => {
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text).toString("hex");
};

export const sameSignature = (expected: string, given: string): boolean =>
  expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));

/** `20260115T100000Z` → instant; undefined when it is not such a date. */
export const parseAmzDate = (text: string): number | undefined => {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant) ? undefined : instant;
};

/** An instant as SigV4 writes it. */
export const amzDate = (instant: number): string => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, "");
