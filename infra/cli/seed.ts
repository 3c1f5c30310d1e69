/** Fills the directory and the user pool of a platform with the samples. Running it again changes nothing. */
import { createHash } from "node:crypto";
import { SAMPLE_ACCOUNTS, SAMPLE_PEOPLE, SAMPLES } from "../samples/directory.ts";
import type { Stade } from "../stade.ts";
import { openDirectory } from "./directory.ts";

/** Far enough for samples: real secrets end within 424 days. */
const SECRET_END = new Date("2099-12-31T00:00:00Z");

/** The same salt at every start, so that seeding again writes the same rows. */
const saltOf = (clientId: string): string => createHash("sha256").update(clientId).digest("hex").slice(0, 32);

export const seed = async (stade: Stade): Promise<void> => {
  const directory = await openDirectory(stade);
  for (const structure of Object.values(SAMPLES)) await directory.saveStructure(structure);
  for (const { secret, ...account } of Object.values(SAMPLE_ACCOUNTS)) {
    await directory.saveAccount(account);
    await directory.addSecret(account.clientId, secret, saltOf(account.clientId), SECRET_END);
  }
  for (const { password, ...person } of SAMPLE_PEOPLE) await directory.savePerson(person, password);
};
