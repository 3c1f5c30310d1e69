/** Counts the AWS calls that reach the emulators: who made each, on what, and what it consumed. */
import { z } from "zod";
import type { AwsRequest, AwsResponse } from "#infra/local/contracts.ts";
import type { FrontService } from "#infra/local/front.ts";
import { operationName } from "#infra/local/s3/operation-name.ts";
import { keysOf } from "./dynamo-keys.ts";
import { sum } from "./statistics.ts";

export interface ObservedCall {
  /** Physical name of the function; `CLIENT` for who has none. */
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  /** Kinds of the rows that it is about; empty where there are none. */
  readonly about: string;
  readonly status: number;
  /** DynamoDB request units, those of indexes included and those of transactions doubled. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Those of the units above that indexes took. */
  readonly indexUnits: number;
}

/** A caller from outside: a supplier's system that uploads, or the bench itself. */
export const CLIENT = "client";

/** DynamoDB operations that report their consumption, and which kind of unit it is in. */
const UNITS: Readonly<Record<string, "readUnits" | "writeUnits">> = {
  GetItem: "readUnits",
  BatchGetItem: "readUnits",
  Query: "readUnits",
  Scan: "readUnits",
  TransactGetItems: "readUnits",
  PutItem: "writeUnits",
  UpdateItem: "writeUnits",
  DeleteItem: "writeUnits",
  BatchWriteItem: "writeUnits",
  TransactWriteItems: "writeUnits",
};

/** REST operations, which name themselves by method and path alone. */
const REST_NAMES: Readonly<Record<string, string>> = { "POST /v2/email/outbound-emails": "SendEmail" };

const Units = z.object({ CapacityUnits: z.number() });
const Consumed = Units.extend({ GlobalSecondaryIndexes: z.record(z.string(), Units).default({}) });
const Answer = z.object({ ConsumedCapacity: z.union([z.array(Consumed), Consumed.transform((one) => [one])]) });

const operationOf = (service: string, request: AwsRequest): string => {
  const target = request.headers["x-amz-target"]?.split(".").at(-1);
  if (target !== undefined) return target;
  if (service === "s3") return operationName(request);
  const place = `${request.method} ${request.url.pathname}`;
  return REST_NAMES[place] ?? place;
};

/**
 * The SDK writes the id of an application (`AWS_SDK_UA_APP_ID`) into its user agent. Probes put the function there, and
 * Powertools adds `-PT-…` of its own.
 */
const callerOf = ({ headers }: AwsRequest): string =>
  /\bapp\/([\w-]+?)(?:-PT-|[^\w-]|$)/.exec(headers["user-agent"] ?? "")?.[1] ?? CLIENT;

/** The same request, asking what it consumes; its signature has been verified before. */
const asking = (request: AwsRequest, input: object): AwsRequest => ({
  ...request,
  body: Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: "INDEXES" })),
});

const consumed = ({ body }: AwsResponse): { readonly all: number; readonly indexes: number } => {
  const { data } = Answer.safeParse(JSON.parse(body.toString()));
  const tables = data?.ConsumedCapacity ?? [];
  const indexes = tables.flatMap(({ GlobalSecondaryIndexes }) => Object.values(GlobalSecondaryIndexes));
  const total = (units: readonly z.infer<typeof Units>[]) => sum(units.map(({ CapacityUnits }) => CapacityUnits));
  return { all: total(tables), indexes: total(indexes) };
};

const Input = z.record(z.string(), z.unknown());

export const createObserver = () => {
  const calls: ObservedCall[] = [];

  const observeDynamo = async (service: FrontService, request: AwsRequest, operation: string) => {
    const unit = UNITS[operation];
    const input = Input.parse(JSON.parse(request.body.toString("utf8") || "{}"));
    const response = await service.handle(unit ? asking(request, input) : request);
    if (!unit) return { response, about: keysOf(input), units: {} };
    const { all, indexes } = consumed(response);
    return { response, about: keysOf(input), units: { [unit]: all, indexUnits: indexes } };
  };

  const observe = async (service: FrontService, request: AwsRequest): Promise<AwsResponse> => {
    const operation = operationOf(service.signingName, request);
    const { response, about, units } =
      service.signingName === "dynamodb"
        ? await observeDynamo(service, request, operation)
        : { response: await service.handle(request), about: "", units: {} };
    calls.push({
      caller: callerOf(request),
      service: service.signingName,
      operation,
      about,
      status: response.status,
      readUnits: 0,
      writeUnits: 0,
      indexUnits: 0,
      ...units,
    });
    return response;
  };

  return {
    around: (service: FrontService): FrontService => ({
      ...service,
      handle: (request) => observe(service, request),
    }),
    /** How many calls have been seen so far: a place to count from. */
    mark: (): number => calls.length,
    since: (mark: number): readonly ObservedCall[] => calls.slice(mark),
  };
};

export type Observer = ReturnType<typeof createObserver>;
