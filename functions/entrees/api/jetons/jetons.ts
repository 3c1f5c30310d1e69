import { REFUSALS } from "#domain/erreurs/catalogue.ts";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import { type ApiResponse, formOf, type HttpEvent, makeHttpHandler, publicEndpoint } from "#edge/http.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import { TokenBody } from "#entrees/api/schemas.ts";
import type { Journal } from "#ports/system.ts";
import { type IssueTokenDeps, makeIssueToken } from "#usecases/issue-token.ts";

export interface JetonsApiDeps extends IssueTokenDeps {
  readonly journal: Journal;
}

/** How long others may keep the public keys, in seconds. */
const KEYS_MAX_AGE = 300;

interface Credentials {
  readonly clientId: string;
  readonly secret: string;
}

const formDecode = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));

/** Client authentication by the Authorization header (RFC 6749 §2.3.1): form-encoded, then Basic. */
const basicCredentials = (event: HttpEvent): Credentials | undefined => {
  const [scheme = "", encoded = ""] = (event.headers["authorization"] ?? "").split(" ");
  if (scheme.toLowerCase() !== "basic") return undefined;
  const [clientId = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  try {
    return { clientId: formDecode(clientId), secret: formDecode(rest.join(":")) };
  } catch {
    throw new DomainError("CLIENT_INCONNU");
  }
};

/** Errors of this endpoint have the form that OAuth clients know (RFC 6749 §5.2). */
const OAUTH_ERRORS = {
  CLIENT_INCONNU: "invalid_client",
  TYPE_DE_JETON_REFUSE: "unsupported_grant_type",
} as const;

const isOauthError = (code: string): code is keyof typeof OAUTH_ERRORS => Object.hasOwn(OAUTH_ERRORS, code);

const oauthError = (error: unknown): ApiResponse => {
  if (!(error instanceof DomainError) || !isOauthError(error.code)) throw error;
  const { status, titre, correction } = REFUSALS[error.code];
  return {
    status,
    headers: status === 401 ? { "www-authenticate": 'Basic realm="plainchant"' } : {},
    body: { error: OAUTH_ERRORS[error.code], error_description: `${titre} ${correction}` },
  };
};

/** The issuer of technical accounts' tokens. */
export const makeHandler = (deps: JetonsApiDeps) => {
  const issueToken = makeIssueToken(deps);
  const { issuer, signer } = deps;

  const grant = async (event: HttpEvent): Promise<ApiResponse> => {
    const form = TokenBody.parse(formOf(event));
    if (form.grant_type !== "client_credentials") throw new DomainError("TYPE_DE_JETON_REFUSE");
    const { clientId, secret } = basicCredentials(event) ?? {
      clientId: form.client_id ?? "",
      secret: form.client_secret ?? "",
    };
    const { jeton, duree } = await issueToken(clientId, secret);
    return { status: 200, body: { access_token: jeton, token_type: "Bearer", expires_in: duree } };
  };

  return makeHttpHandler(
    [
      publicEndpoint(ROUTES.obtenirJeton, (event) => grant(event).catch(oauthError)),
      publicEndpoint(ROUTES.publierCles, async () => ({
        status: 200,
        headers: { "cache-control": `public, max-age=${KEYS_MAX_AGE}` },
        body: { keys: [await signer.publicKey()] },
      })),
      publicEndpoint(ROUTES.decouvrirEmetteur, async () => ({
        status: 200,
        headers: { "cache-control": `public, max-age=${KEYS_MAX_AGE}` },
        body: {
          issuer,
          token_endpoint: `${issuer}${ROUTES.obtenirJeton.path}`,
          jwks_uri: `${issuer}${ROUTES.publierCles.path}`,
          grant_types_supported: ["client_credentials"],
          token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
          response_types_supported: ["token"],
          id_token_signing_alg_values_supported: ["RS256"],
          subject_types_supported: ["public"],
        },
      })),
    ],
    deps.journal,
  );
};
