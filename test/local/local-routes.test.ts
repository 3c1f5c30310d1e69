import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLocalRoutes } from "#infra/local/local-routes.ts";
import type { OutboxMessage } from "#infra/local/ses/outbox.ts";

const START = Date.parse("2026-01-15T10:00:00Z");
const MESSAGE: OutboxMessage = {
  messageId: "m",
  at: START,
  from: "portail@exemple.fr",
  to: ["commune@exemple.fr"],
  subject: "Facture",
  file: "m.eml",
  text: "Bonjour",
};

let now = START;
const routes = createLocalRoutes({
  clock: { now: () => now },
  outbox: () => [MESSAGE],
  advanceTo: async (instant) => {
    now = instant.getTime();
  },
});
const server = createServer((request, response) => void routes(request, response));

beforeEach(async () => {
  now = START;
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterEach(async () => {
  server.closeAllConnections();
  await once(server.close(), "close");
});

const ask = async (path: string, body?: string) => {
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, body === undefined ? {} : { method: "POST", body });
  return { status: response.status, body: await response.json() };
};

describe("the routes of the runtime", () => {
  it("tell the time of its clock, whatever the query", async () => {
    const answer = { status: 200, body: { maintenant: "2026-01-15T10:00:00.000Z" } };
    expect(await ask("/_local/horloge")).toEqual(answer);
    expect(await ask("/_local/horloge?a=b")).toEqual(answer);
  });

  it("move the clock forward", async () => {
    expect(await ask("/_local/horloge", '{"au":"2026-02-01"}')).toEqual({
      status: 200,
      body: { maintenant: "2026-02-01T00:00:00.000Z" },
    });
  });

  it("never move it back", async () => {
    expect(await ask("/_local/horloge", '{"au":"2026-01-01"}')).toEqual({
      status: 409,
      body: { message: "The clock only moves forward: it reads 2026-01-15T10:00:00.000Z." },
    });
    expect(now).toBe(START);
  });

  it.each(["", "demain", "{}", '{"au":1}', '{"au":"demain"}', "null"])(
    "ask for an instant when sent %j",
    async (body) => {
      expect(await ask("/_local/horloge", body)).toEqual({
        status: 400,
        body: { message: 'Send {"au":"2026-05-01T00:00:00Z"}, the instant to move the clock to.' },
      });
    },
  );

  it("list what was sent, with its instant", async () => {
    expect(await ask("/_local/courriers")).toEqual({
      status: 200,
      body: { courriers: [{ ...MESSAGE, at: "2026-01-15T10:00:00.000Z" }] },
    });
  });

  it("name what there is to whoever asks for something else", async () => {
    expect(await ask("/_local/secret")).toEqual({
      status: 404,
      body: { message: "Known: GET /_local/horloge, POST /_local/horloge, GET /_local/courriers." },
    });
  });
});
