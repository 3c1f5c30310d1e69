/** The addresses of the issuer, as Cognito has them: keys and discovery of the pool, sign-in page, user info, logout. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createLocalJWKSet, jwtVerify } from "jose";
import { errors } from "oidc-provider";
import { z } from "zod";
import type { Clock, LocalContext } from "../contracts.ts";
import { readBody } from "../front.ts";
import { SCOPES } from "./client.ts";
import { type Issuer, SESSION_COOKIE } from "./issuer.ts";
import { errorPage, lockedMessage, loginPage, PAGE_HEADERS, REFUSED } from "./pages.ts";
import type { SignIn, SignInWithPassword } from "./sign-in.ts";
import { openedAttributes } from "./tokens.ts";

/** Bytes of a sign-in form: an address and a password. */
const MAX_FORM = 16 * 1024;

export interface Visit {
  readonly issuer: Issuer;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface HostedUiParts {
  /** Base URL of the issuer, without a trailing slash. */
  readonly urls: Pick<LocalContext["urls"], "people">;
  readonly clock: Clock;
  readonly signIn: SignInWithPassword;
}

type Answer = (visit: Visit, parts: HostedUiParts) => Promise<void> | void;

const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization" };

const sendJson = (
  { response }: Visit,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { "content-type": "application/json", ...CORS, ...headers });
  response.end(JSON.stringify(body));
};

const sendPage = (
  { response }: Visit,
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { ...PAGE_HEADERS, ...headers });
  response.end(html);
};

const redirect = ({ response }: Visit, location: string, headers: Readonly<Record<string, string>> = {}): void => {
  response.writeHead(302, { location, "cache-control": "no-store", ...headers });
  response.end();
};

const discovery: Answer = (visit, { urls: { people: base } }) => {
  const { issuer } = visit.issuer.pool;
  sendJson(visit, 200, {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    authorization_endpoint: `${base}/oauth2/authorize`,
    token_endpoint: `${base}/oauth2/token`,
    userinfo_endpoint: `${base}/oauth2/userInfo`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    end_session_endpoint: `${base}/logout`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["none"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: SCOPES,
  });
};

const keySet: Answer = (visit) => {
  const { id, access } = visit.issuer.keys;
  sendJson(visit, 200, { keys: [id.publicJwk, access.publicJwk] });
};

const AccessClaims = z.object({ sub: z.string(), jti: z.string(), scope: z.string(), token_use: z.literal("access") });

const bearerClaims = async ({ issuer, request }: Visit, clock: Clock): Promise<z.infer<typeof AccessClaims>> => {
  const token = request.headers.authorization?.replace(/^Bearer /i, "") ?? "";
  const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [issuer.keys.access.publicJwk] }), {
    issuer: issuer.pool.issuer,
    currentDate: new Date(clock.now()),
  });
  return AccessClaims.parse(payload);
};

const userInfo: Answer = async (visit, { clock }) => {
  const { provider, users } = visit.issuer;
  const claims = await bearerClaims(visit, clock).catch(() => undefined);
  const alive = claims?.scope.split(" ").includes("openid") && (await provider.AccessToken.find(claims.jti));
  const user = alive ? users.find(alive.accountId) : undefined;
  if (!user || !claims) {
    sendJson(visit, 401, { error: "invalid_token" }, { "www-authenticate": 'Bearer error="invalid_token"' });
    return;
  }
  sendJson(visit, 200, { sub: user.sub, ...openedAttributes(user, claims.scope), username: user.sub });
};

/** Shows the page only to whom oidc-provider is waiting for. */
const waitingFor = async (visit: Visit): Promise<boolean> => {
  try {
    await visit.issuer.provider.interactionDetails(visit.request, visit.response);
    return true;
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    sendPage(visit, 400, errorPage("expired"));
    return false;
  }
};

const showLogin: Answer = async (visit) => {
  if (await waitingFor(visit)) sendPage(visit, 200, loginPage({ email: "" }));
};

const FAILURES: Readonly<Record<Exclude<SignIn["outcome"], "accepted">, (seconds: number) => string>> = {
  refused: () => REFUSED,
  locked: lockedMessage,
};

const submitLogin: Answer = async (visit, { signIn }) => {
  if (!(await waitingFor(visit))) return;
  const { issuer, request, response } = visit;
  const form = new URLSearchParams((await readBody(request, MAX_FORM)).toString("utf8"));
  const email = form.get("email")?.trim() ?? "";
  const result = await signIn(issuer.users, email, form.get("password") ?? "");
  if (result.outcome === "accepted") {
    await issuer.provider.interactionFinished(request, response, { login: { accountId: result.sub } });
    return;
  }
  const seconds = result.outcome === "locked" ? result.seconds : 0;
  const status = result.outcome === "locked" ? 429 : 400;
  const headers = result.outcome === "locked" ? { "retry-after": String(seconds) } : {};
  sendPage(visit, status, loginPage({ email, fault: FAILURES[result.outcome](seconds) }), headers);
};

/** Cognito's logout names the application and where to go next; it takes no `id_token_hint`. */
const logout: Answer = async (visit) => {
  const { issuer, url, request, response } = visit;
  const target = url.searchParams.get("logout_uri") ?? "";
  const client = issuer.clients.get(url.searchParams.get("client_id") ?? "");
  if (!client?.logoutUrls.includes(target)) {
    sendPage(visit, 400, errorPage("invalid_logout_uri"));
    return;
  }
  const session = await issuer.provider.Session.get(issuer.provider.createContext(request, response));
  await session.destroy();
  redirect(visit, target, { "set-cookie": `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax` });
};

const startLogin: Answer = (visit) => redirect(visit, `/oauth2/authorize${visit.url.search}`);

const preflight: Answer = ({ response }) => {
  response.writeHead(204, CORS);
  response.end();
};

/** What oidc-provider answers itself, under its own judgement. */
const authorizationServer: Answer = async ({ issuer, request, response }) => {
  await issuer.provider.callback()(request, response);
};

const ROUTES: readonly { readonly method: string; readonly path: RegExp; readonly answer: Answer }[] = [
  { method: "GET", path: /^\/oauth2\/userInfo$/, answer: userInfo },
  { method: "OPTIONS", path: /^\/oauth2\/userInfo$/, answer: preflight },
  { method: "GET", path: /^\/logout$/, answer: logout },
  { method: "GET", path: /^\/login$/, answer: startLogin },
  { method: "GET", path: /^\/login\/[\w-]+$/, answer: showLogin },
  { method: "POST", path: /^\/login\/[\w-]+$/, answer: submitLogin },
  { method: "GET", path: /^\/oauth2\/authorize(\/[\w-]+)?$/, answer: authorizationServer },
  { method: "POST", path: /^\/oauth2\/(token|revoke|logout\/confirm)$/, answer: authorizationServer },
  { method: "OPTIONS", path: /^\/oauth2\/(token|revoke)$/, answer: authorizationServer },
];

const POOL_ROUTES: Readonly<Record<string, Answer>> = {
  "/.well-known/openid-configuration": discovery,
  "/.well-known/jwks.json": keySet,
};

const answerOf = ({ issuer, url, request }: Visit): Answer | undefined => {
  const prefix = `/${issuer.pool.id}`;
  if (request.method === "GET" && url.pathname.startsWith(prefix))
    return POOL_ROUTES[url.pathname.slice(prefix.length)];
  return ROUTES.find(({ method, path }) => method === request.method && path.test(url.pathname))?.answer;
};

export const visitHostedUi = async (visit: Visit, parts: HostedUiParts): Promise<void> => {
  const answer = answerOf(visit);
  if (answer) await answer(visit, parts);
  else sendJson(visit, 404, { error: "not_found" });
};
