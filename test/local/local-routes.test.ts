import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createThrottling } from "#infra/local/dynamodb/throttling.ts";
import { createBreakdowns } from "#infra/local/lambda/breakdowns.ts";
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
const breakdowns = createBreakdowns();
const throttling = createThrottling((table) => table);
const routes = createLocalRoutes({
  clock: { now: () => now },
  outbox: () => [MESSAGE],
  advanceTo: async (instant) => {
    now = instant.getTime();
  },
  functions: () => ["plainchant-local-Travaux", "plainchant-local-Intake"],
  breakdowns,
  tables: () => ["plainchant-local-factures"],
  throttling,
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
      body: {
        message:
          "Known: GET /_local/horloge, POST /_local/horloge, GET /_local/pannes, POST /_local/pannes, GET /_local/courriers.",
      },
    });
  });
});

describe("breakdowns on demand", () => {
  const returned = { kind: "returned", payload: "1" } as const;
  const run = (name = "plainchant-local-Travaux", event = "{}") => breakdowns.around(name, event, async () => returned);

  it("strike the function that is named, as often as is said, and no other", async () => {
    const planned = await ask("/_local/pannes", '{"fonction":"Travaux","panne":"exception","nombre":2}');
    expect(planned).toEqual({
      status: 200,
      body: { pannes: [{ fonction: "Travaux", panne: "exception", nombre: 2 }] },
    });
    expect(await run("plainchant-local-Intake")).toBe(returned);
    expect((await run()).kind).toBe("failed");
    expect((await ask("/_local/pannes")).body).toMatchObject({ pannes: [{ nombre: 1 }] });
    expect((await run()).kind).toBe("failed");
    expect(await run()).toBe(returned);
    expect((await ask("/_local/pannes")).body).toEqual({ pannes: [] });
  });

  it.each([
    ["exception", false],
    ["blocage", false],
    ["arret", false],
    ["memoire", false],
    ["delai", true],
    ["mort", true],
  ] as const)("%s: whether the function ran before it broke down is %s", async (panne, ran) => {
    breakdowns.plan({ fonction: "Travaux", panne, nombre: 1 });
    let runs = 0;
    await breakdowns.around("plainchant-local-Travaux", "{}", async () => {
      runs += 1;
      return returned;
    });
    expect(runs > 0).toBe(ran);
  });

  it("are mended by 0", async () => {
    await ask("/_local/pannes", '{"fonction":"Travaux","panne":"mort","nombre":5}');
    await ask("/_local/pannes", '{"fonction":"Travaux","panne":"mort","nombre":0}');
    expect(await run()).toBe(returned);
  });

  it("strike one poisoned event until they are lifted, and no other event", async () => {
    const poison = { fonction: "Travaux", panne: "memoire", contenant: "DEPOT-7" };
    await ask("/_local/pannes", JSON.stringify(poison));
    expect(await run(undefined, '{"depot":"DEPOT-8"}')).toBe(returned);
    for (let delivery = 0; delivery < 5; delivery++) {
      expect(await run(undefined, '{"depot":"DEPOT-7"}')).toMatchObject({
        error: { errorType: "Runtime.OutOfMemory" },
      });
    }
    await ask("/_local/pannes", JSON.stringify({ ...poison, nombre: 0 }));
    expect(await run(undefined, '{"depot":"DEPOT-7"}')).toBe(returned);
  });

  it("throttle a table, for all operations or one of them", async () => {
    const all = { table: "factures", panne: "surcharge" };
    const one = { table: "factures", panne: "debit", operation: "PutItem", nombre: 2 };
    await ask("/_local/pannes", JSON.stringify(all));
    expect(await ask("/_local/pannes", JSON.stringify(one))).toEqual({ status: 200, body: { pannes: [all, one] } });
    await ask("/_local/pannes", JSON.stringify({ ...all, nombre: 0 }));
    await ask("/_local/pannes", JSON.stringify({ ...one, nombre: 0 }));
    expect((await ask("/_local/pannes")).body).toEqual({ pannes: [] });
  });

  it.each([
    "",
    "null",
    '{"table":"inconnue","panne":"debit"}',
    '{"table":"factures","panne":"mort"}',
    '{"fonction":"Inconnue","panne":"mort","nombre":1}',
    '{"fonction":"Travaux","panne":"feu","nombre":1}',
    '{"fonction":"Travaux","panne":"mort","nombre":-1}',
  ])("refuse %j, and name the functions and the tables", async (body) => {
    const { status, body: answer } = await ask("/_local/pannes", body);
    expect([status, answer]).toEqual([
      400,
      expect.objectContaining({ fonctions: expect.any(Array), tables: expect.any(Array) }),
    ]);
  });
});
