/** The part of oidc-provider 9 that the issuer uses; the package brings no types of its own. */
declare module "oidc-provider" {
  import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

  /** What oidc-provider keeps: sessions, interactions, codes, grants, tokens. Times are seconds since the epoch. */
  export interface StoredArtifact {
    [member: string]: unknown;
    readonly accountId?: string;
    readonly grantId?: string;
    readonly uid?: string;
  }

  export interface Adapter {
    upsert(id: string, payload: StoredArtifact, expiresIn?: number): Promise<void>;
    find(id: string): Promise<StoredArtifact | undefined>;
    findByUid(uid: string): Promise<StoredArtifact | undefined>;
    findByUserCode(userCode: string): Promise<StoredArtifact | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface IssuedToken {
    readonly jti: string;
    readonly accountId: string;
    readonly clientId: string;
    readonly grantId: string;
    readonly scope?: string;
    readonly authTime?: number;
    readonly nonce?: string;
  }

  export interface Client {
    readonly clientId: string;
  }

  export interface Context {
    readonly status: number;
    type: string;
    body: unknown;
    readonly oidc?: {
      readonly route: string;
      readonly provider: Provider;
      readonly client: Client;
      readonly account: { readonly accountId: string };
      readonly requestParamOIDCScopes: ReadonlySet<string>;
      readonly entities: {
        readonly AccessToken?: IssuedToken;
        readonly AuthorizationCode?: IssuedToken;
        readonly RefreshToken?: IssuedToken;
      };
    };
  }

  export interface Grant {
    addOIDCScope(scopes: string): void;
    save(): Promise<string>;
  }

  export interface Session {
    readonly accountId?: string;
    destroy(): Promise<void>;
  }

  export interface KoaContext {
    readonly req: IncomingMessage;
    readonly res: ServerResponse;
    readonly secure: boolean;
  }

  export default class Provider {
    constructor(issuer: string, configuration: object);
    readonly AccessToken: { find(jti: string): Promise<IssuedToken | undefined> };
    readonly Grant: new (fields: {
      readonly accountId: string;
      readonly clientId: string;
    }) => Grant;
    readonly Session: { get(context: KoaContext): Promise<Session> };
    callback(): RequestListener;
    createContext(request: IncomingMessage, response: ServerResponse): KoaContext;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<{ readonly uid: string }>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    on(event: "server_error", listener: (context: Context, error: Error) => void): this;
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): this;
  }

  export const errors: {
    readonly InvalidGrant: new (detail: string) => Error;
    readonly SessionNotFound: new (detail: string) => Error;
  };
}
