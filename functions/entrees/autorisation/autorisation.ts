import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from "aws-lambda";
import type { AuthorizerContext } from "#edge/http.ts";
import type { TokenVerifier } from "#ports/jetons.ts";
import type { Journal } from "#ports/system.ts";

export interface AutorisationDeps {
  readonly verifier: TokenVerifier;
  readonly journal: Journal;
}

const bearer = (header: string | undefined): string => /^Bearer +(\S+)$/i.exec(header ?? "")?.[1] ?? "";

/**
 * Says who calls, and lets the function behind refuse: API Gateway's own refusals carry no problem document and no
 * code. A refused token gives no principal, so that nothing opens if a function forgets to look.
 */
export const makeHandler =
  ({ verifier, journal }: AutorisationDeps) =>
  async (
    event: APIGatewayRequestAuthorizerEventV2,
  ): Promise<APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>> => {
    const authentication = await verifier.verify(bearer(event.headers?.["authorization"]));
    const context: AuthorizerContext =
      "principal" in authentication ? { principal: authentication.principal } : { refus: authentication.refus };
    journal.info("JETON_VERIFIE", { correlationId: event.requestContext.requestId, refus: context.refus });
    return { isAuthorized: true, context };
  };
