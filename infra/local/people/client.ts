/** `AWS::Cognito::UserPoolClient`: a public application that signs people in by authorization code and PKCE. */
import { z } from "zod";
import type { LocalResource, Support } from "../contracts.ts";
import { readProperties, stableId } from "./pool.ts";

export const SCOPES = ["openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"] as const;

const UNIT_SECONDS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
const Unit = z.enum(["seconds", "minutes", "hours", "days"]);

export interface PoolClient {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** Seconds for which each kind of token is valid. */
  readonly validity: { readonly access: number; readonly id: number; readonly refresh: number };
  /** `EnableTokenRevocation`: its tokens carry `origin_jti`. */
  readonly revocable: boolean;
}

export const CLIENT_PROPERTIES: Readonly<Record<string, Support>> = {
  AccessTokenValidity: "honoured",
  AllowedOAuthFlows: "honoured",
  AllowedOAuthFlowsUserPoolClient: "honoured",
  AllowedOAuthScopes: "honoured",
  CallbackURLs: "honoured",
  EnableTokenRevocation: "honoured",
  GenerateSecret: "honoured",
  IdTokenValidity: "honoured",
  LogoutURLs: "honoured",
  PreventUserExistenceErrors: "honoured",
  RefreshTokenValidity: "honoured",
  SupportedIdentityProviders: "honoured",
  TokenValidityUnits: "honoured",
  UserPoolId: "honoured",
  // People sign in on the page alone: `InitiateAuth` is not answered here.
  AuthSessionValidity: "accepted",
  ClientName: "accepted",
  ExplicitAuthFlows: "accepted",
};

const Properties = z.object({
  UserPoolId: z.string(),
  AllowedOAuthFlowsUserPoolClient: z.literal(true),
  AllowedOAuthFlows: z.tuple([z.literal("code")]),
  AllowedOAuthScopes: z.array(z.enum(SCOPES)).min(1),
  CallbackURLs: z.array(z.url()).min(1),
  LogoutURLs: z.array(z.url()).default([]),
  GenerateSecret: z.literal(false).default(false),
  SupportedIdentityProviders: z.tuple([z.literal("COGNITO")]).default(["COGNITO"]),
  PreventUserExistenceErrors: z.literal("ENABLED").default("ENABLED"),
  EnableTokenRevocation: z.boolean().default(true),
  AccessTokenValidity: z.coerce.number().positive().default(1),
  IdTokenValidity: z.coerce.number().positive().default(1),
  RefreshTokenValidity: z.coerce.number().positive().default(30),
  TokenValidityUnits: z
    .object({
      AccessToken: Unit.default("hours"),
      IdToken: Unit.default("hours"),
      RefreshToken: Unit.default("days"),
    })
    .default({ AccessToken: "hours", IdToken: "hours", RefreshToken: "days" }),
});

const LOWER_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Throws an error where the client belongs to another pool, or asks for what is not supported. */
export const readClient = (resource: LocalResource, poolId: string): PoolClient => {
  const asked = readProperties(Properties, resource);
  if (asked.UserPoolId !== poolId) throw new Error(`there is no user pool '${asked.UserPoolId}' here`);
  const units = asked.TokenValidityUnits;
  return {
    id: stableId(`${poolId}/${resource.stack}/${resource.logicalId}`, LOWER_ALPHANUMERIC, 26),
    scopes: asked.AllowedOAuthScopes,
    callbackUrls: asked.CallbackURLs,
    logoutUrls: asked.LogoutURLs,
    validity: {
      access: asked.AccessTokenValidity * UNIT_SECONDS[units.AccessToken],
      id: asked.IdTokenValidity * UNIT_SECONDS[units.IdToken],
      refresh: asked.RefreshTokenValidity * UNIT_SECONDS[units.RefreshToken],
    },
    revocable: asked.EnableTokenRevocation,
  };
};
