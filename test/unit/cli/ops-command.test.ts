/** What `npm run ops` says in corners where a whole platform is not needed. */
import { describe, expect, it } from "vitest";
import { type MemoryMachine, memoryExecutions } from "#adapters/memory/memory-executions.ts";
import { memoryFilesMortes } from "#adapters/memory/memory-files-mortes.ts";
import type { DeadLetter } from "#domain/exploitation/dead-letter.ts";
import { runOps } from "#infra/cli/ops-command.ts";
import { redriveDeadLetters } from "#infra/cli/ops-dlq.ts";
import { executionText } from "#infra/cli/ops-execution-text.ts";
import { listExecutions } from "#infra/cli/ops-executions.ts";
import { readOpsRequest } from "#infra/cli/ops-options.ts";
import type { OpsOrder } from "#infra/cli/ops-order.ts";
import { followAll, isWell, tally, toldLines } from "#infra/cli/ops-outcomes.ts";
import { opsProgress } from "#infra/cli/ops-progress.ts";
import { redriveExecutions } from "#infra/cli/ops-redrive.ts";
import { restartExecutions } from "#infra/cli/ops-restart.ts";
import type { FilesMortes } from "#ports/files-mortes.ts";
import { makeShowExecution } from "#usecases/exploitation/show-execution.ts";
import { memoryTerminal } from "./memory-terminal.ts";

const NOW = new Date("2026-11-23T12:00:00.000Z");

const machine: MemoryMachine = (entree, reprises) => {
  if (entree === '"bien"') return { reussit: '{"fait":1}' };
  return entree === '"attend"' && reprises > 0 ? { attend: true } : { echoue: "States.Runtime", cause: "x" };
};

const orderOf = (args: readonly string[], files: Partial<FilesMortes> = {}): OpsOrder => {
  const request = readOpsRequest(args, NOW);
  if (request.help) throw new Error("help was asked for");
  const letters = new Map<string, readonly DeadLetter[]>([
    ["intake-dlq", [{ id: "m", corps: "{}", envoyeLe: NOW.toISOString(), attributs: {} }]],
  ]);
  return {
    args: request.args,
    options: request.options,
    platform: {
      executions: memoryExecutions({ chaine: machine }, { now: () => NOW }),
      filesMortes: { ...memoryFilesMortes(letters), ...files },
      depotOfKey: () => undefined,
    },
    progress: opsProgress(() => undefined, false),
    now: () => NOW,
    pause: async () => undefined,
  };
};

const run = async (...args: string[]) => {
  const terminal = memoryTerminal();
  const status = await runOps(args, { terminal, isWatched: false, environment: {} });
  return { status, ...terminal.written };
};

describe("npm run ops", () => {
  it.each([[[]], [["--help"]], [["executions", "list", "-h"]]])("teaches its use: %j", async (args) => {
    expect(await run(...args)).toMatchObject({ status: 0, out: expect.stringMatching(/^npm run ops -- COMMANDE/) });
  });

  it.each([
    [["executions", "list", "--structure", "123"], "--structure 123 n'est pas une structure : écrivez un SIRET"],
    [["dlq", "list", "--stade", "mars"], "Stade inconnu : mars."],
    [["dlq", "list", "--json=oui"], "L'option --json ne prend pas de valeur."],
    [["dlq", "show", "intake", "--limite"], "L'option --limite attend une valeur."],
    [["dlq"], "Commande inconnue : dlq."],
  ])("is misuse: %j", async (args, message) => {
    expect(await run(...args)).toMatchObject({ status: 2, out: "", error: expect.stringContaining(message) });
  });
});

describe("what became of executions", () => {
  it("is said in one line each, and counted", async () => {
    const order = orderOf(["executions", "redrive", "x", "--attente", "0"]);
    const { executions } = order.platform;
    for (const entree of ["bien", "attend", "mal"]) {
      await executions.start({ machine: "chaine", nom: entree }, JSON.stringify(entree));
    }
    await executions.redrive({ machine: "chaine", nom: "attend" }, "jeton");
    const told = await followAll(order, [
      { machine: "chaine", nom: "bien", reprises: 0 },
      { machine: "chaine", nom: "attend", reprises: 1 },
      { machine: "chaine", nom: "mal", reprises: 0 },
      { machine: "chaine", nom: "mal", reprises: 1 },
      { machine: "chaine", nom: "absente", reprises: 1 },
    ]);
    const refused = { machine: "chaine", nom: "z", verdict: { etat: "REFUSEE", raison: "trop tard" } } as const;
    const lines = toldLines([...told, refused]).split("\n");
    expect(lines.map((line) => line.split("  ")[0])).toEqual([
      "réussie",
      "attend",
      "échouée à nouveau",
      "en cours",
      "introuvable",
      "refusée",
    ]);
    expect(lines[2]).toContain("States.Runtime dans « Travailler » : La machine elle-même s'est trompée");
    expect(tally([...told, ...told, refused])).toBe(
      "2 réussies, 2 attendent, 2 en cours, 2 échouées à nouveau, 2 introuvables, 1 refusée",
    );
    expect(told.map(isWell)).toEqual([true, true, false, true, false]);
  });
});

describe("commands on executions", () => {
  it("start nothing when somebody else has just done so", async () => {
    const order = orderOf(["executions", "restart", "d-1", "--apply"]);
    await order.platform.executions.start({ machine: "chaine", nom: "d-1" }, '"mal"');
    const executions = { ...order.platform.executions, start: async () => false };
    expect(await restartExecutions({ ...order, platform: { ...order.platform, executions } })).toMatchObject({
      ok: true,
      text: expect.stringContaining("d-1-r1 vient d'être démarrée par quelqu'un d'autre"),
    });
  });

  it("say that nothing matches", async () => {
    expect(await redriveExecutions(orderOf(["executions", "redrive", "--machine", "toutes"]))).toEqual({
      ok: true,
      text: "Aucune exécution ne correspond.",
      json: { applique: false, executions: [] },
    });
    expect(await listExecutions(orderOf(["executions", "list", "--stade", "production"]))).toMatchObject({
      text: "0 exécution (FAILED, TIMED_OUT)",
    });
  });

  it("say which machines there are to whoever names another", async () => {
    await expect(listExecutions(orderOf(["executions", "list", "--machine", "x"]))).rejects.toThrow(
      "Machine inconnue : x. Machines déployées : chaine.",
    );
    const order = orderOf(["executions", "list", "--machine", "x"]);
    const executions = memoryExecutions({}, { now: () => NOW });
    await expect(listExecutions({ ...order, platform: { ...order.platform, executions } })).rejects.toThrow(
      "Aucune machine n'est déployée",
    );
  });
});

describe("an execution in words", () => {
  const textOf = async (entree: string, reprises = 0, ...args: string[]): Promise<string> => {
    const order = orderOf(["executions", "show", "d-1", ...args]);
    const { executions } = order.platform;
    await executions.start({ machine: "chaine", nom: "d-1" }, JSON.stringify(entree));
    for (let n = 0; n < reprises; n += 1) await executions.redrive({ machine: "chaine", nom: "d-1" }, String(n));
    const found = await executions.find({ machine: "chaine", nom: "d-1" });
    if (!found) throw new Error("it was not started");
    return executionText(await makeShowExecution(order.platform)(found), NOW, order.options);
  };

  it("that has succeeded has an output, and nothing to be done", async () => {
    const text = await textOf("bien");
    expect(text).toContain('Sortie   {"fait":1}');
    expect(text).toContain("inutile ou impossible : elle a réussi");
    expect(text).not.toContain("Pourquoi");
  });

  it("that the definition broke names the command of its stage", async () => {
    const text = await textOf("mal", 2, "--stade", "production", "--complet");
    expect(text).toContain("en échec dans « Travailler », reprise 2 fois");
    expect(text).toContain("npm run ops -- executions restart chaine/d-1 --stade production --apply");
    expect(text).toContain("TaskStarted");
    expect(text).not.toContain("--complet");
  });

  it("that waits says for what", async () => {
    expect(await textOf("attend", 1)).toContain("Attend   la réponse à son jeton");
  });
});

describe("messages that are given back", () => {
  const redrive = (files: Partial<FilesMortes>, ...args: string[]) =>
    redriveDeadLetters(orderOf(["dlq", "redrive", "intake-dlq", "--apply", ...args], files));

  it("are followed until they are all back", async () => {
    let looks = 0;
    const lastMove: FilesMortes["lastMove"] = async () => {
      looks += 1;
      return looks === 1 ? undefined : { statut: looks < 4 ? "EN_COURS" : "TERMINE", deplaces: looks - 1 };
    };
    expect(await redrive({ lastMove })).toMatchObject({ ok: true, text: "3 messages rendus à intake." });
  });

  it("are not well when the move fails or is cancelled", async () => {
    const ended = (statut: "ECHEC" | "ANNULE", raison?: string): Partial<FilesMortes> => ({
      lastMove: async () => ({ statut, deplaces: 0, ...(raison !== undefined && { raison }) }),
    });
    expect(await redrive(ended("ECHEC", "AccessDenied"))).toMatchObject({
      ok: false,
      text: "0 message rendu à intake ; échec : AccessDenied.",
    });
    expect(await redrive(ended("ECHEC"))).toMatchObject({ text: expect.stringContaining("sans raison") });
    expect(await redrive(ended("ANNULE"))).toMatchObject({ ok: false });
  });
});
