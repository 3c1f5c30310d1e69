/** What the runtime itself answers, under `/_local/` and to this machine alone: its clock, its outgoing mail, its drills. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "./contracts.ts";
import { readBody } from "./front.ts";
import type { LocalRoutes } from "./http-api/local-routes.ts";
import { type Breakdowns, isBreakdown } from "./lambda/breakdowns.ts";
import type { OutboxMessage } from "./ses/outbox.ts";

export interface LocalRoutesParts {
  readonly clock: Clock;
  readonly outbox: () => readonly OutboxMessage[];
  readonly advanceTo: (instant: Date) => Promise<void>;
  /** Names of all functions. */
  readonly functions: () => readonly string[];
  readonly breakdowns: Pick<Breakdowns, "plan" | "planned">;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Longest body of a request to these routes, in bytes. */
const MAX_BODY = 1024;

const moveClock = async ({ clock, advanceTo }: LocalRoutesParts, incoming: IncomingMessage): Promise<Answer> => {
  const body = (await readBody(incoming, MAX_BODY)).toString("utf8");
  const target = new Date(readTarget(body));
  if (Number.isNaN(target.getTime())) {
    return { status: 400, body: { message: 'Send {"au":"2026-05-01T00:00:00Z"}, the instant to move the clock to.' } };
  }
  if (target.getTime() < clock.now()) {
    return {
      status: 409,
      body: { message: `The clock only moves forward: it reads ${new Date(clock.now()).toISOString()}.` },
    };
  }
  await advanceTo(target);
  return { status: 200, body: { maintenant: new Date(clock.now()).toISOString() } };
};

const jsonOf = (body: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
};

const readTarget = (body: string): string => {
  const { au } = jsonOf(body);
  return typeof au === "string" ? au : "";
};

const HOW_TO_BREAK =
  'Send {"fonction":"Travaux","panne":"exception","nombre":3}: "exception" before it runs, "delai" or "mort" after it ran; 0 mends it.';

const planBreakdown = async (
  { functions, breakdowns }: LocalRoutesParts,
  incoming: IncomingMessage,
): Promise<Answer> => {
  const { fonction, panne, nombre } = jsonOf((await readBody(incoming, MAX_BODY)).toString("utf8"));
  const isKnown = typeof fonction === "string" && functions().some((name) => name.endsWith(fonction));
  if (!isKnown || !isBreakdown(panne) || typeof nombre !== "number" || nombre < 0) {
    return { status: 400, body: { message: HOW_TO_BREAK, fonctions: functions() } };
  }
  breakdowns.plan({ fonction, panne, nombre });
  return { status: 200, body: { pannes: breakdowns.planned() } };
};

type Handler = (parts: LocalRoutesParts, incoming: IncomingMessage) => Promise<Answer> | Answer;

const ROUTES: Readonly<Record<string, Handler>> = {
  "GET /_local/horloge": ({ clock }) => ({ status: 200, body: { maintenant: new Date(clock.now()).toISOString() } }),
  "POST /_local/horloge": moveClock,
  "GET /_local/pannes": ({ breakdowns }) => ({ status: 200, body: { pannes: breakdowns.planned() } }),
  "POST /_local/pannes": planBreakdown,
  "GET /_local/courriers": ({ outbox }) => ({
    status: 200,
    body: { courriers: outbox().map((message) => ({ ...message, at: new Date(message.at).toISOString() })) },
  }),
};

export const createLocalRoutes =
  (parts: LocalRoutesParts): LocalRoutes =>
  async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path] = (incoming.url ?? "").split("?");
    const handler = ROUTES[`${incoming.method} ${path}`];
    const { status, body } = handler
      ? await handler(parts, incoming)
      : { status: 404, body: { message: `Known: ${Object.keys(ROUTES).join(", ")}.` } };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(`${JSON.stringify(body, null, 2)}\n`);
  };
