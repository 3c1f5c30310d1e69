/**
 * The environment of every function, once: `compose.ts` parses it, the CDK app fills it, and a test compares the two.
 */
import * as z from "zod";

const name = z.string().min(1);

const VARIABLES = {
  /** `local`, `qualification` or `production`. */
  STADE: z.enum(["local", "qualification", "production"]),
  TABLE_STRUCTURES: name,
  TABLE_FACTURES: name,
  BUCKET_DEPOTS: name,
  BUCKET_ARCHIVE: name,
  FILE_INTAKE: z.url(),
  FILE_COURRIELS: z.url(),
  /** Key that signs the tokens of technical accounts. */
  CLE_JETONS: name,
  /** `iss` of technical accounts' tokens, and of people's. */
  EMETTEUR_TECHNIQUE: z.url(),
  EMETTEUR_PERSONNES: z.url(),
  /** The portal's client id: people's tokens made for another client are refused. */
  CLIENT_PORTAIL: name,
  EXPEDITEUR: z.email(),
  CONFIGURATION_COURRIELS: name,
  /** ARN of the state machine of the works chain. */
  MACHINE_TRAVAUX: name,
  /** What the names of the stage's queues begin with. */
  PREFIXE: name,
} as const;

export type VariableName = keyof typeof VARIABLES;

/** Which variables each function is given: these and no others. */
export const FUNCTION_VARIABLES = {
  Autorisation: ["STADE", "EMETTEUR_TECHNIQUE", "EMETTEUR_PERSONNES", "CLIENT_PORTAIL", "CLE_JETONS"],
  Depots: ["STADE", "TABLE_STRUCTURES", "TABLE_FACTURES", "BUCKET_DEPOTS"],
  Factures: ["STADE", "TABLE_STRUCTURES", "TABLE_FACTURES"],
  DossiersTravaux: ["STADE", "TABLE_STRUCTURES", "TABLE_FACTURES"],
  Exploitation: ["STADE", "TABLE_STRUCTURES", "TABLE_FACTURES", "MACHINE_TRAVAUX", "PREFIXE"],
  Jetons: ["STADE", "TABLE_STRUCTURES", "CLE_JETONS", "EMETTEUR_TECHNIQUE"],
  Verifications: ["STADE"],
  Documentation: ["STADE", "EMETTEUR_TECHNIQUE"],
  Intake: ["STADE", "TABLE_STRUCTURES", "TABLE_FACTURES", "BUCKET_DEPOTS", "BUCKET_ARCHIVE", "FILE_INTAKE"],
  Evenements: ["STADE", "TABLE_STRUCTURES", "TABLE_FACTURES", "FILE_COURRIELS", "MACHINE_TRAVAUX"],
  Travaux: ["STADE", "TABLE_FACTURES"],
  Courriels: ["STADE", "TABLE_FACTURES", "EXPEDITEUR", "CONFIGURATION_COURRIELS"],
  RetoursCourriel: ["STADE", "TABLE_FACTURES"],
  Echeances: [
    "STADE",
    "TABLE_STRUCTURES",
    "TABLE_FACTURES",
    "BUCKET_DEPOTS",
    "FILE_INTAKE",
    "FILE_COURRIELS",
    "MACHINE_TRAVAUX",
  ],
} as const satisfies Record<string, readonly VariableName[]>;

export type FunctionName = keyof typeof FUNCTION_VARIABLES;

export type Environment<F extends FunctionName> = {
  readonly [Name in (typeof FUNCTION_VARIABLES)[F][number]]: z.infer<(typeof VARIABLES)[Name]>;
};

/** @throws when a variable is missing or wrong, naming each: the function then never starts. */
export const readEnvironment = <F extends FunctionName>(
  name: F,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Environment<F> => {
  const shape = Object.fromEntries(FUNCTION_VARIABLES[name].map((variable) => [variable, VARIABLES[variable]]));
  const { success, data, error } = z.object(shape).safeParse(environment);
  if (!success) throw new Error(`the environment of ${name} is wrong: ${z.prettifyError(error)}`);
  return data as Environment<F>;
};
