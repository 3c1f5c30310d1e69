/** A service that answers as it is told, for what the embedded runtime never does: outages, throttling, half answers. */
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

export interface Answer {
  /** 200 unless said otherwise. */
  readonly status?: number;
  /** The name of an AWS error, as the JSON protocols carry it. */
  readonly error?: string;
  readonly body?: object;
}

export interface Answering extends AsyncDisposable {
  readonly url: string;
  /** What an SDK client is given: it asks once, so that each answer is seen. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  /** The bodies of the requests that came. */
  readonly requests: readonly string[];
}

/** Gives the answers in their order; the last one is given again to whatever comes after. */
export const startAnswering = async (...answers: readonly Answer[]): Promise<Answering> => {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const {
      error,
      body = {},
      status = error === undefined ? 200 : 400,
    } = answers[Math.min(requests.length, answers.length - 1)] ?? {};
    requests.push(await text(request));
    response.writeHead(status, {
      "content-type": "application/json",
      ...(error !== undefined && { "x-amzn-errortype": error }),
    });
    response.end(JSON.stringify({ ...(error !== undefined && { __type: error, message: `${error}.` }), ...body }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    client: {
      endpoint: url,
      region: "eu-west-3",
      credentials: { accessKeyId: "exemple", secretAccessKey: "exemple" },
      maxAttempts: 1,
    },
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
