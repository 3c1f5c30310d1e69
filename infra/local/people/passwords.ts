/** Passwords: the policy of a pool, and their hashes. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const COST: ScryptOptions = { N: 16_384, r: 8, p: 1 };

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });

export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  return `${salt.toString("base64")}.${(await derive(password, salt)).toString("base64")}`;
};

/** A hash that no password has: verifying against it takes as long as against a real one. */
const NOBODYS_HASH = `${"A".repeat(22)}==.${"A".repeat(43)}=`;

/** Whether the password is the one; takes the same time when there is no hash, so that delay tells nothing. */
export const verifyPassword = async (password: string, hash: string | undefined): Promise<boolean> => {
  const [salt = "", key = ""] = (hash ?? NOBODYS_HASH).split(".");
  const derived = await derive(password, Buffer.from(salt, "base64"));
  return timingSafeEqual(derived, Buffer.from(key, "base64"));
};

/** `PasswordPolicy` of a user pool, as the template gives it: what it does not ask for is not asked for. */
export const PasswordPolicy = z.object({
  MinimumLength: z.coerce.number().default(8),
  RequireUppercase: z.coerce.boolean().default(false),
  RequireLowercase: z.coerce.boolean().default(false),
  RequireNumbers: z.coerce.boolean().default(false),
  RequireSymbols: z.coerce.boolean().default(false),
});
export type PasswordPolicy = z.infer<typeof PasswordPolicy>;

/** What Cognito asks for when the template gives no policy at all. */
export const DEFAULT_POLICY: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
};

const RULES: readonly {
  readonly fault: string;
  readonly broken: (password: string, policy: PasswordPolicy) => boolean;
}[] = [
  { fault: "Password not long enough", broken: (password, policy) => password.length < policy.MinimumLength },
  {
    fault: "Password must have uppercase characters",
    broken: (password, policy) => policy.RequireUppercase && !/[A-Z]/.test(password),
  },
  {
    fault: "Password must have lowercase characters",
    broken: (password, policy) => policy.RequireLowercase && !/[a-z]/.test(password),
  },
  {
    fault: "Password must have numeric characters",
    broken: (password, policy) => policy.RequireNumbers && !/\d/.test(password),
  },
  {
    fault: "Password must have symbol characters",
    broken: (password, policy) => policy.RequireSymbols && !/[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+= ]/.test(password),
  },
];

/** The first demand of the policy that the password does not meet, in Cognito's words. */
export const passwordFault = (password: string, policy: PasswordPolicy): string | undefined =>
  RULES.find(({ broken }) => broken(password, policy))?.fault;
