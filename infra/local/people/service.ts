/** Amazon Cognito on one machine: a user pool, its sign-in page and tokens, and its administrator's API. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { AwsService, LocalContext, LocalResource, ResourceProvider } from "../contracts.ts";
import { AwsError, jsonService } from "../json-protocol.ts";
import { CLIENT_PROPERTIES, readClient } from "./client.ts";
import { type HostedUiParts, visitHostedUi } from "./hosted-ui.ts";
import { createIssuer, type Issuer, type IssuerParts } from "./issuer.ts";
import { cognitoOperations } from "./operations.ts";
import { POOL_PROPERTIES, readPool } from "./pool.ts";
import { openSignIn } from "./sign-in.ts";
import { openStore } from "./store.ts";
import { openUsers } from "./users.ts";

export interface PeopleService extends AwsService {
  /** Answers on `context.urls.people`: the runtime listens there and hands every request on. */
  readonly listener: RequestListener;
}

/** The one pool that the page and the tokens are those of: paths such as `/oauth2/token` do not name a pool. */
interface Current {
  issuer: Issuer | undefined;
}

const issuerOf = ({ issuer }: Current, poolId: string): Issuer => {
  if (issuer?.pool.id === poolId) return issuer;
  throw new AwsError("ResourceNotFoundException", `User pool ${poolId} does not exist.`);
};

const poolIdOf = ({ properties }: LocalResource): string => String(properties["UserPoolId"]);

const userPoolProvider = (context: LocalContext, current: Current, parts: IssuerParts): ResourceProvider => ({
  type: "AWS::Cognito::UserPool",
  properties: POOL_PROPERTIES,
  create: async (resource) => {
    const pool = readPool(resource, context);
    if (current.issuer) throw new Error("a second user pool is not supported by the embedded runtime");
    current.issuer = await createIssuer(pool, openUsers(parts.store, pool.id, context.clock), parts);
    const { id, arn, issuer } = pool;
    const { host, pathname } = new URL(issuer);
    return {
      ref: id,
      attributes: { Arn: arn, UserPoolId: id, ProviderURL: issuer, ProviderName: `${host}${pathname}` },
    };
  },
});

const userPoolClientProvider = (current: Current): ResourceProvider => ({
  type: "AWS::Cognito::UserPoolClient",
  properties: CLIENT_PROPERTIES,
  create: async (resource) => {
    const { pool, clients } = issuerOf(current, poolIdOf(resource));
    const client = readClient(resource, pool.id);
    clients.set(client.id, client);
    return { ref: client.id, attributes: { ClientId: client.id, Name: resource.defaultName } };
  },
});

/** The sign-in page has one address here, whatever the domain of the template; discovery tells it. */
const userPoolDomainProvider = (current: Current): ResourceProvider => ({
  type: "AWS::Cognito::UserPoolDomain",
  properties: { UserPoolId: "honoured", Domain: "accepted", ManagedLoginVersion: "accepted" },
  create: async (resource) => {
    issuerOf(current, poolIdOf(resource));
    return { ref: String(resource.properties["Domain"]), attributes: {} };
  },
});

/** The look of Cognito's own page; ours is the same for all. */
const brandingProvider = (current: Current): ResourceProvider => ({
  type: "AWS::Cognito::ManagedLoginBranding",
  properties: {
    UserPoolId: "honoured",
    ClientId: "accepted",
    UseCognitoProvidedValues: "accepted",
    Settings: "accepted",
  },
  create: async (resource) => {
    issuerOf(current, poolIdOf(resource));
    return { ref: resource.defaultName, attributes: { ManagedLoginBrandingId: resource.defaultName } };
  },
});

const createListener = (current: Current, parts: HostedUiParts, log: LocalContext["log"]): RequestListener => {
  const visit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { issuer } = current;
    if (!issuer) {
      response.writeHead(503, { "content-type": "text/plain" }).end("no user pool yet");
      return;
    }
    await visitHostedUi({ issuer, url: new URL(request.url ?? "/", parts.urls.people), request, response }, parts);
  };
  return (request, response) => {
    visit(request, response).catch((error: unknown) => {
      log(`people: ${request.method} ${request.url?.split("?")[0]}: ${String(error)}`);
      response.destroy();
    });
  };
};

export const createPeopleService = (context: LocalContext): PeopleService => {
  const { dataDir, clock, urls, log } = context;
  const store = openStore(dataDir);
  const current: Current = { issuer: undefined };
  const operations = cognitoOperations((poolId) => issuerOf(current, poolId));
  return {
    signingName: "cognito-idp",
    operations: Object.keys(operations),
    providers: [
      userPoolProvider(context, current, { store, clock, log }),
      userPoolClientProvider(current),
      userPoolDomainProvider(current),
      brandingProvider(current),
    ],
    handle: jsonService("cognito-idp", operations),
    listener: createListener(current, { urls, clock, signIn: openSignIn(store, clock) }, log),
    stop: async () => store.close(),
  };
};
