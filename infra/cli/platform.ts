/** A client of the API, as a supplier's system would write one: token, deposit, upload, report, list. */
import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import { DepotOuvertResponse, DepotResponse, FacturesResponse, TokenResponse } from "#entrees/api/schemas.ts";

export type DepotReport = z.output<typeof DepotResponse>;
export type OpenDepot = z.output<typeof DepotOuvertResponse>;

export interface Declaration {
  readonly nomFichier: string;
  readonly taille: number;
  readonly sha256?: string;
  readonly verificationSeule?: boolean;
  /** Of a piece of works contracts, as the API takes it. */
  readonly travaux?: object;
}

/** An answer that is no success, whole. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly body: string;

  constructor(what: string, status: number, body: string) {
    super(`${what}: HTTP ${status}: ${body}`);
    this.status = status;
    this.body = body;
  }
}

const readJson = async <Schema extends z.ZodType>(
  schema: Schema,
  what: string,
  response: Response,
): Promise<z.output<Schema>> => {
  const body = await response.text();
  if (!response.ok) throw new ApiRefusal(what, response.status, body);
  return schema.parse(JSON.parse(body));
};

/** Sends a file through the form that a deposit came with. */
export const upload = async (
  { url, champs }: NonNullable<OpenDepot["televersement"]>,
  bytes: Uint8Array,
): Promise<void> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(champs)) form.append(name, value);
  form.append("file", new Blob([Buffer.from(bytes)]));
  const response = await fetch(url, { method: "POST", body: form });
  const answer = await response.text();
  if (!response.ok) throw new ApiRefusal("upload", response.status, answer);
};

const IN_PROGRESS: ReadonlySet<string> = new Set(["EN_ATTENTE_DE_FICHIER", "RECU"]);

/** Time between two looks at a report, in milliseconds. */
const POLL_MS = 50;

export interface Session {
  readonly open: (declaration: Declaration, key?: string) => Promise<OpenDepot>;
  readonly report: (depot: string) => Promise<DepotReport>;
  /** Waits until every invoice of the deposit was judged. */
  readonly verdict: (depot: string, timeoutMs?: number) => Promise<DepotReport>;
  /** Opens a deposit, uploads the file unless it is there, and waits for the verdict. */
  readonly deposit: (
    nomFichier: string,
    bytes: Uint8Array,
    options?: { readonly key?: string; readonly travaux?: object },
  ) => Promise<DepotReport>;
  readonly list: (query?: Readonly<Record<string, string>>) => Promise<z.output<typeof FacturesResponse>>;
  readonly get: (path: string) => Promise<Response>;
  readonly post: (path: string, body: object) => Promise<Response>;
}

/** What a caller does with a token. */
export const sessionOf = (api: string, token: string): Session => {
  const headers = { authorization: `Bearer ${token}` };
  const get = (path: string): Promise<Response> => fetch(`${api}${path}`, { headers });
  const send = (path: string, body: object, more: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${api}${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", ...more },
      body: JSON.stringify(body),
    });
  const report = async (depot: string): Promise<DepotReport> =>
    readJson(DepotResponse, "report", await get(`/v1/depots/${depot}`));

  const session: Session = {
    get,
    report,
    post: (path, body) => send(path, body),
    async open(declaration, key) {
      const response = await send("/v1/depots", declaration, key !== undefined ? { "idempotency-key": key } : {});
      return readJson(DepotOuvertResponse, "deposit", response);
    },
    async verdict(depot, timeoutMs = 30_000) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const seen = await report(depot);
        if (!IN_PROGRESS.has(seen.statut)) return seen;
        if (performance.now() > deadline)
          throw new Error(`depot ${depot} is still ${seen.statut} after ${timeoutMs} ms`);
        await pause(POLL_MS);
      }
    },
    async deposit(nomFichier, bytes, { key, travaux } = {}) {
      const depot = await session.open({ nomFichier, taille: bytes.length, ...(travaux && { travaux }) }, key);
      if (depot.televersement) await upload(depot.televersement, bytes);
      return session.verdict(depot.id);
    },
    async list(query = {}) {
      return readJson(FacturesResponse, "list", await get(`/v1/factures?${new URLSearchParams(query)}`));
    },
  };
  return session;
};

/** A session of a technical account. */
export const signIn = async (api: string, clientId: string, secret: string): Promise<Session> => {
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: secret });
  const response = await fetch(`${api}/v1/oauth/token`, { method: "POST", body });
  return sessionOf(api, (await readJson(TokenResponse, "token", response)).access_token);
};
