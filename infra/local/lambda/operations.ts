/** The operations of Lambda that are answered. */
import { z } from "zod";
import type { AwsResponse } from "../contracts.ts";
import { AwsError, notSupported } from "../json-protocol.ts";
import { type RestCall, type RestOperation, restAnswer } from "../rest-protocol.ts";
import type { AsyncEvents } from "./async-events.ts";
import type { FunctionConfig } from "./function-config.ts";
import { type Functions, MAX_REQUEST } from "./invoker.ts";
import type { Mapping, Mappings } from "./mappings.ts";

/** AWS, "Lambda quotas": 1 MB for an asynchronous invocation. */
const MAX_ASYNC_REQUEST = 1024 * 1024;

const UpdateMapping = z.strictObject({ Enabled: z.boolean() });

interface Parts {
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly asyncEvents: AsyncEvents;
}

const describeFunction = (config: FunctionConfig): object => ({
  FunctionName: config.name,
  FunctionArn: config.arn,
  Runtime: config.runtime,
  Handler: config.handler,
  Timeout: config.timeoutSeconds,
  MemorySize: config.memoryMb,
  Environment: { Variables: config.variables },
  PackageType: "Zip",
  State: "Active",
  LastUpdateStatus: "Successful",
  Version: "$LATEST",
});

const finite = (value: number): number => (Number.isFinite(value) ? value : -1);

const describeSource = (mapping: Mapping): object =>
  mapping.kind === "queue"
    ? { ScalingConfig: mapping.concurrency && { MaximumConcurrency: mapping.concurrency } }
    : {
        StartingPosition: mapping.fromLatest ? "LATEST" : "TRIM_HORIZON",
        BisectBatchOnFunctionError: mapping.bisect,
        MaximumRetryAttempts: finite(mapping.maxRetries),
        MaximumRecordAgeInSeconds: finite(mapping.maxAgeMs / 1_000),
        DestinationConfig: { OnFailure: { Destination: mapping.onFailure } },
        FilterCriteria: { Filters: mapping.patterns.map((Pattern) => ({ Pattern })) },
      };

const empty = (status: number): AwsResponse => ({ status, headers: {}, body: "" });

const checkPayload = (payload: string, limit: number): void => {
  if (Buffer.byteLength(payload) > limit) {
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      413,
    );
  }
  try {
    JSON.parse(payload);
  } catch (cause) {
    throw new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${String(cause)}`);
  }
};

const refuseUnheard = ({ url, headers }: RestCall["request"]): void => {
  if (![null, "$LATEST"].includes(url.searchParams.get("Qualifier")))
    throw notSupported("lambda", "Invoke with Qualifier");
  if (headers["x-amz-client-context"]) throw notSupported("lambda", "Invoke with ClientContext");
  if (headers["x-amz-log-type"] === "Tail") throw notSupported("lambda", "Invoke with LogType Tail");
};

export const lambdaOperations = ({ functions, mappings, asyncEvents }: Parts): readonly RestOperation[] => {
  const invokeAs: Readonly<Record<string, (arn: string, payload: string) => Promise<AwsResponse> | AwsResponse>> = {
    DryRun: () => empty(204),
    Event: (arn, payload) => {
      checkPayload(payload, MAX_ASYNC_REQUEST);
      asyncEvents.accept(arn, payload);
      return empty(202);
    },
    RequestResponse: async (arn, payload) => {
      checkPayload(payload, MAX_REQUEST);
      const result = await functions.run(arn, payload);
      const error = result.functionError && { "x-amz-function-error": result.functionError };
      return {
        status: 200,
        headers: { "content-type": "application/json", "x-amz-executed-version": "$LATEST", ...error },
        body: result.payload,
      };
    },
  };

  const invoke = ({ path, request }: RestCall): Promise<AwsResponse> | AwsResponse => {
    refuseUnheard(request);
    const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
    const invokeOnce = Object.hasOwn(invokeAs, type) ? invokeAs[type] : undefined;
    if (!invokeOnce) throw notSupported("lambda", `Invoke with InvocationType ${type}`);
    const { arn } = functions.find(path["name"] ?? "");
    return invokeOnce(arn, request.body.toString("utf8") || "{}");
  };

  const describeMapping = (mapping: Mapping): object => ({
    UUID: mapping.uuid,
    EventSourceArn: mapping.sourceArn,
    FunctionArn: functions.find(mapping.functionName).arn,
    State: mappings.isEnabled(mapping) ? "Enabled" : "Disabled",
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowMs / 1_000,
    FunctionResponseTypes: mapping.reported ? ["ReportBatchItemFailures"] : [],
    ...describeSource(mapping),
  });

  const listMappings = ({ request }: RestCall): AwsResponse => {
    const source = request.url.searchParams.get("EventSourceArn");
    const name = request.url.searchParams.get("FunctionName");
    const wantedArn = name === null ? undefined : functions.find(name).arn;
    const found = mappings
      .all()
      .filter(({ sourceArn }) => source === null || sourceArn === source)
      .filter(({ functionName }) => wantedArn === undefined || functions.find(functionName).arn === wantedArn);
    return restAnswer(200, { EventSourceMappings: found.map(describeMapping) });
  };

  const updateMapping = ({ path, request }: RestCall): AwsResponse => {
    const mapping = mappings.find(path["uuid"] ?? "");
    const input = UpdateMapping.safeParse(JSON.parse(request.body.toString("utf8")));
    if (!input.success) throw notSupported("lambda", "UpdateEventSourceMapping with more than Enabled");
    mappings.setEnabled(mapping, input.data.Enabled);
    return restAnswer(202, describeMapping(mapping));
  };

  const oneFunction = ({ path }: RestCall): FunctionConfig => functions.find(path["name"] ?? "");

  return [
    { name: "Invoke", method: "POST", path: /^\/2015-03-31\/functions\/(?<name>[^/]+)\/invocations$/, run: invoke },
    {
      name: "GetFunctionConfiguration",
      method: "GET",
      path: /^\/2015-03-31\/functions\/(?<name>[^/]+)\/configuration$/,
      run: (call) => restAnswer(200, describeFunction(oneFunction(call))),
    },
    {
      name: "GetFunction",
      method: "GET",
      path: /^\/2015-03-31\/functions\/(?<name>[^/]+)$/,
      run: (call) => restAnswer(200, { Configuration: describeFunction(oneFunction(call)) }),
    },
    {
      name: "ListFunctions",
      method: "GET",
      path: /^\/2015-03-31\/functions\/?$/,
      run: () => restAnswer(200, { Functions: functions.all().map(describeFunction) }),
    },
    {
      name: "ListEventSourceMappings",
      method: "GET",
      path: /^\/2015-03-31\/event-source-mappings\/?$/,
      run: listMappings,
    },
    {
      name: "GetEventSourceMapping",
      method: "GET",
      path: /^\/2015-03-31\/event-source-mappings\/(?<uuid>[^/]+)$/,
      run: ({ path }) => restAnswer(200, describeMapping(mappings.find(path["uuid"] ?? ""))),
    },
    {
      name: "UpdateEventSourceMapping",
      method: "PUT",
      path: /^\/2015-03-31\/event-source-mappings\/(?<uuid>[^/]+)$/,
      run: updateMapping,
    },
  ];
};
