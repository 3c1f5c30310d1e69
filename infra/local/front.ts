/** The one door to the emulated AWS services: reads the request, verifies its signature, finds the service. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AwsRequest, AwsResponse, AwsService, Clock } from "./contracts.ts";
import { AwsError } from "./json-protocol.ts";
import { SignatureRefusal } from "./sigv4/refusal.ts";

/** The largest body taken at this door, in bytes: one S3 object of the field's largest dossier, and some room. */
const MAX_BODY = 130 * 1024 * 1024;

const NO_CONTENT = 204;

export interface Identification {
  /** SigV4 service name of the credential scope. */
  readonly service: string;
}

/**
 * Verifies the signature of a request (header or query) and says for which service it is.
 * Throws {@link AwsError} with the service's own error code when the signature does not hold.
 */
export type Verify = (request: AwsRequest) => Identification;

/** A service that writes its errors in its own manner (S3 speaks XML) does so for what the front refuses, too. */
export interface FrontService extends AwsService {
  refuse?(request: AwsRequest, error: AwsError): AwsResponse;
}

const tooLarge = (limit: number): AwsError =>
  new AwsError("RequestEntityTooLarge", `The request body exceeds ${limit} bytes`, 413);

/**
 * Throws 413 beyond `limit` bytes. A declared length is judged before anything is read, since to stop in the middle
 * closes the connection: only a caller that hides its length is cut off without an answer.
 */
export const readBody = async (incoming: IncomingMessage, limit: number): Promise<Buffer> => {
  if (Number(incoming.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const flatHeaders = (incoming: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(",") : (value ?? ""),
    ]),
  );

/** Not `new URL(path, base)`: that would read `//name/key` as another host. */
const urlOf = (incoming: IncomingMessage): URL => {
  const text = `http://${incoming.headers.host ?? "127.0.0.1"}${incoming.url ?? "/"}`;
  const url = URL.parse(text);
  if (!url) throw new AwsError("InvalidURI", "Couldn't parse the specified URI.", 400);
  return url;
};

const jsonRefusal = (request: AwsRequest, { code, message, status }: AwsError): AwsResponse => ({
  status,
  headers: {
    "content-type": "application/x-amz-json-1.0",
    "x-amzn-requestid": request.requestId,
    "x-amzn-errortype": code,
  },
  body: JSON.stringify({ __type: code, message }),
});

const SYSTEM_CLOCK: Clock = { now: () => Date.now() };

/**
 * A server that answers for all `services`.
 *
 * The `Date` of its answers is read from `clock`: the SDK takes a `Date` that is far from its own for a wrong clock of
 * its own, corrects itself by it, and then signs with a date that is refused.
 *
 * Requests wait for `opened`: what they ask for may still be in the making.
 */
export const createFront = (
  services: readonly FrontService[],
  verify: Verify,
  log: (line: string) => void,
  clock: Clock = SYSTEM_CLOCK,
  opened: Promise<void> = Promise.resolve(),
): Server => {
  const byName = new Map(services.map((service) => [service.signingName, service]));

  const send = (response: ServerResponse, { status, headers, body }: AwsResponse): void => {
    const length = status === NO_CONTENT ? {} : { "content-length": Buffer.byteLength(body) };
    response.writeHead(status, { date: new Date(clock.now()).toUTCString(), ...length, ...headers });
    response.end(body);
  };

  const find = (name: string): FrontService => {
    const found = byName.get(name);
    if (found) return found;
    throw new AwsError("NotImplemented", `The service '${name}' is not supported by the embedded runtime`, 501);
  };

  /** An error that no service foresaw is a bug of ours: it is logged, and only its name is told. */
  const refusal = (request: AwsRequest, error: unknown, service: FrontService | undefined): AwsResponse => {
    if (!(error instanceof AwsError)) log(`aws: ${request.method} ${request.url.pathname}: ${String(error)}`);
    const known = error instanceof AwsError ? error : new AwsError("InternalFailure", String(error), 500);
    const refusing = error instanceof SignatureRefusal ? byName.get(error.service) : service;
    return refusing?.refuse?.(request, known) ?? jsonRefusal(request, known);
  };

  const answer = async (request: AwsRequest): Promise<AwsResponse> => {
    let service: FrontService | undefined;
    try {
      service = find(verify(request).service);
      return await service.handle(request);
    } catch (error) {
      return refusal(request, error, service);
    }
  };

  /** What cannot even be read is answered without a service, and the connection is given up. */
  const unreadable = (error: unknown): AwsResponse => {
    if (!(error instanceof AwsError)) throw error;
    return {
      status: error.status,
      headers: { "content-type": "application/x-amz-json-1.0", connection: "close" },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    };
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    await opened;
    try {
      const request: AwsRequest = {
        method: incoming.method ?? "GET",
        url: urlOf(incoming),
        headers: flatHeaders(incoming),
        body: await readBody(incoming, MAX_BODY),
        requestId: randomUUID(),
      };
      send(response, await answer(request));
    } catch (error) {
      send(response, unreadable(error));
    }
  };

  return createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      log(`aws: ${String(error)}`);
      response.destroy();
    });
  });
};
