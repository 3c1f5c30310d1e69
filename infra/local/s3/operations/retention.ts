import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { S3Call, S3Operation } from "../call.ts";
import { md5, verifyChecksums } from "../checksums.ts";
import { s3Error } from "../errors.ts";
import { checkRetentionChange, parseRetention } from "../object-lock.ts";
import type { S3State } from "../state.ts";
import type { Retention, Version } from "../versions.ts";
import { xmlDocument } from "../xml.ts";
import { readableVersion } from "./get-object.ts";
import { WRITE_FIELDS } from "./put-object.ts";

/** `<Retention/>`, empty, asks for the retention to be removed. */
const RetentionXml = z.strictObject({
  Retention: z.union([
    z.literal(""),
    z.strictObject({ Mode: z.string().optional(), RetainUntilDate: z.string().optional() }),
  ]),
});

const parser = new XMLParser({
  ignoreDeclaration: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
});

const wantedRetention = (body: Buffer, now: number): Retention | undefined => {
  const parsed = RetentionXml.safeParse(parser.parse(body.toString("utf8")));
  if (!parsed.success) throw s3Error("MalformedXML");
  const wanted = parsed.data.Retention;
  return wanted === "" ? undefined : parseRetention(wanted.Mode, wanted.RetainUntilDate, now);
};

const lockableVersion = (state: S3State, call: S3Call): Version => {
  if (!call.bucket.locked) throw s3Error("InvalidRequest", "Bucket is missing Object Lock Configuration");
  return readableVersion(state, call);
};

export const getObjectRetention: S3Operation = {
  query: ["retention", "versionId"],
  headers: [],
  run: (state, call) => {
    const { retention } = lockableVersion(state, call);
    if (!retention) throw s3Error("NoSuchObjectLockConfiguration");
    const body = xmlDocument("Retention", {
      Mode: retention.mode,
      RetainUntilDate: new Date(retention.until).toISOString(),
    });
    return { status: 200, headers: { "content-type": "application/xml" }, body };
  },
};

export const putObjectRetention: S3Operation = {
  query: ["retention", "versionId"],
  headers: [...WRITE_FIELDS, "x-amz-bypass-governance-retention"],
  run: (state, call) => {
    const now = state.context.clock.now();
    verifyChecksums(call.headers, call.body, md5(call.body));
    const wanted = wantedRetention(call.body, now);
    state.database.transaction(() => {
      const version = lockableVersion(state, call);
      checkRetentionChange(version, wanted, call.headers, now);
      state.versions.retain(version, wanted);
    });
    return { status: 200, headers: {}, body: "" };
  },
};
