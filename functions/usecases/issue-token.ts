import { createHash, timingSafeEqual } from "node:crypto";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { SecretTechnique } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { TokenSigner } from "#ports/jetons.ts";
import type { System } from "#ports/system.ts";

export interface IssueTokenDeps {
  readonly annuaire: Pick<Annuaire, "secrets">;
  readonly signer: TokenSigner;
  readonly issuer: string;
  readonly system: Pick<System, "now" | "newId">;
}

/** Life of a token, in seconds. Existing clients read it into 16-bit integers: at most 32,767. */
const TOKEN_LIFE = 3600;

/** The audience of our own tokens: this API. */
export const AUDIENCE = "plainchant";

export const hashSecret = (sel: string, secret: string): string =>
  createHash("sha256").update(sel).update(secret).digest("hex");

const matches = ({ sel, empreinte, fin }: SecretTechnique, secret: string, now: Date): boolean =>
  timingSafeEqual(Buffer.from(empreinte, "hex"), Buffer.from(hashSecret(sel, secret), "hex")) && now < new Date(fin);

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * A token for a technical account, OAuth 2.0 client credentials (RFC 6749 §4.4), as an RS256 JWT. It says who calls,
 * never what the caller may do: the directory is asked at each request.
 *
 * @throws {DomainError} CLIENT_INCONNU, whichever of the id, the secret or its end date is wrong.
 */
export const makeIssueToken =
  ({ annuaire, signer, issuer, system }: IssueTokenDeps) =>
  async (clientId: string, secret: string): Promise<{ readonly jeton: string; readonly duree: number }> => {
    const now = system.now();
    const secrets = await annuaire.secrets(clientId);
    if (!secrets.some((one) => matches(one, secret, now))) throw new DomainError("CLIENT_INCONNU");

    const { kid } = await signer.publicKey();
    const iat = Math.floor(now.getTime() / 1000);
    const input = [
      segment({ alg: "RS256", typ: "JWT", kid }),
      segment({
        iss: issuer,
        sub: clientId,
        client_id: clientId,
        aud: AUDIENCE,
        token_use: "access",
        iat,
        exp: iat + TOKEN_LIFE,
        jti: system.newId(),
      }),
    ].join(".");
    const signature = Buffer.from(await signer.sign(input)).toString("base64url");
    return { jeton: `${input}.${signature}`, duree: TOKEN_LIFE };
  };
