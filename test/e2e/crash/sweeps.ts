/** What the hourly sweep had to repair, as its log says: nothing, when every wake-up survives the kills by itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { physicalName } from "#infra/naming.ts";

const Line = z.object({
  message: z.string(),
  relances: z.number().default(0),
  evenements: z.number().default(0),
});

/** Deposits that went back to the intake, and events that were done late. */
export const repairedBySweeps = (dataDir: string): number =>
  readFileSync(join(dataDir, "lambda", "logs", `${physicalName("local", "Echeances")}.log`), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => Line.parse(JSON.parse(line)))
    .filter(({ message }) => message === "BALAYAGE")
    .reduce((sum, { relances, evenements }) => sum + relances + evenements, 0);
