/** The operations of the Cognito user pools API by which an administrator looks after users. */
import { z } from "zod";
import { AwsError, type JsonOperation, notSupported, onlyKnown } from "../json-protocol.ts";
import type { Issuer } from "./issuer.ts";
import { hashPassword, passwordFault } from "./passwords.ts";
import type { User, UserFilter } from "./users.ts";

const SERVICE = "cognito-idp";

/** Throws `ResourceNotFoundException` when there is no such pool. */
export type FindIssuer = (poolId: string) => Issuer;

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);

/** Reads the members of an operation's input; a member outside them is not supported. */
const read = <Shape extends z.ZodRawShape>(
  operation: string,
  shape: Shape,
  input: Record<string, unknown>,
): z.output<z.ZodObject<Shape>> => {
  onlyKnown(SERVICE, operation, input, Object.keys(shape));
  const { data, error } = z.object(shape).safeParse(input);
  if (error) throw invalid(error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  return data;
};

const OfUser = { UserPoolId: z.string(), Username: z.string().min(1) };
const UserAttributes = z.array(z.object({ Name: z.string(), Value: z.string().default("") })).default([]);

const userNamed = ({ users }: Issuer, name: string): User => {
  const user = users.find(name);
  if (!user) throw new AwsError("UserNotFoundException", "User does not exist.");
  return user;
};

const described = ({ sub, password, enabled, created, modified }: User) => ({
  Username: sub,
  UserCreateDate: created / 1000,
  UserLastModifiedDate: modified / 1000,
  Enabled: enabled,
  UserStatus: password === undefined ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED",
});

const attributesOf = ({ sub, attributes }: User) =>
  Object.entries({ sub, ...attributes }).map(([Name, Value]) => ({ Name, Value }));

const withAttributes = (user: User) => ({ ...described(user), Attributes: attributesOf(user) });

const Email = z.email();

const nonConforming = (message: string): AwsError => invalid(`Attributes did not conform to the schema: ${message}`);

const checkAttributes = ({ pool }: Issuer, email: string, attributes: Readonly<Record<string, string>>): void => {
  if (!Email.safeParse(email).success) throw invalid("Username should be an email.");
  const unknown = Object.keys(attributes).find((name) => !pool.attributes.has(name));
  if (unknown !== undefined) throw nonConforming(`Type for attribute {${unknown}} could not be determined`);
  const missing = pool.required.find((name) => name !== "email" && !attributes[name]);
  if (missing !== undefined) throw nonConforming(`${missing}: The attribute is required`);
  if ((attributes["email"] ?? email) !== email) throw invalid("The email attribute must be the user name.");
};

const adminCreateUser =
  (find: FindIssuer): JsonOperation =>
  (input) => {
    const shape = { ...OfUser, MessageAction: z.string().optional(), UserAttributes };
    const { UserPoolId, Username, MessageAction, UserAttributes: given } = read("AdminCreateUser", shape, input);
    const issuer = find(UserPoolId);
    if (MessageAction !== "SUPPRESS") throw notSupported(SERVICE, "AdminCreateUser without MessageAction SUPPRESS");
    const attributes = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
    checkAttributes(issuer, Username, attributes);
    const user = issuer.users.create(Username, attributes);
    if (!user) throw new AwsError("UsernameExistsException", "An account with the given email already exists.");
    return { User: withAttributes(user) };
  };

const adminSetUserPassword =
  (find: FindIssuer): JsonOperation =>
  async (input) => {
    const shape = { ...OfUser, Password: z.string(), Permanent: z.boolean().default(false) };
    const { UserPoolId, Username, Password, Permanent } = read("AdminSetUserPassword", shape, input);
    const issuer = find(UserPoolId);
    if (!Permanent) throw notSupported(SERVICE, "AdminSetUserPassword without Permanent");
    const { sub } = userNamed(issuer, Username);
    const fault = passwordFault(Password, issuer.pool.policy);
    if (fault !== undefined) {
      throw new AwsError("InvalidPasswordException", `Password did not conform with policy: ${fault}`);
    }
    issuer.users.setPassword(sub, await hashPassword(Password));
    return {};
  };

const adminGetUser =
  (find: FindIssuer): JsonOperation =>
  (input) => {
    const { UserPoolId, Username } = read("AdminGetUser", OfUser, input);
    const user = userNamed(find(UserPoolId), Username);
    return { ...described(user), UserAttributes: attributesOf(user) };
  };

const MAX_USERS = 60;

/** `email = "a@b.fr"` or `sub ^= "0a"`: an exact match, or a prefix. */
const readFilter = (filter: string): UserFilter | undefined => {
  if (filter === "") return undefined;
  const [, attribute, match, value = ""] = /^\s*(\w+)\s*(\^?=)\s*"(.*)"\s*$/.exec(filter) ?? [];
  if (attribute !== "email" && attribute !== "sub") throw notSupported(SERVICE, `ListUsers with Filter ${filter}`);
  return { attribute, match: match === "=" ? "=" : "^=", value: value.replaceAll('\\"', '"') };
};

const listUsers =
  (find: FindIssuer): JsonOperation =>
  (input) => {
    const shape = {
      UserPoolId: z.string(),
      Filter: z.string().default(""),
      Limit: z.number().int().min(1).max(MAX_USERS).default(MAX_USERS),
      PaginationToken: z.string().default(""),
    };
    const { UserPoolId, Filter, Limit, PaginationToken } = read("ListUsers", shape, input);
    const { users } = find(UserPoolId);
    const found = users.list(readFilter(Filter), PaginationToken, Limit + 1);
    const page = found.slice(0, Limit);
    const last = found.length > Limit ? page.at(-1)?.sub : undefined;
    return { Users: page.map(withAttributes), ...(last === undefined ? {} : { PaginationToken: last }) };
  };

/** An operation that names a user, changes something and answers nothing. */
const onUser =
  (operation: string, find: FindIssuer, act: (issuer: Issuer, sub: string) => void): JsonOperation =>
  (input) => {
    const { UserPoolId, Username } = read(operation, OfUser, input);
    const issuer = find(UserPoolId);
    act(issuer, userNamed(issuer, Username).sub);
    return {};
  };

export const cognitoOperations = (find: FindIssuer): Readonly<Record<string, JsonOperation>> => ({
  AdminCreateUser: adminCreateUser(find),
  AdminSetUserPassword: adminSetUserPassword(find),
  AdminGetUser: adminGetUser(find),
  ListUsers: listUsers(find),
  // "Deactivates a user profile and revokes all access tokens for the user" (API reference).
  AdminDisableUser: onUser("AdminDisableUser", find, ({ users, artifacts }, sub) => {
    users.setEnabled(sub, false);
    artifacts.forgetAccount(sub);
  }),
  AdminEnableUser: onUser("AdminEnableUser", find, ({ users }, sub) => users.setEnabled(sub, true)),
  AdminDeleteUser: onUser("AdminDeleteUser", find, ({ users, artifacts }, sub) => {
    users.remove(sub);
    artifacts.forgetAccount(sub);
  }),
});
