/** Fills the directory and the user pool of a platform with the samples. Running it again changes nothing. */
import { createHash } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { composeAnnuaire } from "#compose";
import { makeAddSecret, makeSavePrincipal, makeSaveStructure } from "#usecases/edit-annuaire.ts";
import { parameterName } from "../naming.ts";
import type { ParameterKey } from "../parameters.ts";
import { accountPrincipal, SAMPLE_ACCOUNTS, SAMPLE_PEOPLE, SAMPLES, type SamplePerson } from "../samples/directory.ts";
import type { Stade } from "../stages.ts";

/** Far enough for samples: real secrets end within 424 days. */
const SECRET_END = new Date("2099-12-31T00:00:00Z");

/** The same salt at every start, so that seeding again writes the same rows. */
const saltOf = (clientId: string): string => createHash("sha256").update(clientId).digest("hex").slice(0, 32);

/** Creates the person if need be, and gives its `sub`. */
const savePerson = async (
  client: CognitoIdentityProviderClient,
  pool: string,
  { email, password }: SamplePerson,
): Promise<string> => {
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: pool,
        Username: email,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  await client.send(
    new AdminSetUserPasswordCommand({ UserPoolId: pool, Username: email, Password: password, Permanent: true }),
  );
  const { UserAttributes = [] } = await client.send(new AdminGetUserCommand({ UserPoolId: pool, Username: email }));
  const sub = UserAttributes.find(({ Name }) => Name === "sub")?.Value;
  if (sub === undefined) throw new Error(`${email} has no sub`);
  return sub;
};

/** Reads where the platform is from its parameters; the AWS clients take their endpoint from the environment. */
export const seed = async (stade: Stade): Promise<void> => {
  const ssm = new SSMClient({});
  const parameter = async (key: ParameterKey): Promise<string> => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameterName(stade, key) }));
    if (Parameter?.Value === undefined) throw new Error(`the parameter ${parameterName(stade, key)} is missing`);
    return Parameter.Value;
  };
  const annuaire = composeAnnuaire(await parameter("tables/structures/name"));
  const saveStructure = makeSaveStructure(annuaire);
  const savePrincipal = makeSavePrincipal(annuaire);
  const addSecret = makeAddSecret(annuaire);

  for (const structure of Object.values(SAMPLES)) await saveStructure(structure);
  for (const account of Object.values(SAMPLE_ACCOUNTS)) {
    await savePrincipal(accountPrincipal(account));
    await addSecret(account.clientId, account.secret, saltOf(account.clientId), SECRET_END);
  }
  const cognito = new CognitoIdentityProviderClient({});
  const pool = await parameter("people/pool");
  for (const person of SAMPLE_PEOPLE) {
    const sub = await savePerson(cognito, pool, person);
    await savePrincipal({ id: `personne:${sub}`, statut: "ACTIF", rattachements: person.rattachements });
  }
};
