import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { signIn } from "#infra/cli/platform.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";

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

/** Runs `npm run annuaire` as a person would; the platform's endpoints are in the environment. */
const annuaire = (...args: string[]): Promise<Ended> =>
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
const COMPTE = {
  clientId: "atelier",
  rattachements: [{ structure: "SIRET:99900013600013", habilitations: { FACTURES_EMISES: "MODIFICATION" } }],
};

const Secret = z.object({ clientId: z.string(), secret: z.string() });

describe("npm run annuaire", () => {
  it("imports a structure and its account, gives it a secret, and the account can deposit", async () => {
    expect(await annuaire("importer", file({ structures: [STRUCTURE], comptes: [COMPTE] }))).toMatchObject({
      status: 0,
      out: "1 structures, 1 technical accounts and 0 people written in local.\n",
    });
    const first = Secret.parse(JSON.parse((await annuaire("secret", "atelier", "--json")).out));
    const second = Secret.parse(JSON.parse((await annuaire("secret", "atelier", "--json")).out));
    for (const { clientId, secret } of [first, second]) {
      const session = await signIn(platform.api, clientId, secret);
      expect(await session.open({ nomFichier: "f.xml", taille: 1 })).toMatchObject({ statut: "EN_ATTENTE_DE_FICHIER" });
    }
  });

  it("retires the earlier secret when a third one comes, and refuses one past its end", async () => {
    await annuaire("importer", file({ comptes: [{ ...COMPTE, clientId: "trois" }] }));
    const given = [];
    for (const fin of ["2098-01-01", "2099-01-01", "2099-06-01"]) {
      given.push(Secret.parse(JSON.parse((await annuaire("secret", "trois", "--fin", fin, "--json")).out)));
    }
    const answers = await Promise.allSettled(
      given.map(({ clientId, secret }) => signIn(platform.api, clientId, secret)),
    );
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    const ended = Secret.parse(JSON.parse((await annuaire("secret", "fini", "--fin", "2020-01-01", "--json")).out));
    await expect(signIn(platform.api, ended.clientId, ended.secret)).rejects.toMatchObject({ status: 401 });
  });

  it.each([
    ["a wrong SIRET key", { structures: [{ ...STRUCTURE, id: "SIRET:99900013600014" }] }, "right key"],
    ["an unknown field", { structures: [{ ...STRUCTURE, couleur: "bleu" }] }, "couleur"],
    [
      "an unknown habilitation",
      {
        comptes: [
          { clientId: "abc", rattachements: [{ structure: STRUCTURE.id, habilitations: { TOUT: "MODIFICATION" } }] },
        ],
      },
      "TOUT",
    ],
  ])("refuses a file with %s, names it, and writes nothing", async (_, content, named) => {
    const ended = await annuaire("importer", file(content));
    expect(ended).toMatchObject({ status: 1, out: "" });
    expect(ended.error).toContain("nothing was written");
    expect(ended.error).toContain(named);
  });

  it.each([
    [["importer"]],
    [["detruire", "x"]],
    [["secret", "x", "--fin", "demain"]],
    [["importer", "x", "--inconnu"]],
  ])("says what is wrong with %j, and exits with 2", async (args) => {
    const ended = await annuaire(...args);
    expect(ended.status).toBe(2);
    expect(ended.error).not.toBe("");
  });

  it("explains itself", async () => {
    expect((await annuaire("--help")).out).toContain("importer FILE");
  });
});
