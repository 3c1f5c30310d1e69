/** A pool, an application and its people, on a clock that the test moves. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll } from "vitest";
import type { CreatedResource, LocalContext, LocalResource } from "#infra/local/contracts.ts";
import { createFront } from "#infra/local/front.ts";
import { createPeopleService, type PeopleService } from "#infra/local/people/service.ts";

export const CALLBACK = "http://127.0.0.1:9/retour";
export const GOODBYE = "http://127.0.0.1:9/au-revoir";
export const EMAIL = "camille.durand@exemple.fr";
export const PASSWORD = "Une phrase de passe 1";

const directories: string[] = [];

/** Gone at the end of the test file that asked for it. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "plainchant-people-"));
  directories.push(directory);
  return directory;
};

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

export interface Listening {
  readonly server: Server;
  readonly url: string;
}

const listen = async (server: Server): Promise<Listening> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${address instanceof Object ? address.port : 0}` };
};

const close = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

export const resource = (
  type: string,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): LocalResource => ({
  stack: "Stateful",
  logicalId,
  type,
  properties,
  defaultName: `Stateful-${logicalId}`,
  assetDirectory: (key) => {
    throw new Error(`no asset ${key}`);
  },
});

export const make = (service: PeopleService, wanted: LocalResource): Promise<CreatedResource> => {
  const provider = service.providers.find(({ type }) => type === wanted.type);
  if (!provider) throw new Error(`nobody makes ${wanted.type}`);
  return provider.create(wanted);
};

export const POOL = { UsernameAttributes: ["email"], Policies: { PasswordPolicy: { MinimumLength: 12 } } };

export const CLIENT = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email"],
  CallbackURLs: [CALLBACK],
  LogoutURLs: [GOODBYE],
  AccessTokenValidity: 30,
  IdTokenValidity: 20,
  RefreshTokenValidity: 2,
  TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
};

export interface People {
  readonly url: string;
  readonly issuer: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly service: PeopleService;
  readonly cognito: CognitoIdentityProviderClient;
  readonly logged: readonly string[];
  now(): number;
  /** Moves the clock of the runtime forward. */
  pass(seconds: number): void;
  addUser(email: string, password: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the issuer as the runtime does; on the same directory, it finds the data of an earlier start. */
export const startPeople = async (dataDir = temporaryDirectory(), port?: Listening): Promise<People> => {
  let listener: RequestListener | undefined;
  const { server, url } = port ?? (await listen(createServer((request, response) => listener?.(request, response))));
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const logged: string[] = [];
  const context: LocalContext = {
    dataDir,
    clock: { now },
    region: "eu-west-3",
    account: "000000000000",
    credentials,
    urls: { aws: "http://127.0.0.1:1", api: "http://127.0.0.1:2", people: url },
    log: (line) => logged.push(line),
  };
  const service = createPeopleService(context);
  listener = service.listener;
  const pool = await make(service, resource("AWS::Cognito::UserPool", "People", POOL));
  const client = await make(
    service,
    resource("AWS::Cognito::UserPoolClient", "Portal", { ...CLIENT, UserPoolId: pool.ref }),
  );
  const front = await listen(createFront([service], () => ({ service: "cognito-idp" }), context.log));
  const cognito = new CognitoIdentityProviderClient({ endpoint: front.url, region: "eu-west-3", credentials });
  const user = { UserPoolId: pool.ref };
  return {
    url,
    issuer: pool.attributes["ProviderURL"] ?? "",
    poolId: pool.ref,
    clientId: client.ref,
    service,
    cognito,
    logged,
    now,
    pass: (seconds) => {
      ahead += seconds * 1000;
    },
    addUser: async (email, password) => {
      const UserAttributes = [{ Name: "email_verified", Value: "true" }];
      const created = await cognito.send(
        new AdminCreateUserCommand({ ...user, Username: email, MessageAction: "SUPPRESS", UserAttributes }),
      );
      await cognito.send(
        new AdminSetUserPasswordCommand({ ...user, Username: email, Password: password, Permanent: true }),
      );
      return created.User?.Username ?? "";
    },
    stop: async () => {
      cognito.destroy();
      await close(front.server);
      await close(server);
      await service.stop();
    },
  };
};
