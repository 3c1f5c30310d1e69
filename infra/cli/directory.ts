/** Writes structures, technical accounts and people into the directory of a deployed platform, here or on AWS. */
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { composeAnnuaire } from "#compose";
import type { Principal, Rattachement } from "#domain/structures/structure.ts";
import { makeAddSecret, makeSavePrincipal, makeSaveStructure, type StructureEntry } from "#usecases/edit-annuaire.ts";
import type { Stade } from "../stade.ts";
import { parametersOf } from "./stage-parameters.ts";

export interface AccountEntry {
  readonly clientId: string;
  readonly rattachements: readonly Rattachement[];
}

export interface PersonEntry {
  readonly email: string;
  readonly rattachements: readonly Rattachement[];
  /** Operates the platform. */
  readonly exploitant?: boolean;
}

export interface Directory {
  saveStructure(entry: StructureEntry): Promise<void>;
  saveAccount(entry: AccountEntry): Promise<void>;
  /**
   * Creates the person in the user pool if need be. Without a password, Cognito writes to the person itself, with a
   * provisional one.
   */
  savePerson(entry: PersonEntry, password?: string): Promise<void>;
  addSecret(clientId: string, secret: string, sel: string, fin: Date): Promise<void>;
}

const active = (id: Principal["id"], rattachements: readonly Rattachement[]): Principal => ({
  id,
  statut: "ACTIF",
  rattachements,
});

const createUser = async (
  client: CognitoIdentityProviderClient,
  pool: string,
  email: string,
  invite: boolean,
): Promise<void> => {
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: pool,
        Username: email,
        ...(!invite && { MessageAction: "SUPPRESS" as const }),
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
};

const subOf = async (client: CognitoIdentityProviderClient, pool: string, email: string): Promise<string> => {
  const { UserAttributes = [] } = await client.send(new AdminGetUserCommand({ UserPoolId: pool, Username: email }));
  const sub = UserAttributes.find(({ Name }) => Name === "sub")?.Value;
  if (sub === undefined) throw new Error(`${email} has no sub in the user pool`);
  return sub;
};

/** Finds the platform of a stage by its parameters; AWS clients take endpoint and credentials from the environment. */
export const openDirectory = async (stade: Stade): Promise<Directory> => {
  const parameter = parametersOf(stade);
  const [table, pool] = await Promise.all([parameter("tables/structures/name"), parameter("people/pool")]);
  const annuaire = composeAnnuaire(table);
  const savePrincipal = makeSavePrincipal(annuaire);
  const cognito = new CognitoIdentityProviderClient({});

  return {
    saveStructure: makeSaveStructure(annuaire),
    saveAccount: ({ clientId, rattachements }) => savePrincipal(active(`compte:${clientId}`, rattachements)),
    addSecret: makeAddSecret(annuaire),
    async savePerson({ email, rattachements, exploitant = false }, password) {
      await createUser(cognito, pool, email, password === undefined);
      if (password !== undefined) {
        await cognito.send(
          new AdminSetUserPasswordCommand({ UserPoolId: pool, Username: email, Password: password, Permanent: true }),
        );
      }
      const person = active(`personne:${await subOf(cognito, pool, email)}`, rattachements);
      await savePrincipal({ ...person, ...(exploitant && { exploitant: true }) });
    },
  };
};
