import { describe, expect, it } from "vitest";
import { DirectoryFile } from "#infra/cli/directory-file.ts";

const STRUCTURE = { id: "SIRET:99900013600013", raisonSocialeStructure: "Atelier", structurePriveePublique: "PRIVEE" };
const RATTACHEMENT = { structure: STRUCTURE.id, habilitations: { FACTURES_EMISES: "MODIFICATION" } };
const COMPTE = { clientId: "atelier", rattachements: [RATTACHEMENT] };

/** Where each fault of the file stands. */
const faultsOf = (file: unknown): readonly string[] =>
  DirectoryFile.safeParse(file).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("a directory file", () => {
  it("may be empty", () => {
    expect(DirectoryFile.parse({})).toEqual({ structures: [], comptes: [], personnes: [] });
  });

  it("need say no more of a structure than who it is", () => {
    expect(DirectoryFile.parse({ structures: [STRUCTURE] }).structures).toEqual([
      {
        typeIdentifiantStructure: "SIRET",
        identifiantStructure: "99900013600013",
        raisonSocialeStructure: "Atelier",
        structurePriveePublique: "PRIVEE",
        statut: "ACTIVE",
        parametres: {
          numeroEJDoitEtreRenseigne: false,
          codeServiceDoitEtreRenseigne: false,
          gestionNumeroEJOuCodeService: false,
          getaMoa: false,
          estMoaUniquement: false,
        },
        partitions: 1,
        services: [],
      },
    ]);
  });

  it("may say of it all that the directory keeps", () => {
    const entry = {
      ...STRUCTURE,
      statut: "INACTIVE",
      emailStructure: "compta@atelier.exemple",
      parametres: { getaMoa: true, estMoaUniquement: undefined },
      partitions: 4,
      services: [{ codeService: "A_1-b", nomService: "Accueil", statut: "SUPPRIME", numeroEngagement: true }],
    };
    expect(DirectoryFile.parse({ structures: [entry] }).structures).toMatchObject([
      {
        statut: "INACTIVE",
        emailStructure: "compta@atelier.exemple",
        parametres: { getaMoa: true, estMoaUniquement: false },
        partitions: 4,
        services: entry.services,
      },
    ]);
  });

  it("takes identifiers of other types than SIRET, without a key", () => {
    const { structures } = DirectoryFile.parse({
      structures: [{ ...STRUCTURE, id: "UE_HORS_FRANCE:DE123456789" }],
    });
    expect(structures).toMatchObject([
      { typeIdentifiantStructure: "UE_HORS_FRANCE", identifiantStructure: "DE123456789" },
    ]);
  });

  it("attaches accounts and people, VALIDEE unless it says otherwise", () => {
    const { comptes, personnes } = DirectoryFile.parse({
      comptes: [COMPTE],
      personnes: [{ email: "a@atelier.exemple", rattachements: [RATTACHEMENT] }],
    });
    const attached = {
      structure: { typeIdentifiantStructure: "SIRET", identifiantStructure: "99900013600013" },
      statut: "VALIDEE",
      habilitations: { FACTURES_EMISES: "MODIFICATION" },
    };
    expect(comptes).toEqual([{ clientId: "atelier", rattachements: [attached] }]);
    expect(personnes).toEqual([{ email: "a@atelier.exemple", rattachements: [attached], exploitant: false }]);
  });

  it("marks people as operators, and nobody else: a technical account operates nothing", () => {
    const ops = { email: "ops@plateforme.exemple", rattachements: [], exploitant: true };
    expect(DirectoryFile.parse({ personnes: [ops] }).personnes).toEqual([ops]);
    expect(faultsOf({ comptes: [{ ...COMPTE, exploitant: true }] })).toEqual(["comptes.0"]);
  });

  it.each([
    ["a wrong SIRET key", { id: "SIRET:99900013600014" }, "structures.0.id"],
    ["an identifier without its type", { id: "99900013600013" }, "structures.0.id"],
    ["an unknown type of identifier", { id: "SIRENE:99900013600013" }, "structures.0.id"],
    ["no name", { raisonSocialeStructure: "" }, "structures.0.raisonSocialeStructure"],
    ["an address that is none", { emailStructure: "atelier" }, "structures.0.emailStructure"],
    ["no partition", { partitions: 0 }, "structures.0.partitions"],
    ["an unknown parameter", { parametres: { rapide: true } }, "structures.0.parametres"],
    [
      "an accented code service (AIFE annex 7, G1.95)",
      { services: [{ codeService: "ÉCOLES", nomService: "Écoles" }] },
      "structures.0.services.0.codeService",
    ],
    ["a field that nobody knows", { couleur: "bleu" }, "structures.0"],
  ])("is refused with %s of a structure", (_, change, where) => {
    expect(faultsOf({ structures: [{ ...STRUCTURE, ...change }] })).toEqual([where]);
  });

  it.each([
    ["a client id of two characters", { clientId: "ab" }, "comptes.0.clientId"],
    [
      "an unknown level",
      { rattachements: [{ ...RATTACHEMENT, habilitations: { FACTURES_EMISES: "TOUT" } }] },
      "comptes.0.rattachements.0.habilitations.FACTURES_EMISES",
    ],
    [
      "a structure of a wrong key",
      { rattachements: [{ ...RATTACHEMENT, structure: "SIRET:99900013600014" }] },
      "comptes.0.rattachements.0.structure",
    ],
  ])("is refused with %s of an account", (_, change, where) => {
    expect(faultsOf({ comptes: [{ ...COMPTE, ...change }] })).toEqual([where]);
  });
});
