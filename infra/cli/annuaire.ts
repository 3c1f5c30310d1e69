/** `npm run annuaire`: what the keeper of a platform's directory does from a terminal. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as z from "zod";
import { DEFAULT_PORTS } from "../local/defaults.ts";
import { parseStade, type Stade } from "../stade.ts";
import { openDirectory } from "./directory.ts";
import { DirectoryFile } from "./directory-file.ts";
import { sdkEnvironment } from "./sdk-environment.ts";

const USAGE = `npm run annuaire -- <command> [--stade local|qualification|production] [--json]

  importer FILE          writes the structures, technical accounts and people of a JSON file; what stands under the
                         same identifiers is replaced, everything else stays. Nothing is written if the file is wrong.
  secret CLIENT_ID       adds a secret to a technical account and shows it, once. An account has two live secrets, so
                         that one can be replaced while the other still works; a third one retires the earlier.
       --fin DATE        its last day (default: 424 days from now)

Example of a file:

  {
    "structures": [{
      "id": "SIRET:99900002900010", "raisonSocialeStructure": "Commune de Sainte-Exemple",
      "structurePriveePublique": "PUBLIQUE", "emailStructure": "compta@commune.exemple",
      "parametres": { "gestionNumeroEJOuCodeService": true },
      "services": [{ "codeService": "TECHNIQUE", "nomService": "Services techniques" }]
    }],
    "comptes": [{
      "clientId": "logiciel-de-la-commune",
      "rattachements": [{ "structure": "SIRET:99900002900010", "habilitations": { "FACTURES_RECUES": "MODIFICATION" } }]
    }],
    "personnes": []
  }

Exit status: 0 done, 1 failed, 2 misuse.
`;

/** Life of a technical account's secret on the existing platform, in days. */
const SECRET_DAYS = 424;
const DAY_MS = 24 * 60 * 60 * 1000;

class Misuse extends Error {}

interface Outcome {
  readonly text: string;
  readonly json: object;
}

const readFile = (path: string): z.output<typeof DirectoryFile> => {
  const parsed = DirectoryFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path} is wrong, and nothing was written:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

const importFile = async (stade: Stade, path: string): Promise<Outcome> => {
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

const addSecret = async (stade: Stade, clientId: string, fin: string | undefined): Promise<Outcome> => {
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

const run = async (): Promise<Outcome> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stade: { type: "string", default: "local" },
      fin: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [command, argument] = positionals;
  if (values.help || command === undefined) return { text: USAGE, json: {} };
  const stade = parseStade(values.stade);
  if (stade === "local" && process.env["AWS_ENDPOINT_URL"] === undefined) {
    const { api, aws, people } = DEFAULT_PORTS;
    const url = (port: number): string => `http://127.0.0.1:${port}`;
    Object.assign(process.env, sdkEnvironment({ urls: { api: url(api), aws: url(aws), people: url(people) } }));
  }
  if (argument === undefined) throw new Misuse(`${command} needs an argument: see --help`);
  if (command === "importer") return importFile(stade, argument);
  if (command === "secret") return addSecret(stade, argument, values.fin);
  throw new Misuse(`unknown command ${command}: see --help`);
};

const isMisuse = (error: unknown): boolean =>
  error instanceof Misuse ||
  (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));

try {
  const { text, json } = await run();
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(json) : text}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isMisuse(error) ? 2 : 1;
}
