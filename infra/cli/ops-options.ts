/** What `npm run ops` is asked for. */
import { parseArgs } from "node:util";
import { FILTERED_STATUTS, type FilteredStatut } from "#domain/exploitation/execution.ts";
import { parseStructureId, type StructureId } from "#domain/structures/identifiers.ts";
import { parseStade, type Stade } from "../stade.ts";
import { Misuse } from "./misuse.ts";
import { readInstant } from "./ops-instants.ts";

const OPTIONS = {
  stade: { type: "string" },
  machine: { type: "string" },
  statut: { type: "string" },
  erreur: { type: "string" },
  structure: { type: "string" },
  depuis: { type: "string" },
  jusqua: { type: "string" },
  limite: { type: "string" },
  suite: { type: "string" },
  complet: { type: "boolean" },
  apply: { type: "boolean" },
  rate: { type: "string" },
  journal: { type: "string" },
  attente: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type OptionName = keyof typeof OPTIONS;

/** What one command takes besides `--stade`, `--json` and `--help`. */
interface CommandShape {
  readonly options: readonly OptionName[];
  /** What its arguments are, and how many there may be. */
  readonly arguments: { readonly what: string; readonly least: number; readonly most: number };
}

const FILTERS = ["machine", "statut", "erreur", "structure", "depuis", "jusqua", "limite"] as const;

const NOTHING = { what: "", least: 0, most: 0 };
const one = (what: string) => ({ what, least: 1, most: 1 });

export const COMMANDS = {
  "executions list": { options: [...FILTERS, "suite"], arguments: NOTHING },
  "executions show": { options: ["machine", "complet"], arguments: one("le nom d'une exécution") },
  "executions redrive": {
    options: [...FILTERS, "apply", "rate", "journal", "attente"],
    arguments: { what: "des noms d'exécutions", least: 0, most: Number.POSITIVE_INFINITY },
  },
  "executions restart": {
    options: ["machine", "apply", "attente"],
    arguments: { what: "des noms d'exécutions", least: 1, most: Number.POSITIVE_INFINITY },
  },
  "dlq list": { options: [], arguments: NOTHING },
  "dlq show": { options: ["limite", "complet"], arguments: one("le nom d'une file") },
  "dlq redrive": { options: ["apply", "rate", "attente"], arguments: one("le nom d'une file") },
  "depots show": { options: ["complet"], arguments: one("le numéro d'un dépôt") },
  "facture show": { options: ["complet"], arguments: one("le numéro d'une facture") },
  "dossier show": { options: [], arguments: one("le numéro d'un dossier de facturation") },
} as const satisfies Record<string, CommandShape>;

export type CommandName = keyof typeof COMMANDS;

export interface OpsOptions {
  readonly stade: Stade;
  readonly json: boolean;
  readonly machine: string | undefined;
  readonly statuts: readonly FilteredStatut[];
  readonly erreur: string | undefined;
  readonly structure: StructureId | undefined;
  /** Instants, ISO 8601 UTC. */
  readonly depuis: string | undefined;
  readonly jusqua: string | undefined;
  readonly limite: number | undefined;
  readonly suite: string | undefined;
  readonly complet: boolean;
  readonly apply: boolean;
  /** A second. */
  readonly rate: number | undefined;
  readonly journal: string | undefined;
  /** Seconds. */
  readonly attente: number;
  /** The filters as they were written: two runs with the same are the same command. */
  readonly ecrit: Readonly<Record<string, string>>;
}

export type OpsRequest =
  | { readonly help: true }
  | {
      readonly help: false;
      readonly command: CommandName;
      readonly args: readonly string[];
      readonly options: OpsOptions;
    };

const SEE_HELP = "Voir npm run ops -- --help.";

/** What somebody stopped on purpose is replayed on demand alone. */
const DEFAULT_STATUTS: readonly FilteredStatut[] = ["FAILED", "TIMED_OUT"];

const DEFAULT_WAIT_SECONDS = 30;

const isOption = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

const isStatut = (name: string): name is FilteredStatut => FILTERED_STATUTS.some((statut) => statut === name);

/** Node says the same of a wrong option, in English. */
const checkOption = (name: string, rawName: string, value: string | undefined): void => {
  if (!isOption(name)) throw new Misuse(`Option inconnue : ${rawName}. ${SEE_HELP}`);
  const takesValue = OPTIONS[name].type === "string";
  if (takesValue && value === undefined) throw new Misuse(`L'option ${rawName} attend une valeur. ${SEE_HELP}`);
  if (!takesValue && value !== undefined) throw new Misuse(`L'option ${rawName} ne prend pas de valeur. ${SEE_HELP}`);
};

const EVERYWHERE: readonly string[] = ["stade", "json", "help"];

const checkCommand = (command: CommandName, args: readonly string[], given: readonly string[]): void => {
  const shape: CommandShape = COMMANDS[command];
  const { what, least, most } = shape.arguments;
  const foreign = given.find((name) => !EVERYWHERE.includes(name) && !shape.options.some((known) => known === name));
  if (foreign !== undefined) throw new Misuse(`${command} ne connaît pas l'option --${foreign}. ${SEE_HELP}`);
  if (args.length < least) throw new Misuse(`${command} attend ${what}. ${SEE_HELP}`);
  if (args.length > most) throw new Misuse(`${command} ne prend pas « ${args[most]} ». ${SEE_HELP}`);
};

const readCommand = (positionals: readonly string[]): CommandName => {
  const command = positionals.slice(0, 2).join(" ");
  if (isCommand(command)) return command;
  const known = Object.keys(COMMANDS).join(", ");
  throw new Misuse(`Commande inconnue : ${command}. Commandes connues : ${known}. ${SEE_HELP}`);
};

const readStatuts = (text: string | undefined): readonly FilteredStatut[] => {
  if (text === undefined) return DEFAULT_STATUTS;
  if (text === "tous") return FILTERED_STATUTS;
  return text.split(",").map((name) => {
    if (isStatut(name)) return name;
    throw new Misuse(`Statut inconnu : ${name}. Statuts connus : ${FILTERED_STATUTS.join(", ")}, ou tous.`);
  });
};

const readCount = (option: string, text: string | undefined, least = 1): number | undefined => {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= least) return count;
  throw new Misuse(`${option} ${text} n'est pas un nombre entier d'au moins ${least}. ${SEE_HELP}`);
};

/** A SIRET may stand alone: it is what operators are told. */
const readStructure = (text: string | undefined): StructureId | undefined => {
  if (text === undefined) return undefined;
  const id = parseStructureId(/^\d+$/.test(text) ? `SIRET:${text}` : text);
  if (id) return id;
  throw new Misuse(`--structure ${text} n'est pas une structure : écrivez un SIRET, ou TYPE:IDENTIFIANT. ${SEE_HELP}`);
};

const readStade = (text: string): Stade => {
  try {
    return parseStade(text);
  } catch {
    throw new Misuse(`Stade inconnu : ${text}. Stades connus : local, qualification, production.`);
  }
};

/** @throws {Misuse} when a command or an option is unknown, or has a value that it cannot have. */
export const readOpsRequest = (args: readonly string[], now: Date): OpsRequest => {
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = tokens.flatMap((token) => (token.kind === "option" ? [token] : []));
  for (const { name, rawName, value } of given) checkOption(name, rawName, value);
  if (values.help === true || positionals.length === 0) return { help: true };

  const text = (name: OptionName): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  const instant = (name: "depuis" | "jusqua"): string | undefined => {
    const written = text(name);
    return written === undefined ? undefined : readInstant(`--${name}`, written, now);
  };
  const command = readCommand(positionals);
  const operands = positionals.slice(2);
  checkCommand(
    command,
    operands,
    given.map(({ name }) => name),
  );
  return {
    help: false,
    command,
    args: operands,
    options: {
      stade: readStade(text("stade") ?? "local"),
      json: values.json === true,
      machine: text("machine"),
      statuts: readStatuts(text("statut")),
      erreur: text("erreur"),
      structure: readStructure(text("structure")),
      depuis: instant("depuis"),
      jusqua: instant("jusqua"),
      limite: readCount("--limite", text("limite")),
      suite: text("suite"),
      complet: values.complet === true,
      apply: values.apply === true,
      rate: readCount("--rate", text("rate")),
      journal: text("journal"),
      attente: readCount("--attente", text("attente"), 0) ?? DEFAULT_WAIT_SECONDS,
      ecrit: Object.fromEntries(
        FILTERS.flatMap((name) => {
          const written = text(name);
          return written === undefined ? [] : [[name, written]];
        }),
      ),
    },
  };
};
