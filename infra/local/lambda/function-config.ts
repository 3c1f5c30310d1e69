/** A function as the template declares it. */
import { z } from "zod";
import type { LocalContext, LocalResource, Support } from "../contracts.ts";

/** AWS, "Lambda quotas": memory from 128 MB to 10,240 MB, 3 s and 128 MB by default, 15 minutes at most. */
const FunctionProperties = z.object({
  FunctionName: z.string().optional(),
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string().regex(/^[^.][^.]*\.[^.]+$/),
  Runtime: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().min(128).max(10_240).default(128),
  ReservedConcurrentExecutions: z.coerce.number().int().min(1).optional(),
});

export const FUNCTION_SUPPORT: Readonly<Record<string, Support>> = {
  FunctionName: "honoured",
  "Code.S3Key": "honoured",
  "Code.S3Bucket": "accepted",
  Handler: "honoured",
  Runtime: "honoured",
  "Environment.Variables": "honoured",
  Timeout: "honoured",
  MemorySize: "honoured",
  ReservedConcurrentExecutions: "honoured",
  Architectures: "accepted",
  Description: "accepted",
  EphemeralStorage: "accepted",
  KmsKeyArn: "accepted",
  LoggingConfig: "accepted",
  RecursiveLoop: "accepted",
  Role: "accepted",
  RuntimeManagementConfig: "accepted",
  Tags: "accepted",
  TracingConfig: "accepted",
};

const RUNTIMES = ["nodejs22.x", "nodejs24.x"];
/** Invocations of one function at a time where the template reserves none: without a cap, a burst takes all memory. */
const DEFAULT_CONCURRENCY = 4;

export interface FunctionConfig {
  readonly name: string;
  readonly arn: string;
  readonly directory: string;
  readonly handler: string;
  readonly runtime: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Invocations at a time. */
  readonly concurrency: number;
}

/** Reads a `AWS::Lambda::Function`. Throws, naming it, when the runtime is not one that this Node can stand for. */
export const readFunction = (context: LocalContext, resource: LocalResource): FunctionConfig => {
  const properties = FunctionProperties.parse(resource.properties);
  if (!RUNTIMES.includes(properties.Runtime)) {
    throw new Error(
      `${resource.logicalId}: the runtime ${properties.Runtime} is not supported (${RUNTIMES.join(", ")})`,
    );
  }
  const name = properties.FunctionName ?? resource.defaultName;
  return {
    name,
    arn: `arn:aws:lambda:${context.region}:${context.account}:function:${name}`,
    directory: resource.assetDirectory(properties.Code.S3Key),
    handler: properties.Handler,
    runtime: properties.Runtime,
    variables: properties.Environment?.Variables ?? {},
    timeoutSeconds: properties.Timeout,
    memoryMb: properties.MemorySize,
    concurrency: properties.ReservedConcurrentExecutions ?? DEFAULT_CONCURRENCY,
  };
};

/** The environment of a function's thread: its own variables and what Lambda adds, nothing of the machine's. */
export const threadVariables = (context: LocalContext, config: FunctionConfig): Record<string, string> => {
  // Node would read the options of a whole process from it, and refuses some of them to a thread.
  const { NODE_OPTIONS: _, ...variables } = config.variables;
  return {
    ...variables,
    AWS_REGION: context.region,
    AWS_ACCESS_KEY_ID: context.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: context.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: context.urls.aws,
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    TZ: "UTC",
  };
};
