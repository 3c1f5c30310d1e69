/** The directory's command line: arguments → what is written in the directory → what the terminal shows. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as z from "zod";
import { parseStade, type Stade } from "../stade.ts";
import { USAGE } from "./annuaire-usage.ts";
import { openDirectory } from "./directory.ts";
import { DirectoryFile } from "./directory-file.ts";
import { findPlatform } from "./find-platform.ts";
import { messageOf, type Terminal } from "./terminal.ts";

/** Life of a technical account's secret on the existing platform, in days. */
const SECRET_DAYS = 424;
const DAY_MS = 24 * 60 * 60 * 1000;

class Misuse extends Error {}

interface Outcome {
  readonly text: string;
  readonly json: object;
}

interface Order {
  readonly stade: Stade;
  readonly argument: string;
  readonly fin: string | undefined;
}

const readFile = (path: string): z.output<typeof DirectoryFile> => {
  const parsed = DirectoryFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is wrong, and nothing was written:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

const importFile = async ({ stade, argument: path }: Order): Promise<Outcome> => {
  const { structures, comptes, personnes } = readFile(path);
  const directory = await openDirectory(stade);
  for (const structure of structures) await directory.saveStructure(structure);
  for (const compte of comptes) await directory.saveAccount(compte);
  for (const personne of personnes) await directory.savePerson(personne);
  const json = { structures: structures.length, comptes: comptes.length, personnes: personnes.length };
  return {
    text: `${json.structures} structures, ${json.comptes} technical accounts and ${json.personnes} people written in ${stade}.`,
    json,
  };
};

const addSecret = async ({ stade, argument: clientId, fin }: Order): Promise<Outcome> => {
  const end = fin === undefined ? new Date(Date.now() + SECRET_DAYS * DAY_MS) : new Date(fin);
  if (Number.isNaN(end.getTime())) throw new Misuse(`--fin ${fin} is no date: write 2027-12-31`);
  const secret = randomBytes(32).toString("base64url");
  const directory = await openDirectory(stade);
  await directory.addSecret(clientId, secret, randomBytes(16).toString("hex"), end);
  return {
    text: `client_id      ${clientId}\nclient_secret  ${secret}\nuntil          ${end.toISOString()}\n\nThis secret is not kept anywhere: note it now.`,
    json: { clientId, secret, fin: end.toISOString() },
  };
};

const COMMANDS: ReadonlyMap<string, (order: Order) => Promise<Outcome>> = new Map([
  ["importer", importFile],
  ["secret", addSecret],
]);

const readArguments = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      stade: { type: "string", default: "local" },
      fin: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });

const obey = async (
  { values, positionals }: ReturnType<typeof readArguments>,
  environment: NodeJS.ProcessEnv,
): Promise<Outcome> => {
  const [name, argument] = positionals;
  if (values.help || name === undefined) return { text: USAGE, json: {} };
  const stade = parseStade(values.stade);
  findPlatform(stade, environment);
  if (argument === undefined) throw new Misuse(`${name} needs an argument: see --help`);
  const command = COMMANDS.get(name);
  if (!command) throw new Misuse(`unknown command ${name}: see --help`);
  return command({ stade, argument, fin: values.fin });
};

const isMisuse = (error: unknown): boolean =>
  error instanceof Misuse ||
  (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));

/** Answers the exit status: 0 done, 1 failed, 2 misuse. The SDK reads where the platform is from `environment`. */
export const runAnnuaire = async (
  args: readonly string[],
  terminal: Pick<Terminal, "out" | "error">,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<0 | 1 | 2> => {
  try {
    const parsed = readArguments(args);
    const { text, json } = await obey(parsed, environment);
    terminal.out(`${parsed.values.json ? JSON.stringify(json) : text}\n`);
    return 0;
  } catch (error) {
    terminal.error(`${messageOf(error)}\n`);
    return isMisuse(error) ? 2 : 1;
  }
};
