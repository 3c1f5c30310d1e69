/** What the runtime itself answers, under `/_local/` and to this machine alone: its clock, its outgoing mail, its drills. */
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { Clock } from "./contracts.ts";
import { isThrottlingKind, type Throttling } from "./dynamodb/throttling.ts";
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
  /** Names of all tables. */
  readonly tables: () => readonly string[];
  readonly throttling: Pick<Throttling, "plan" | "planned">;
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

const HOW_TO_BREAK = [
  'Send {"fonction":"Travaux","panne":"exception","nombre":3}, with "contenant":"…" for the events that hold this text alone:',
  '"exception", "blocage" (time-out), "arret" (exit) or "memoire" before it ran, "delai" or "mort" after it ran;',
  'or {"table":"factures","operation":"PutItem","panne":"surcharge","nombre":3}, all operations without "operation":',
  '"surcharge" as a table on demand, "debit" as one of provisioned capacity, "quota" as the account.',
  'Without "nombre" it lasts until 0 lifts it.',
].join(" ");

/** Calls that are struck; lifted by 0, without end when left out. */
const nombre = z.int().min(0).exactOptional();

const FunctionBreakdown = z.strictObject({
  fonction: z.string().min(1),
  panne: z.string().refine(isBreakdown),
  contenant: z.string().min(1).exactOptional(),
  nombre,
});

const TableBreakdown = z.strictObject({
  table: z.string().min(1),
  panne: z.string().refine(isThrottlingKind),
  operation: z.string().min(1).exactOptional(),
  nombre,
});

const isEndOfOne = (names: readonly string[], end: string): boolean => names.some((name) => name.endsWith(end));

/** False where it names nothing that is here, or is no breakdown at all. */
const plan = ({ functions, breakdowns, tables, throttling }: LocalRoutesParts, wanted: unknown): boolean => {
  const { data: ofFunction } = FunctionBreakdown.safeParse(wanted);
  if (ofFunction && isEndOfOne(functions(), ofFunction.fonction)) {
    breakdowns.plan(ofFunction);
    return true;
  }
  const { data: ofTable } = TableBreakdown.safeParse(wanted);
  if (!ofTable || !isEndOfOne(tables(), ofTable.table)) return false;
  throttling.plan(ofTable);
  return true;
};

const planned = ({ breakdowns, throttling }: LocalRoutesParts): Answer => ({
  status: 200,
  body: { pannes: [...breakdowns.planned(), ...throttling.planned()] },
});

const planBreakdown = async (parts: LocalRoutesParts, incoming: IncomingMessage): Promise<Answer> => {
  const wanted = jsonOf((await readBody(incoming, MAX_BODY)).toString("utf8"));
  if (plan(parts, wanted)) return planned(parts);
  return { status: 400, body: { message: HOW_TO_BREAK, fonctions: parts.functions(), tables: parts.tables() } };
};

type Handler = (parts: LocalRoutesParts, incoming: IncomingMessage) => Promise<Answer> | Answer;

const ROUTES: Readonly<Record<string, Handler>> = {
  "GET /_local/horloge": ({ clock }) => ({ status: 200, body: { maintenant: new Date(clock.now()).toISOString() } }),
  "POST /_local/horloge": moveClock,
  "GET /_local/pannes": planned,
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
