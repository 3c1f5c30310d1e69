/** What `npm run verify` is asked for. */
import { parseArgs } from "node:util";
import { DEFAULT_PROFILE, isProfile, PROFILES, type ProfileName } from "#domain/regles/national/profiles.ts";
import { Misuse } from "./misuse.ts";

export interface VerifyOptions {
  readonly help: boolean;
  /** One line of JSON a document, instead of a report to read. */
  readonly json: boolean;
  readonly profile: ProfileName;
  /** File for the reports of all documents. */
  readonly html: string | undefined;
  readonly paths: readonly string[];
}

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  json: { type: "boolean" },
  profile: { type: "string" },
  html: { type: "string" },
} as const;

const SEE_HELP = "Voir npm run verify -- --help.";

const isOption = (name: string): name is keyof typeof OPTIONS => Object.hasOwn(OPTIONS, name);

/** Node says the same of a wrong option, in English. */
const checkOption = (name: string, rawName: string, value: string | undefined): void => {
  if (!isOption(name)) throw new Misuse(`Option inconnue : ${rawName}. ${SEE_HELP}`);
  const takesValue = OPTIONS[name].type === "string";
  if (takesValue && value === undefined) throw new Misuse(`L'option ${rawName} attend une valeur. ${SEE_HELP}`);
  if (!takesValue && value !== undefined) throw new Misuse(`L'option ${rawName} ne prend pas de valeur. ${SEE_HELP}`);
};

const readProfile = (name: string): ProfileName => {
  if (isProfile(name)) return name;
  throw new Misuse(`Profil inconnu : ${name}. Profils connus : ${Object.keys(PROFILES).join(", ")}.`);
};

/** Whoever forgets the file names an invoice, which would be written over. */
const readHtml = (file: string): string => {
  if (/\.html?$/i.test(file)) return file;
  throw new Misuse(`L'option --html attend le nom d'un fichier .html, et non ${file}. ${SEE_HELP}`);
};

/** @throws {Misuse} when an option is unknown or has a value that it cannot have. */
export const readVerifyOptions = (args: readonly string[]): VerifyOptions => {
  const parsed = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of parsed.tokens) {
    if (token.kind === "option") checkOption(token.name, token.rawName, token.value);
  }
  const { help, json, profile, html } = parsed.values;
  return {
    help: help === true,
    json: json === true,
    profile: typeof profile === "string" ? readProfile(profile) : DEFAULT_PROFILE,
    html: typeof html === "string" ? readHtml(html) : undefined,
    paths: parsed.positionals,
  };
};
