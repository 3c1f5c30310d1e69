/**
 * What the parts of the embedded runtime promise each other.
 *
 * Each part (S3, SQS, DynamoDB, …) is an {@link AwsService}: it answers the AWS protocol on loopback and creates the
 * resources that the CloudFormation template declares for it. Parts never import each other; the runtime wires them
 * through the small interfaces below.
 */

/** Milliseconds since the epoch, on the one clock that emulators and functions share. */
export type Instant = number;

export interface Clock {
  now(): Instant;
}

/** Something that becomes due at an instant: a schedule, the end of a visibility delay, a waiting retry. */
export interface TimedSource {
  /** The earliest instant at which there is something to do, if any. */
  nextDue(): Instant | undefined;
  /** Does what is due at `now`; the clock already reads `now`. Must leave `nextDue()` later than `now` or undefined. */
  fire(now: Instant): Promise<void>;
}

/** What each part is given when the runtime starts. */
export interface LocalContext {
  /** Directory of this part's own data; it exists, and it survives `kill -9`. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** `eu-west-3` and `000000000000`: what the pseudo parameters of the template resolve to. */
  readonly region: string;
  readonly account: string;
  /** The one pair of keys that the runtime knows; anything else is refused with the service's own error. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /**
   * Base URLs without a trailing slash: AWS services, the HTTP API, and the issuer of people's tokens. Known once the
   * servers listen: read them when a resource is made or a request comes, never while a part is being constructed.
   */
  readonly urls: { readonly aws: string; readonly api: string; readonly people: string };
  /** One line for the developer's terminal. */
  readonly log: (line: string) => void;
}

/** An HTTP request to an AWS endpoint, read whole, its signature already verified. */
export interface AwsRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly requestId: string;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A resource of the template, its intrinsic functions already resolved. */
export interface LocalResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** `stack-logicalId` cut to 60 characters: the physical name where the template gives none. */
  readonly defaultName: string;
  /** Directory of the bundled code of a CDK asset, from its `S3Key`. Throws when the assembly has no such asset. */
  assetDirectory(s3Key: string): string;
}

export interface CreatedResource {
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Whether the runtime acts on a property. `honoured`: emulated and tested. `accepted`: has no meaning on one machine
 * (tags, encryption at rest…) and is ignored knowingly. A property in neither list stops the runtime at start.
 */
export type Support = "honoured" | "accepted";

export interface ResourceProvider {
  /** CloudFormation type, e.g. `AWS::SQS::Queue`. */
  readonly type: string;
  /**
   * Property paths, dotted, `*` for any key or list index, e.g. `CorsConfiguration.CorsRules.*.AllowedMethods`.
   * A path covers all that lies under it.
   */
  readonly properties: Readonly<Record<string, Support>>;
  /** Creates the resource, or finds it as an earlier start left it: idempotent, data is kept. */
  create(resource: LocalResource): Promise<CreatedResource>;
}

export interface AwsService {
  /** The service name in a SigV4 credential scope: `s3`, `sqs`, `dynamodb`, `kms`, `ses`… */
  readonly signingName: string;
  /** Operation names that are answered; any other gets 501 with its name. */
  readonly operations: readonly string[];
  readonly providers: readonly ResourceProvider[];
  handle(request: AwsRequest): Promise<AwsResponse>;
  readonly timed?: TimedSource;
  /** Releases files and timers. Called once. */
  stop(): Promise<void>;
}

/** Puts a message on a queue; resolved once it is on disk. */
export interface QueueSink {
  send(queueArn: string, body: string): Promise<void>;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** `ApproximateReceiveCount`, `SentTimestamp`, `ApproximateFirstReceiveTimestamp`, `SenderId`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, unknown>>;
}

/** What an event source mapping needs of a queue. */
export interface QueueSource extends QueueSink {
  /** Waits for up to `max` messages until `signal` aborts, then answers what there is, perhaps nothing. */
  receive(queueArn: string, max: number, signal: AbortSignal): Promise<readonly ReceivedMessage[]>;
  delete(queueArn: string, receiptHandles: readonly string[]): Promise<void>;
  /** Ends the visibility delay of messages that failed, `seconds` from now. */
  changeVisibility(queueArn: string, receiptHandles: readonly string[], seconds: number): Promise<void>;
}

/** One record of a DynamoDB stream, as Lambda receives it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  /** Set when time to live deleted the row. */
  readonly userIdentity?: { readonly type: "Service"; readonly principalId: "dynamodb.amazonaws.com" };
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, unknown>>;
    readonly NewImage?: Readonly<Record<string, unknown>>;
    readonly OldImage?: Readonly<Record<string, unknown>>;
    /** Decimal, grows within the stream; compare as numbers of equal width (it is zero-padded to 21 digits). */
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

/** What an event source mapping needs of a stream. */
export interface StreamSource {
  /** Records after `sequenceNumber` (all of them when undefined: TRIM_HORIZON), oldest first. Waits for one until `signal` aborts. */
  read(
    streamArn: string,
    sequenceNumber: string | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly StreamRecord[]>;
}

export interface InvokeResult {
  /** The handler's answer, JSON; or the error object `{errorType, errorMessage, trace}` when `functionError` is set. */
  readonly payload: string;
  readonly functionError?: "Unhandled";
}

export interface FunctionInvoker {
  /** Runs the function once and waits for its end. Rejects only when the runtime stops or the function is unknown. */
  invoke(functionArn: string, payload: string): Promise<InvokeResult>;
}
