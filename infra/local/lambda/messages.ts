/** What the runtime and the thread of a function say to each other. Events and results cross as JSON text. */

/** Given to a thread when it starts. */
export interface ThreadSetup {
  /** Directory of the bundle. */
  readonly directory: string;
  /** `<module>.<export>`, e.g. `index.handler`. */
  readonly handler: string;
  readonly clockOffset: SharedArrayBuffer;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
}

/** One invocation, sent to a thread that is ready. */
export interface InvocationMessage {
  readonly requestId: string;
  /** The event, JSON. */
  readonly payload: string;
  /** Time given to the handler, in milliseconds. */
  readonly timeoutMs: number;
}

/** The error object that Lambda answers. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type ThreadMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "unusable"; readonly error: ErrorPayload }
  | { readonly kind: "returned"; readonly payload: string }
  | { readonly kind: "threw"; readonly error: ErrorPayload };

/** What Lambda says of something thrown: the name of an error is its type, which state machines match on. */
export const describeError = (thrown: unknown): ErrorPayload =>
  thrown instanceof Error
    ? { errorType: thrown.name, errorMessage: thrown.message, trace: thrown.stack?.split("\n") ?? [] }
    : { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
