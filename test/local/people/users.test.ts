import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  ListUsersCommand,
  type ListUsersCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exchange, signIn, token } from "./browser.ts";
import { EMAIL, PASSWORD, type People, startPeople } from "./given.ts";

let people: People;
beforeEach(async () => {
  people = await startPeople();
});
afterEach(async () => {
  await people.stop();
});

const ofPool = () => ({ UserPoolId: people.poolId });
const named = (Username: string) => ({ ...ofPool(), Username });
const create = (email: string, UserAttributes: { Name: string; Value: string }[] = []) =>
  people.cognito.send(new AdminCreateUserCommand({ ...named(email), MessageAction: "SUPPRESS", UserAttributes }));

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
describe("the administrator's operations", () => {
  it("creates a user whose name is a UUID, to be confirmed by a password", async () => {
    const { User } = await create(EMAIL, [{ Name: "email_verified", Value: "true" }]);
    expect(User).toMatchObject({
      Enabled: true,
      UserStatus: "FORCE_CHANGE_PASSWORD",
      Attributes: [
        { Name: "sub", Value: User?.Username },
        { Name: "email_verified", Value: "true" },
        { Name: "email", Value: EMAIL },
      ],
    });
    expect(User?.UserCreateDate).toBeInstanceOf(Date);
    await people.cognito.send(
      new AdminSetUserPasswordCommand({ ...named(EMAIL), Password: PASSWORD, Permanent: true }),
    );
    const found = await people.cognito.send(new AdminGetUserCommand(named(EMAIL)));
    expect(found).toMatchObject({
      Username: User?.Username,
      UserStatus: "CONFIRMED",
      UserAttributes: User?.Attributes,
    });
  });

  it("refuses a second user of an address, in whatever case", async () => {
    await create(EMAIL);
    await expect(create(EMAIL.toUpperCase())).rejects.toMatchObject({ name: "UsernameExistsException" });
  });

  it.each([
    ["a user name that is no address", "camille", []],
    ["an attribute that the pool has not", EMAIL, [{ Name: "custom:siret", Value: "1" }]],
    ["another address than the name", EMAIL, [{ Name: "email", Value: "autre@exemple.fr" }]],
  ])("refuses %s", async (_, email, attributes) => {
    await expect(create(email, attributes)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("refuses a password that the policy does not take", async () => {
    await create(EMAIL);
    await expect(
      people.cognito.send(new AdminSetUserPasswordCommand({ ...named(EMAIL), Password: "court", Permanent: true })),
    ).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
  });

  it("lists by address, by prefix, and page by page", async () => {
    const emails = ["a1@exemple.fr", "a2@exemple.fr", "b1@exemple.fr"];
    for (const email of emails) await create(email);
    const list = (rest: object) => people.cognito.send(new ListUsersCommand({ ...ofPool(), ...rest }));
    const emailsOf = ({ Users = [] }: ListUsersCommandOutput) =>
      Users.map(({ Attributes = [] }) => Attributes.find(({ Name }) => Name === "email")?.Value).toSorted();

    expect(emailsOf(await list({ Filter: 'email = "A2@exemple.fr"' }))).toEqual(["a2@exemple.fr"]);
    expect(emailsOf(await list({ Filter: 'email ^= "a"' }))).toEqual(["a1@exemple.fr", "a2@exemple.fr"]);
    expect(emailsOf(await list({ Filter: 'email = "nobody"' }))).toEqual([]);
    const first = await list({ Limit: 2 });
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
    expect([...emailsOf(first), ...emailsOf(second)].toSorted()).toEqual(emails);
    expect(second.PaginationToken).toBeUndefined();
  });

  it("signs a disabled user out everywhere, and lets them back once enabled", async () => {
    await people.addUser(EMAIL, PASSWORD);
    const { body } = await exchange(people, await signIn(people));
    const refresh = { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) };
    await people.cognito.send(new AdminDisableUserCommand(named(EMAIL)));
    expect(await token(people, refresh)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await signIn(people)).code).toBe("");
    await people.cognito.send(new AdminEnableUserCommand(named(EMAIL)));
    expect((await signIn(people)).code).not.toBe("");
  });

  it("deletes a user, whose session then asks for a sign-in", async () => {
    await people.addUser(EMAIL, PASSWORD);
    const { browser } = await signIn(people);
    await people.cognito.send(new AdminDeleteUserCommand(named(EMAIL)));
    await expect(people.cognito.send(new AdminGetUserCommand(named(EMAIL)))).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    expect((await signIn(people, {}, browser)).code).toBe("");
    expect(people.logged).toEqual([]);
  });

  it("knows no other pool", async () => {
    await expect(
      people.cognito.send(new ListUsersCommand({ UserPoolId: "eu-west-3_000000000" })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it.each([
    ["AdminListGroupsForUser", () => people.cognito.send(new AdminListGroupsForUserCommand(named(EMAIL)))],
    [
      "AdminCreateUser with ForceAliasCreation",
      () => people.cognito.send(new AdminCreateUserCommand({ ...named(EMAIL), ForceAliasCreation: true })),
    ],
    [
      "AdminCreateUser without MessageAction SUPPRESS",
      () => people.cognito.send(new AdminCreateUserCommand(named(EMAIL))),
    ],
    [
      "AdminSetUserPassword without Permanent",
      () => people.cognito.send(new AdminSetUserPasswordCommand({ ...named(EMAIL), Password: PASSWORD })),
    ],
    [
      "ListUsers with Filter status",
      () => people.cognito.send(new ListUsersCommand({ ...ofPool(), Filter: 'status = "Enabled"' })),
    ],
  ])("answers 501 to %s", async (what, send) => {
    await expect(send()).rejects.toMatchObject({
      message: expect.stringContaining(what),
      $metadata: { httpStatusCode: 501 },
    });
  });
});
