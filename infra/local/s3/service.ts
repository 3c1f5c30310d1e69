/** The S3 emulator: path-style requests, files and SQLite, notifications to queues. */
import type { AwsRequest, AwsResponse, LocalContext, QueueSink } from "../contracts.ts";
import type { FrontService } from "../front.ts";
import { AwsError, notSupported } from "../json-protocol.ts";
import { checkCall, pathOf, readCall, type S3Operation } from "./call.ts";
import { corsHeaders, preflight } from "./cors.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { operationName } from "./operation-name.ts";
import { getBucketVersioning, headBucket } from "./operations/bucket-reads.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { getObject, headObject } from "./operations/get-object.ts";
import { listObjectsV2 } from "./operations/list-objects.ts";
import { listObjectVersions } from "./operations/list-versions.ts";
import { postObject } from "./operations/post-object.ts";
import { putObject } from "./operations/put-object.ts";
import { getObjectRetention, putObjectRetention } from "./operations/retention.ts";
import { providersOf } from "./providers.ts";
import { bucketNamed, openState, type S3State } from "./state.ts";
import { xmlError } from "./xml.ts";

const OPERATIONS: Readonly<Record<string, S3Operation>> = {
  DeleteObject: deleteObject,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  GetObjectRetention: getObjectRetention,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListObjectVersions: listObjectVersions,
  ListObjectsV2: listObjectsV2,
  PostObject: postObject,
  PutObject: putObject,
  PutObjectRetention: putObjectRetention,
};

const perform = (state: S3State, request: AwsRequest): Promise<AwsResponse> | AwsResponse => {
  if (request.method === "OPTIONS") return preflight(bucketNamed(state, pathOf(request.url).bucket), request);
  const name = operationName(request);
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!operation) throw notSupported("s3", name);
  const call = readCall(state, request);
  checkCall(state, name, operation, call);
  return operation.run(state, call);
};

const xmlValues = (extra: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, String(value)]));

const errorAnswer = ({ url, requestId }: AwsRequest, { code, message, status, extra }: AwsError): AwsResponse => ({
  status,
  headers: { "content-type": "application/xml" },
  body: xmlError({ Code: code, Message: message, ...xmlValues(extra), Resource: url.pathname, RequestId: requestId }),
});

/**
 * Its notifications are kept with the objects until `queues` has taken them, and sent again when it did not.
 * One instance may use `context.dataDir` at a time.
 */
export const createS3Service = (context: LocalContext, queues: Pick<QueueSink, "send">): FrontService => {
  const state = openState(context, queues);

  const dressed = (request: AwsRequest, answer: AwsResponse): AwsResponse => ({
    ...answer,
    headers: {
      "x-amz-request-id": request.requestId,
      ...corsHeaders(state.buckets.get(request.url.pathname.split("/")[1] ?? ""), request),
      ...answer.headers,
    },
  });

  return {
    signingName: "s3",
    operations: Object.keys(OPERATIONS),
    providers: providersOf(state),
    timed: lifecycleOf(state),
    handle: async (request) => {
      try {
        return dressed(request, await perform(state, request));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return dressed(request, errorAnswer(request, error));
      }
    },
    refuse: (request, error) => dressed(request, errorAnswer(request, error)),
    stop: async () => {
      await state.outbox.stop();
      state.database.sql.close();
    },
  };
};
