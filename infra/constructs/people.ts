import { Aws, Duration, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { physicalName } from "../naming.ts";
import type { Stade } from "../stade.ts";
import { STAGES } from "../stages.ts";

/** Cognito replaces `{username}` and `{####}`; it refuses an invitation without both. */
const INVITATION = {
  emailSubject: "Votre accès à Plainchant",
  emailBody:
    "Bonjour,<br><br>Un compte vous a été ouvert sur Plainchant. Votre identifiant : {username}<br>" +
    "Votre mot de passe provisoire : {####}<br><br>Il vous sera demandé de le changer à la première connexion.",
  smsMessage: "Plainchant : identifiant {username}, mot de passe provisoire {####}",
};

const VERIFICATION = {
  emailSubject: "Votre code de vérification Plainchant",
  emailBody: "Bonjour,<br><br>Votre code de vérification : {####}",
  smsMessage: "Plainchant : votre code de vérification est {####}",
};

/**
 * People who sign in to the portal. The pool says who someone is; what they may do stands in the directory, never in a
 * token. Accounts are created by the manager of a structure, so nobody signs up alone.
 */
export class People extends Construct {
  readonly pool: UserPool;
  readonly portal: UserPoolClient;

  constructor(scope: Construct, id: string, stade: Stade) {
    super(scope, id);
    const { portalOrigin, removalPolicy, deletionProtection } = STAGES[stade];
    this.pool = new UserPool(this, "Pool", {
      userPoolName: physicalName(stade, "personnes"),
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      userInvitation: INVITATION,
      userVerification: VERIFICATION,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      removalPolicy,
      deletionProtection,
    });
    Validations.of(this.pool).acknowledge({
      id: "AwsSolutions-COG8",
      reason: "A second factor is required of everyone; the plus plan's risk scores are priced per person and month.",
    });
    this.pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: `${physicalName(stade, "personnes")}-${Aws.ACCOUNT_ID}` },
    });
    // A page in a browser keeps no secret: authorization code with PKCE, which Cognito checks when a challenge is sent.
    this.portal = this.pool.addClient("Portal", {
      userPoolClientName: physicalName(stade, "portail"),
      generateSecret: false,
      authFlows: { userSrp: true },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${portalOrigin}/connexion`],
        logoutUrls: [`${portalOrigin}/`],
      },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
  }
}
