/** `AWS::Cognito::UserPool` and what belongs to it, as settings of the issuer. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { LocalContext, LocalResource, Support } from "../contracts.ts";
import { DEFAULT_POLICY, PasswordPolicy } from "./passwords.ts";

/** Attributes that every pool has, `sub` aside: OpenID's standard claims. */
const STANDARD_ATTRIBUTES = [
  "address",
  "birthdate",
  "email",
  "email_verified",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "phone_number_verified",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo",
];

export interface Pool {
  readonly id: string;
  readonly arn: string;
  /** `ProviderURL`: the `iss` of its tokens. */
  readonly issuer: string;
  readonly policy: PasswordPolicy;
  /** Names of the attributes that a user may have. */
  readonly attributes: ReadonlySet<string>;
  /** Names of those that a user must have. */
  readonly required: readonly string[];
}

export const POOL_PROPERTIES: Readonly<Record<string, Support>> = {
  UsernameAttributes: "honoured",
  "Policies.PasswordPolicy.MinimumLength": "honoured",
  "Policies.PasswordPolicy.RequireLowercase": "honoured",
  "Policies.PasswordPolicy.RequireNumbers": "honoured",
  "Policies.PasswordPolicy.RequireSymbols": "honoured",
  "Policies.PasswordPolicy.RequireUppercase": "honoured",
  "Schema.*.Name": "honoured",
  "Schema.*.Required": "honoured",
  // No message is sent, no self sign-up is offered, and no account is recovered by its owner.
  AccountRecoverySetting: "accepted",
  AdminCreateUserConfig: "accepted",
  AutoVerifiedAttributes: "accepted",
  DeletionProtection: "accepted",
  DeviceConfiguration: "accepted",
  EmailConfiguration: "accepted",
  EmailVerificationMessage: "accepted",
  EmailVerificationSubject: "accepted",
  EnabledMfas: "accepted",
  // No second factor is asked for, even where the pool requires one: nobody's telephone should be needed to try things.
  MfaConfiguration: "accepted",
  "Policies.PasswordPolicy.PasswordHistorySize": "accepted",
  "Policies.PasswordPolicy.TemporaryPasswordValidityDays": "accepted",
  "Policies.SignInPolicy": "accepted",
  "Schema.*.AttributeDataType": "accepted",
  "Schema.*.DeveloperOnlyAttribute": "accepted",
  "Schema.*.Mutable": "accepted",
  "Schema.*.NumberAttributeConstraints": "accepted",
  "Schema.*.StringAttributeConstraints": "accepted",
  SmsVerificationMessage: "accepted",
  UserAttributeUpdateSettings: "accepted",
  // Addresses are compared without regard to case here, which is what CDK asks for by default.
  "UsernameConfiguration.CaseSensitive": "honoured",
  UserPoolAddOns: "accepted",
  UserPoolName: "accepted",
  UserPoolTags: "accepted",
  UserPoolTier: "accepted",
  VerificationMessageTemplate: "accepted",
};

const Properties = z.object({
  UsernameAttributes: z.tuple([z.literal("email")]),
  UsernameConfiguration: z.object({ CaseSensitive: z.literal(false) }).optional(),
  Policies: z.object({ PasswordPolicy: PasswordPolicy.default(DEFAULT_POLICY) }).optional(),
  Schema: z.array(z.object({ Name: z.string(), Required: z.boolean().default(false) })).default([]),
});

/** The properties as `schema` reads them. Throws an error that names each value that is not supported. */
export const readProperties = <Schema extends z.ZodType>(
  schema: Schema,
  { type, properties }: LocalResource,
): z.output<Schema> => {
  const { data, error } = schema.safeParse(properties);
  if (!error) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`${type} is supported only in part: ${faults.join("; ")}`);
};

/** `length` characters of the alphabet, always the same for the same text. */
export const stableId = (text: string, alphabet: string, length: number): string =>
  [...createHash("sha512").update(text).digest().subarray(0, length)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join("");

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export const readPool = (resource: LocalResource, { region, account, urls }: LocalContext): Pool => {
  const { Policies, Schema } = readProperties(Properties, resource);
  const id = `${region}_${stableId(`${resource.stack}/${resource.logicalId}`, ALPHANUMERIC, 9)}`;
  const named = Schema.map(({ Name, Required }) => ({
    name: STANDARD_ATTRIBUTES.includes(Name) ? Name : `custom:${Name}`,
    required: Required,
  }));
  return {
    id,
    arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
    issuer: `${urls.people}/${id}`,
    policy: Policies?.PasswordPolicy ?? DEFAULT_POLICY,
    attributes: new Set([...STANDARD_ATTRIBUTES, ...named.map(({ name }) => name)]),
    required: named.filter(({ required }) => required).map(({ name }) => name),
  };
};
