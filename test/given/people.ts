import { SAMPLE_PEOPLE } from "#infra/samples/directory.ts";
import { STAGES } from "#infra/stages.ts";
import { Browser, exchange, signIn } from "#test/local/people/browser.ts";
import type { Platform } from "./platform.ts";

const CALLBACK = `${STAGES.local.portalOrigin}/connexion`;

/** The client id of the portal. */
export const portalClient = ({ runtime }: Platform): string => {
  const client = runtime.deployment.resources.find(({ type }) => type === "AWS::Cognito::UserPoolClient");
  if (!client) throw new Error("the template has no portal client");
  return client.ref;
};

/** The access token of a sample person, who signs in on the page of the issuer. */
export const personToken = async (platform: Platform, email: string): Promise<string> => {
  const person = SAMPLE_PEOPLE.find((one) => one.email === email);
  if (!person) throw new Error(`${email} is no sample`);
  const issuer = { url: platform.runtime.urls.people, clientId: portalClient(platform) };
  const attempt = await signIn(issuer, { redirect_uri: CALLBACK }, new Browser(CALLBACK), person);
  const { body } = await exchange(issuer, attempt, { redirect_uri: CALLBACK });
  return String(body["access_token"]);
};
