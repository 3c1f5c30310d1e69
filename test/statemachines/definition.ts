/** The definition of the machine, as it stands in the repository, and what it says of its states. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const FOLDER = join(import.meta.dirname, "../../statemachines/travaux");

const Rule = z.strictObject({ Condition: z.string(), Next: z.string() });

const Retrier = z.object({ ErrorEquals: z.array(z.string()) });

const State = z.object({
  Type: z.enum(["Task", "Choice", "Succeed", "Fail"]),
  Comment: z.string().optional(),
  Resource: z.string().optional(),
  Arguments: z.record(z.string(), z.json()).optional(),
  Next: z.string().optional(),
  Choices: z.array(Rule).default([]),
  Default: z.string().optional(),
  Retry: z.array(Retrier).default([]),
  Error: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  HeartbeatSeconds: z.number().optional(),
  Catch: z.array(z.json()).optional(),
});

const Definition = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });

const Example = z.strictObject({
  /** What it shows. */
  titre: z.string(),
  /** Of the row that the machine reads; none for a dossier that is not there. */
  dossier: z
    .strictObject({ visit: z.number(), statutAttendu: z.string().optional(), issue: z.string().optional() })
    .nullable(),
  /** What the function answers, in turn. */
  reponses: z.array(
    z.strictObject({
      acte: z.string(),
      visit: z.number(),
      statut: z.string().optional(),
      issue: z.string().optional(),
    }),
  ),
  fin: z.union([z.strictObject({ etat: z.string() }), z.strictObject({ erreur: z.string() })]),
});

export type Example = z.infer<typeof Example>;

const read = (path: string): string => readFileSync(join(FOLDER, path), "utf8");

/** With the names that the template gives. */
export const substituted = (names: Readonly<Record<string, string>>): string =>
  read("definition.asl.json").replace(/\$\{(\w+)\}/g, (placeholder, name: string) => names[name] ?? placeholder);

export const { StartAt, States } = Definition.parse(JSON.parse(read("definition.asl.json")));

/** Errors that its retries and its own failures name. */
export const NAMED_ERRORS: readonly string[] = Object.values(States).flatMap(({ Retry, Error: failure }) => [
  ...Retry.flatMap(({ ErrorEquals }) => ErrorEquals),
  ...(failure === undefined ? [] : [failure]),
]);

export const page = read("README.md");

export const EXAMPLES: readonly (readonly [name: string, Example])[] = readdirSync(join(FOLDER, "examples")).map(
  (file) => [file.replace(/\.json$/, ""), Example.parse(JSON.parse(read(`examples/${file}`)))],
);
