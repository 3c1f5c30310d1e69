/** The one door to the emulated AWS services: reads the request, verifies its signature, finds the service. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AwsRequest, AwsResponse, AwsService } from "./contracts.ts";
import { AwsError } from "./json-protocol.ts";

/** The largest body taken at this door, in bytes: one S3 object of the field's largest dossier, and some room. */
const MAX_BODY = 130 * 1024 * 1024;

export interface Identification {
  /** SigV4 service name of the credential scope. */
  readonly service: string;
}

/**
 * Verifies the signature of a request (header or query) and says for which service it is.
 * Throws {@link AwsError} with the service's own error code when the signature does not hold.
 */
export type Verify = (request: AwsRequest) => Identification;

export const readBody = async (incoming: IncomingMessage, limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new AwsError("RequestEntityTooLarge", `The request body exceeds ${limit} bytes`, 413);
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

const errorAnswer = (request: AwsRequest, error: unknown): AwsResponse => {
  const known = error instanceof AwsError ? error : new AwsError("InternalFailure", String(error), 500);
  return {
    status: known.status,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": request.requestId },
    body: JSON.stringify({ __type: known.code, message: known.message }),
  };
};

const answer = (response: ServerResponse, { status, headers, body }: AwsResponse): void => {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
};

/**
 * A server that answers for all `services`. An error of the verification is answered by the service that it is for
 * (S3 speaks XML), through `refuse` where the service has one.
 */
export const createFront = (services: readonly AwsService[], verify: Verify, log: (line: string) => void): Server => {
  const byName = new Map(services.map((service) => [service.signingName, service]));

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request: AwsRequest = {
      method: incoming.method ?? "GET",
      url: new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "127.0.0.1"}`),
      headers: flatHeaders(incoming),
      body: await readBody(incoming, MAX_BODY),
      requestId: randomUUID(),
    };
    try {
      const { service } = verify(request);
      const found = byName.get(service);
      if (!found) {
        throw new AwsError("NotImplemented", `The service '${service}' is not supported by the embedded runtime`, 501);
      }
      answer(response, await found.handle(request));
    } catch (error) {
      if (!(error instanceof AwsError)) log(`aws: ${request.method} ${request.url.pathname}: ${String(error)}`);
      answer(response, errorAnswer(request, error));
    }
  };

  return createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      log(`aws: ${String(error)}`);
      response.destroy();
    });
  });
};
