/** A request to the API, read whole, as API Gateway sees it. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** API Gateway, "Quotas for configuring and running an HTTP API": payload, and request line with header values. */
const MAX_PAYLOAD = 10 * 1024 * 1024;
const MAX_HEADERS = 10_240;

/** They concern one connection, not the request (RFC 9110, section 7.6.1); API Gateway does not pass them on. */
const HOP_BY_HOP = new Set(["connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"]);

export interface HttpRequest {
  readonly method: string;
  /** Decoded, as HTTP APIs show it to functions (REST APIs and function URLs keep it encoded). */
  readonly path: string;
  /** As it was sent: routes are found on it, so that an encoded `/` stays inside its parameter. */
  readonly encodedPath: string;
  readonly rawQuery: string;
  /** Names in lower case, repeated ones joined by a comma; without cookies. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly sourceIp: string;
  readonly body: Buffer;
}

/** A request that is refused before any route is looked for. */
export class RequestRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Reads to the end even what is too large: a client that is still sending would not see the refusal. */
const readPayload = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_PAYLOAD) chunks.push(chunk);
  }
  if (size > MAX_PAYLOAD) throw new RequestRefused(413, "Request Entity Too Large");
  return Buffer.concat(chunks);
};

const headerPairs = ({ rawHeaders }: IncomingMessage): (readonly [name: string, value: string])[] =>
  rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ""]] : []));

const checkHeaders = (incoming: IncomingMessage): void => {
  const requestLine = `${incoming.method} ${incoming.url} HTTP/1.1`;
  const size = headerPairs(incoming).reduce((sum, [, value]) => sum + value.length, requestLine.length);
  if (size > MAX_HEADERS) throw new RequestRefused(431, "Request Header Fields Too Large");
};

const joinHeaders = (pairs: readonly (readonly [string, string])[]): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs) headers[name] = name in headers ? `${headers[name]},${value}` : value;
  return headers;
};

/** What API Gateway adds on the way; the trace id only has the form of one. */
const forwardingHeaders = (sourceIp: string, port: number | undefined, seconds: number): [string, string][] => [
  ["x-forwarded-for", sourceIp],
  ["x-forwarded-port", String(port)],
  ["x-forwarded-proto", "http"],
  ["x-amzn-trace-id", `Root=1-${seconds.toString(16)}-${randomBytes(12).toString("hex")}`],
];

const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RequestRefused(400, "Bad Request");
  }
};

/** Throws {@link RequestRefused} for what is over a quota or cannot be read. `now` in milliseconds. */
export const readRequest = async (incoming: IncomingMessage, now: number): Promise<HttpRequest> => {
  const body = await readPayload(incoming);
  checkHeaders(incoming);
  const [encodedPath = "/", ...query] = (incoming.url ?? "/").split("?");
  const sourceIp = incoming.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const pairs = headerPairs(incoming).filter(([name]) => !HOP_BY_HOP.has(name));
  const forwarding = forwardingHeaders(sourceIp, incoming.socket.localPort, Math.floor(now / 1_000));
  return {
    method: incoming.method ?? "GET",
    path: decodePath(encodedPath),
    encodedPath,
    rawQuery: query.join("?"),
    headers: joinHeaders([...pairs.filter(([name]) => name !== "cookie"), ...forwarding]),
    cookies: pairs.filter(([name]) => name === "cookie").flatMap(([, value]) => value.split(/; */)),
    sourceIp,
    body,
  };
};
