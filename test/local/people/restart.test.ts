import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { exchange, signIn, token } from "./browser.ts";
import { EMAIL, PASSWORD, startPeople, temporaryDirectory } from "./given.ts";

it("keeps ids, users, refresh tokens and keys across a restart", async () => {
  const directory = temporaryDirectory();
  const first = await startPeople(directory);
  const sub = await first.addUser(EMAIL, PASSWORD);
  const { body } = await exchange(first, await signIn(first));
  await first.stop();

  const second = await startPeople(directory);
  expect([second.poolId, second.clientId]).toEqual([first.poolId, first.clientId]);
  const user = await second.cognito.send(new AdminGetUserCommand({ UserPoolId: second.poolId, Username: sub }));
  expect(user.Username).toBe(sub);
  expect((await signIn(second)).code).not.toBe("");
  const refreshed = await token(second, { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) });
  expect(refreshed.status).toBe(200);
  const keys = createRemoteJWKSet(new URL(`${second.issuer}/.well-known/jwks.json`));
  await expect(jwtVerify(String(body["access_token"]), keys)).resolves.toMatchObject({ payload: { sub } });
  await second.stop();
});
