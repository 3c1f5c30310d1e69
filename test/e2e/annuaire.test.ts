import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { runAnnuaire } from "#infra/cli/annuaire-command.ts";
import { signIn } from "#infra/cli/platform.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { memoryTerminal } from "#test/unit/cli/memory-terminal.ts";

let platform: Platform;
let folder: string;
beforeAll(async () => {
  platform = await startPlatform();
  folder = mkdtempSync(join(tmpdir(), "plainchant-annuaire-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await platform.stop();
});

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** The command in this process: the platform's endpoints are in the environment. */
const annuaire = async (...args: string[]): Promise<Ended> => {
  const terminal = memoryTerminal();
  const status = await runAnnuaire(args, terminal);
  return { status, ...terminal.written };
};

/** The same as a person runs it. */
const annuaireApart = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, ["infra/cli/annuaire.ts", ...args], (failure, out, error) => {
      resolve({ status: failure === null ? 0 : Number(failure.code), out, error });
    });
  });

const file = (content: unknown): string => {
  const path = join(folder, "annuaire.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
};

const STRUCTURE = { id: "SIRET:99900013600013", raisonSocialeStructure: "Atelier", structurePriveePublique: "PRIVEE" };
const RATTACHEMENT = { structure: STRUCTURE.id, habilitations: { FACTURES_EMISES: "MODIFICATION" } };
const COMPTE = { clientId: "atelier", rattachements: [RATTACHEMENT] };

const Secret = z.object({ clientId: z.string(), secret: z.string(), fin: z.iso.datetime() });

const secretOf = async (...args: string[]): Promise<z.output<typeof Secret>> =>
  Secret.parse(JSON.parse((await annuaire("secret", ...args, "--json")).out));

describe("npm run annuaire", () => {
  it("imports a structure and its account, gives it a secret, and the account can deposit", async () => {
    expect(await annuaireApart("importer", file({ structures: [STRUCTURE], comptes: [COMPTE] }))).toEqual({
      status: 0,
      out: "1 structures, 1 technical accounts and 0 people written in local.\n",
      error: "",
    });
    const apart = await annuaireApart("secret", "atelier", "--json");
    for (const { clientId, secret } of [Secret.parse(JSON.parse(apart.out)), await secretOf("atelier")]) {
      const session = await signIn(platform.api, clientId, secret);
      expect(await session.open({ nomFichier: "f.xml", taille: 1 })).toMatchObject({ statut: "EN_ATTENTE_DE_FICHIER" });
    }
  });

  it("says what it wrote in numbers, for whoever reads JSON", async () => {
    const { out } = await annuaire("importer", file({ structures: [STRUCTURE], comptes: [COMPTE] }), "--json");
    expect(JSON.parse(out)).toEqual({ structures: 1, comptes: 1, personnes: 0 });
  });

  it("shows a secret once, with its end, 424 days from now", async () => {
    const { status, out } = await annuaire("secret", "atelier-bois");
    expect(status).toBe(0);
    const lines = out.split("\n");
    expect(lines[0]).toBe("client_id      atelier-bois");
    expect(lines[1]).toMatch(/^client_secret {2}[\w-]{43}$/);
    const days = (Date.parse(lines[2]?.slice("until".length).trim() ?? "") - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(424);
    expect(out).toContain("This secret is not kept anywhere: note it now.");
  });

  it("retires the earlier secret when a third one comes, and refuses one past its end", async () => {
    await annuaire("importer", file({ comptes: [{ ...COMPTE, clientId: "trois" }] }));
    const given = [];
    for (const fin of ["2098-01-01", "2099-01-01", "2099-06-01"]) given.push(await secretOf("trois", "--fin", fin));
    const answers = await Promise.allSettled(
      given.map(({ clientId, secret }) => signIn(platform.api, clientId, secret)),
    );
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    const ended = await secretOf("fini", "--fin", "2020-01-01");
    await expect(signIn(platform.api, ended.clientId, ended.secret)).rejects.toMatchObject({ status: 401 });
  });

  it.each([
    ["a wrong SIRET key", { structures: [{ ...STRUCTURE, id: "SIRET:99900013600014" }] }, "right key"],
    ["an unknown field", { structures: [{ ...STRUCTURE, couleur: "bleu" }] }, "couleur"],
    [
      "an unknown habilitation",
      { comptes: [{ clientId: "abc", rattachements: [{ ...RATTACHEMENT, habilitations: { TOUT: "MODIFICATION" } }] }] },
      "TOUT",
    ],
  ])("refuses a file with %s, names it, and writes nothing", async (_, content, named) => {
    const ended = await annuaire("importer", file(content));
    expect(ended).toMatchObject({ status: 1, out: "" });
    expect(ended.error).toContain("nothing was written");
    expect(ended.error).toContain(named);
  });

  it("cannot invite people here, where no message leaves, and says so", async () => {
    const personne = { email: "a@atelier.exemple", rattachements: [RATTACHEMENT] };
    const ended = await annuaire("importer", file({ personnes: [personne] }));
    expect(ended).toMatchObject({ status: 1, out: "" });
    expect(ended.error).toContain("AdminCreateUser without MessageAction SUPPRESS is not supported");
  });

  it("asks whether a stage is deployed that has no parameters", async () => {
    const ended = await annuaire("secret", "atelier", "--stade", "qualification");
    expect(ended).toMatchObject({ status: 1, out: "" });
    expect(ended.error).toMatch(/^the parameter \S+ is missing: is qualification deployed\?\n$/);
  });

  it("is misused without an argument, and its process ends with 2", async () => {
    expect(await annuaireApart("importer")).toEqual({
      status: 2,
      out: "",
      error: "importer needs an argument: see --help\n",
    });
  });
});
