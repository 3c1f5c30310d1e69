/** The routes of the runtime itself, beside those of the API: its clock, its outbox. */
import type { IncomingMessage, ServerResponse } from "node:http";

export const LOCAL_PREFIX = "/_local/";

/** Answers a request under `/_local/`; an error is logged and ends the connection. */
export type LocalRoutes = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const isLoopbackName = (hostname: string): boolean => /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(hostname);

const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && isLoopbackName(new URL(url).hostname);

/**
 * Whether the request comes from this machine, and not from a foreign page in a browser of it: such a page shows in
 * `Origin`, or in `Host` when it has a name of its own resolve to this machine.
 */
export const isFromThisMachine = ({ socket, headers }: IncomingMessage): boolean => {
  const address = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  return (
    (address === "::1" || isLoopbackName(address)) &&
    isLoopbackUrl(`http://${headers.host ?? ""}`) &&
    (headers.origin === undefined || isLoopbackUrl(headers.origin))
  );
};
