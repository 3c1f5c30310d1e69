/**
 * The authorization server of a pool. oidc-provider judges the requests (redirect addresses, PKCE, one-time codes,
 * refresh tokens, revocation); the tokens that it makes are replaced by Cognito's.
 */
import type { DatabaseSync } from "node:sqlite";
import Provider, { type Adapter, type Context } from "oidc-provider";
import { z } from "zod";
import type { Clock } from "../contracts.ts";
import { type Artifacts, openArtifacts } from "./artifacts.ts";
import { type PoolClient, SCOPES } from "./client.ts";
import { type IssuerKeys, openKeys } from "./keys.ts";
import { errorPage } from "./pages.ts";
import type { Pool } from "./pool.ts";
import { makeTokens } from "./tokens.ts";
import type { Users } from "./users.ts";

export const SESSION_COOKIE = "people_session";

/** Seconds; those of Cognito's managed login where its documentation gives them. */
const TTL = { AuthorizationCode: 5 * 60, Interaction: 60 * 60, Session: 60 * 60, Grant: 3_650 * 86_400 };

export interface Issuer {
  readonly pool: Pool;
  readonly users: Users;
  readonly clients: Map<string, PoolClient>;
  readonly keys: IssuerKeys;
  readonly artifacts: Artifacts;
  readonly provider: Provider;
}

export interface IssuerParts {
  readonly store: DatabaseSync;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** A client as oidc-provider reads it from its store. */
const clientMetadata = ({ id, scopes, callbackUrls }: PoolClient) => ({
  client_id: id,
  token_endpoint_auth_method: "none",
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  redirect_uris: callbackUrls,
  scope: scopes.join(" "),
});

/** Clients come from the template at each start, so that none is kept. */
const clientAdapter = (clients: ReadonlyMap<string, PoolClient>, kept: Adapter): Adapter => ({
  ...kept,
  find: async (id) => {
    const client = clients.get(id);
    return client && clientMetadata(client);
  },
});

/** Applications of the house ask for no consent: whoever signs in grants what the application may ask. */
const grantAll = async ({ oidc }: Context): Promise<unknown> => {
  if (!oidc) return undefined;
  const grant = new oidc.provider.Grant({ accountId: oidc.account.accountId, clientId: oidc.client.clientId });
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(" "));
  await grant.save();
  return grant;
};

const renderError = (context: Context, { error }: { readonly error: string }): void => {
  context.type = "html";
  context.body = errorPage(error);
};

const configuration = ({ users, clients, keys, artifacts }: Omit<Issuer, "provider">): object => {
  const validity = (clientId: string, kind: keyof PoolClient["validity"]): number =>
    clients.get(clientId)?.validity[kind] ?? 1;
  const lifetime =
    (kind: keyof PoolClient["validity"]) =>
    (_: unknown, token: { readonly clientId: string }): number =>
      validity(token.clientId, kind);
  return {
    adapter: (kind: string) =>
      kind === "Client" ? clientAdapter(clients, artifacts.adapter(kind)) : artifacts.adapter(kind),
    jwks: { keys: [keys.id.privateJwk] },
    cookies: {
      keys: [keys.cookie],
      names: { session: SESSION_COOKIE, interaction: "people_login", resume: "people_resume" },
    },
    scopes: SCOPES,
    claims: { openid: ["sub"] },
    responseTypes: ["code"],
    clientAuthMethods: ["none"],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 0,
    rotateRefreshToken: false,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    clientBasedCORS: () => true,
    loadExistingGrant: grantAll,
    findAccount: (_: unknown, sub: string) =>
      users.find(sub)?.enabled ? { accountId: sub, claims: () => ({ sub }) } : undefined,
    interactions: { url: (_: unknown, { uid }: { readonly uid: string }) => `/login/${uid}` },
    renderError,
    routes: {
      authorization: "/oauth2/authorize",
      token: "/oauth2/token",
      revocation: "/oauth2/revoke",
      // Only its `/confirm` is served: oidc-provider passes there when another person signs in over a session.
      end_session: "/oauth2/logout",
    },
    ttl: { ...TTL, AccessToken: lifetime("access"), IdToken: TTL.Session, RefreshToken: lifetime("refresh") },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      revocation: { enabled: true, allowedPolicy: ownToken },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
  };
};

const ownToken = (_: unknown, client: { readonly clientId: string }, token: { readonly clientId: string }): boolean =>
  client.clientId === token.clientId;

const TokenAnswer = z.object({ refresh_token: z.string().optional() });

/** The token endpoint's answer with Cognito's tokens; a refresh gives no new refresh token, as at Cognito. */
const cognitoAnswer = async (
  { body, oidc }: Context,
  { pool, users, clients, keys, artifacts }: Issuer,
  clock: Clock,
): Promise<object> => {
  const { AccessToken, AuthorizationCode, RefreshToken } = oidc?.entities ?? {};
  const source = AuthorizationCode ?? RefreshToken;
  const client = AccessToken && clients.get(AccessToken.clientId);
  const user = AccessToken && users.find(AccessToken.accountId);
  if (!source || !client || !user) throw new Error("a token was issued without a client, a user or a grant");
  const now = Math.floor(clock.now() / 1000);
  const { access, id } = await makeTokens(pool.issuer, keys, {
    client,
    user,
    scope: AccessToken.scope ?? "",
    grantId: source.grantId,
    accessTokenId: AccessToken.jti,
    nonce: source.nonce,
    authTime: source.authTime === undefined ? now : source.authTime + artifacts.ahead(),
    now,
  });
  return {
    ...(id === undefined ? {} : { id_token: id }),
    access_token: access,
    ...(AuthorizationCode ? TokenAnswer.parse(body) : {}),
    expires_in: client.validity.access,
    token_type: "Bearer",
  };
};

export const createIssuer = async (pool: Pool, users: Users, { store, clock, log }: IssuerParts): Promise<Issuer> => {
  const parts = {
    pool,
    users,
    clients: new Map<string, PoolClient>(),
    keys: await openKeys(store),
    artifacts: openArtifacts(store, clock),
  };
  const provider = new Provider(pool.issuer, configuration(parts));
  const issuer: Issuer = { ...parts, provider };
  provider.on("server_error", (_, error) => log(`people: ${error.stack ?? error.message}`));
  provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route === "token" && context.status === 200) {
      context.body = await cognitoAnswer(context, issuer, clock);
    }
  });
  return issuer;
};
