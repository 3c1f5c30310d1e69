/**
 * What a bulk redrive has done, line after line of JSON, so that an interrupted run goes on where it stopped. The plan
 * stands first and whole; a run that died before its end has redriven nothing, and is forgotten.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";

const Id = { machine: z.string(), nom: z.string() };

const Target = z.object({ quoi: z.literal("CIBLE"), ...Id, reprises: z.int() });
const SetAside = z.object({
  quoi: z.literal("ECARTEE"),
  ...Id,
  remede: z.enum(["restart", "aucun"]),
  raison: z.string(),
});
const Done = z.object({
  quoi: z.literal("REPRISE"),
  ...Id,
  resultat: z.enum(["REPRISE", "DEJA_REPRISE", "REFUSEE"]),
  raison: z.string().optional(),
});

const Line = z.discriminatedUnion("quoi", [
  z.object({ quoi: z.literal("DEBUT"), instant: z.string(), commande: z.string() }),
  Target,
  SetAside,
  z.object({ quoi: z.literal("PLAN"), cibles: z.int() }),
  Done,
  z.object({ quoi: z.literal("FIN"), instant: z.string() }),
]);

type Line = z.output<typeof Line>;

export type PlannedRedrive = Omit<z.output<typeof Target>, "quoi">;
export type PlannedExclusion = Omit<z.output<typeof SetAside>, "quoi">;
export type RedriveNote = Omit<z.output<typeof Done>, "quoi">;

export interface RedrivePlan {
  /** What was asked for, to tell the same command from another. */
  readonly commande: string;
  readonly cibles: readonly PlannedRedrive[];
  readonly ecartees: readonly PlannedExclusion[];
}

/** A run that has not ended. */
export interface UnfinishedRun extends RedrivePlan {
  readonly faites: readonly RedriveNote[];
}

/** A line that a kill cut short is no line: what it would have said is asked of Step Functions again. */
const readLine = (text: string): readonly Line[] => {
  try {
    return [Line.parse(JSON.parse(text))];
  } catch {
    return [];
  }
};

const only = <Kind extends Line["quoi"]>(
  lines: readonly Line[],
  quoi: Kind,
): readonly Extract<Line, { quoi: Kind }>[] =>
  lines.filter((line): line is Extract<Line, { quoi: Kind }> => line.quoi === quoi);

const write = (file: string, lines: readonly Line[]): void => {
  mkdirSync(dirname(file), { recursive: true });
  // Begins with a line end, in case the last line was cut short.
  appendFileSync(file, lines.map((line) => `\n${JSON.stringify(line)}`).join(""));
};

/** The last run of the file, if it did not end. Throws when the file cannot be read. */
export const readUnfinished = (file: string): UnfinishedRun | undefined => {
  if (!existsSync(file)) return undefined;
  const all = readFileSync(file, "utf8").split("\n").flatMap(readLine);
  const lines = all.slice(all.findLastIndex(({ quoi }) => quoi === "DEBUT"));
  const [start] = only(lines, "DEBUT");
  const [plan] = only(lines, "PLAN");
  const cibles = only(lines, "CIBLE");
  if (!start || plan?.cibles !== cibles.length || only(lines, "FIN").length > 0) return undefined;
  return {
    commande: start.commande,
    cibles,
    ecartees: only(lines, "ECARTEE"),
    faites: only(lines, "REPRISE"),
  };
};

export const beginRun = (file: string, { commande, cibles, ecartees }: RedrivePlan, now: Date): void =>
  write(file, [
    { quoi: "DEBUT", instant: now.toISOString(), commande },
    ...cibles.map((cible) => ({ ...cible, quoi: "CIBLE" as const })),
    ...ecartees.map((ecartee) => ({ ...ecartee, quoi: "ECARTEE" as const })),
    { quoi: "PLAN", cibles: cibles.length },
  ]);

export const noteRedrive = (file: string, note: RedriveNote): void => write(file, [{ quoi: "REPRISE", ...note }]);

export const endRun = (file: string, now: Date): void => write(file, [{ quoi: "FIN", instant: now.toISOString() }]);
