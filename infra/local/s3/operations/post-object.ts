/** PostObject: the upload form of a browser (Amazon S3 API Reference, "POST Object"). */
import type { AwsRequest, AwsResponse } from "../../contracts.ts";
import { notSupported } from "../../json-protocol.ts";
import type { S3Call, S3Operation } from "../call.ts";
import type { Fields } from "../checksums.ts";
import { s3Error } from "../errors.ts";
import { parseUploadForm, type UploadForm } from "../post/multipart-form.ts";
import { checkPolicy, parsePolicy } from "../post/policy.ts";
import { signedPolicy } from "../post/policy-signature.ts";
import type { Version } from "../versions.ts";
import { writeObject } from "../write-object.ts";
import { xmlDocument } from "../xml.ts";
import { checksumHeaders, versionHeaders, WRITE_FIELDS } from "./put-object.ts";

const SIGNING_FIELDS: readonly string[] = ["x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature"];
const UNSUPPORTED: readonly string[] = ["acl", "tagging"];

const isSupported = (name: string): boolean =>
  !UNSUPPORTED.includes(name) &&
  (!name.startsWith("x-amz-") ||
    name.startsWith("x-amz-meta-") ||
    SIGNING_FIELDS.includes(name) ||
    WRITE_FIELDS.includes(name));

const checkSupported = (fields: Fields): void => {
  const unsupported = Object.keys(fields).find((name) => !isSupported(name));
  if (unsupported !== undefined) throw notSupported("s3", `PostObject with the field ${unsupported}`);
};

/** S3 puts the name of the file in the place of this variable, in any field, before it looks at the policy. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is S3's variable, not JavaScript's
const FILE_NAME = "${filename}";

const expanded = ({ fields, fileName }: UploadForm): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value.replaceAll(FILE_NAME, () => fileName)]),
  );

const locationOf = ({ headers }: AwsRequest, { bucket, key }: Version): string =>
  `http://${headers["host"] ?? ""}/${bucket}/${encodeURIComponent(key)}`;

/** Undefined when the form asks for no redirection, or for one to what is no URL. */
const redirection = (fields: Fields, { bucket, key, etag }: Version): string | undefined => {
  const url = URL.parse(fields["success_action_redirect"] ?? fields["redirect"] ?? "");
  if (!url) return undefined;
  for (const [name, value] of Object.entries({ bucket, key, etag: `"${etag}"` })) url.searchParams.append(name, value);
  return url.href;
};

const created = (location: string, { bucket, key, etag }: Version): AwsResponse => ({
  status: 201,
  headers: { "content-type": "application/xml" },
  body: xmlDocument("PostResponse", { Location: location, Bucket: bucket, Key: key, ETag: `"${etag}"` }),
});

const empty = (status: number): AwsResponse => ({ status, headers: {}, body: "" });

/** Any other `success_action_status` is answered as if it were not there. */
const STATUSES: Readonly<Record<string, number>> = { "200": 200, "204": 204 };

const successAnswer = (request: AwsRequest, fields: Fields, version: Version): AwsResponse => {
  const redirect = redirection(fields, version);
  if (redirect !== undefined) return { status: 303, headers: { location: redirect }, body: "" };
  const location = locationOf(request, version);
  const status = fields["success_action_status"] ?? "";
  const { headers, ...answer } = status === "201" ? created(location, version) : empty(STATUSES[status] ?? 204);
  return { ...answer, headers: { location, ...headers } };
};

const readForm = ({ body, headers }: S3Call): UploadForm & { readonly key: string } => {
  const form = parseUploadForm(body, headers["content-type"] ?? "");
  const fields = expanded(form);
  const key = fields["key"];
  if (!key) throw s3Error("InvalidArgument", "Bucket POST must contain a field named 'key'.");
  return { ...form, fields, key };
};

export const postObject: S3Operation = {
  query: [],
  headers: [],
  run: async (state, call) => {
    const { bucket, request } = call;
    const { fields, file, key } = readForm(call);
    const policy = parsePolicy(signedPolicy(fields, state.context));
    checkPolicy(policy, { bucket: bucket.name, fields, size: file.length }, state.context.clock.now());
    checkSupported(fields);
    const version = await writeObject(state, {
      bucket,
      key,
      fields,
      conditions: {},
      body: file,
      event: "ObjectCreated:Post",
      requestId: request.requestId,
    });
    const answer = successAnswer(request, fields, version);
    return {
      ...answer,
      headers: {
        etag: `"${version.etag}"`,
        ...checksumHeaders(version),
        ...versionHeaders(bucket, version),
        ...answer.headers,
      },
    };
  },
};
