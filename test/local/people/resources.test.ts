import { App, Duration, Stack } from "aws-cdk-lib";
import { AccountRecovery, FeaturePlan, Mfa, OAuthScope, UserPool } from "aws-cdk-lib/aws-cognito";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploy } from "#infra/local/assembly/deploy.ts";
import type { LocalContext } from "#infra/local/contracts.ts";
import { createPeopleService, type PeopleService } from "#infra/local/people/service.ts";
import { CLIENT, make, POOL, resource, temporaryDirectory } from "./given.ts";

const POOL_TYPE = "AWS::Cognito::UserPool";
const CLIENT_TYPE = "AWS::Cognito::UserPoolClient";

const context = (): LocalContext => ({
  dataDir: temporaryDirectory(),
  clock: { now: () => 0 },
  region: "eu-west-3",
  account: "000000000000",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  urls: { aws: "http://127.0.0.1:1", api: "http://127.0.0.1:2", people: "http://127.0.0.1:3" },
  log: () => undefined,
});

describe("the resources of a user pool", () => {
  let service: PeopleService;
  let poolId: string;
  beforeAll(async () => {
    service = createPeopleService(context());
    poolId = (await make(service, resource(POOL_TYPE, "People", POOL))).ref;
  });
  afterAll(async () => {
    await service.stop();
  });

  it("gives ids of Cognito's shape", async () => {
    expect(poolId).toMatch(/^eu-west-3_[A-Za-z0-9]{9}$/);
    const client = await make(service, resource(CLIENT_TYPE, "Portal", { ...CLIENT, UserPoolId: poolId }));
    expect(client.ref).toMatch(/^[a-z0-9]{26}$/);
  });

  it.each([
    ["a secret", { GenerateSecret: true }, "GenerateSecret"],
    ["the implicit flow", { AllowedOAuthFlows: ["code", "implicit"] }, "AllowedOAuthFlows"],
    ["a scope of its own", { AllowedOAuthScopes: ["api/write"] }, "AllowedOAuthScopes.0"],
    ["another identity provider", { SupportedIdentityProviders: ["COGNITO", "Google"] }, "SupportedIdentityProviders"],
    ["another pool", { UserPoolId: "eu-west-3_other" }, "User pool eu-west-3_other does not exist"],
  ])("refuses a client with %s, naming it", async (_, changes, what) => {
    const properties = { ...CLIENT, UserPoolId: poolId, ...changes };
    await expect(make(service, resource(CLIENT_TYPE, "Other", properties))).rejects.toThrow(what);
  });

  it.each([
    ["user names that are no addresses", { UsernameAttributes: ["phone_number"] }, "UsernameAttributes"],
    [
      "addresses told apart by their case",
      { ...POOL, UsernameConfiguration: { CaseSensitive: true } },
      "UsernameConfiguration.CaseSensitive",
    ],
    ["a second pool", POOL, "a second user pool"],
  ])("refuses %s, naming it", async (_, properties, what) => {
    await expect(make(service, resource(POOL_TYPE, "Second", properties))).rejects.toThrow(what);
  });
});

it("makes what CDK writes for a pool, its application and its domain", async () => {
  const outdir = temporaryDirectory();
  const app = new App({ outdir });
  const stack = new Stack(app, "Stateful");
  const pool = new UserPool(stack, "People", {
    signInAliases: { email: true },
    selfSignUpEnabled: false,
    autoVerify: { email: true },
    featurePlan: FeaturePlan.ESSENTIALS,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    deletionProtection: true,
    standardAttributes: { email: { required: true, mutable: true } },
    passwordPolicy: { minLength: 12, tempPasswordValidity: Duration.days(3) },
  });
  pool.addClient("Portal", {
    generateSecret: false,
    preventUserExistenceErrors: true,
    authFlows: { userSrp: true },
    accessTokenValidity: Duration.minutes(30),
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: ["http://127.0.0.1:2/retour"],
      logoutUrls: ["http://127.0.0.1:2/"],
    },
  });
  pool.addDomain("Domain", { cognitoDomain: { domainPrefix: "plainchant" } });
  app.synth();

  const local = context();
  const service = createPeopleService(local);
  const { resources } = await deploy(outdir, {
    providers: service.providers,
    context: local,
    parameter: () => undefined,
  });
  await service.stop();
  const [made] = resources;
  expect(resources.map(({ type }) => type)).toEqual([POOL_TYPE, CLIENT_TYPE, "AWS::Cognito::UserPoolDomain"]);
  expect(made?.attributes).toEqual({
    Arn: `arn:aws:cognito-idp:eu-west-3:000000000000:userpool/${made?.ref}`,
    UserPoolId: made?.ref,
    ProviderURL: `http://127.0.0.1:3/${made?.ref}`,
    ProviderName: `127.0.0.1:3/${made?.ref}`,
  });
});
