import { describe, expect, it } from "vitest";
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import { checkRouting, type DirectoryFacts } from "#domain/regles/chorus/routing-rules.ts";
import { NO_REQUIREMENT, type Parametres, type Service, type Structure } from "#domain/structures/structure.ts";
import { BUYER, SELLER } from "#test/given/invoice.ts";

const structure = (identifiantStructure: string, changes: Partial<Structure> = {}): Structure => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
  raisonSocialeStructure: "Exemple",
  structurePriveePublique: "PUBLIQUE",
  statut: "ACTIVE",
  parametres: NO_REQUIREMENT,
  partitions: 1,
  ...changes,
});

const HEADER: EnTeteFacture = {
  numeroFacture: "F-1",
  dateFacture: "2026-03-31",
  typeFacture: "380",
  cadre: "A1",
  devise: "EUR",
  montantTtc: "120.00",
  fournisseur: { typeIdentifiantStructure: "SIRET", identifiantStructure: SELLER },
  destinataire: { typeIdentifiantStructure: "SIRET", identifiantStructure: BUYER },
};

const SERVICE: Service = { codeService: "S", nomService: "Service", statut: "ACTIF", numeroEngagement: false };

const codes = (header: Partial<EnTeteFacture>, facts: Partial<DirectoryFacts>) =>
  checkRouting(
    { ...HEADER, ...header },
    { fournisseur: structure(SELLER), destinataire: structure(BUYER), service: undefined, ...facts },
  ).map(({ code }) => code);

const asking = (parametres: Partial<Parametres>) => ({
  destinataire: structure(BUYER, { parametres: { ...NO_REQUIREMENT, ...parametres } }),
});

describe("the decision rule of an addressed invoice (Structures API, nominal sequence)", () => {
  it("lets an invoice through to a structure that asks for nothing", () => {
    expect(codes({}, {})).toEqual([]);
  });

  it.each<[string, Partial<DirectoryFacts>, string[]]>([
    ["an inactive seller", { fournisseur: structure(SELLER, { statut: "INACTIVE" }) }, ["FOURNISSEUR_INACTIF"]],
    ["an unknown recipient", { destinataire: undefined }, ["DESTINATAIRE_INCONNU"]],
    [
      "a private recipient",
      { destinataire: structure(BUYER, { structurePriveePublique: "PRIVEE" }) },
      ["DESTINATAIRE_NON_PUBLIC"],
    ],
    ["an inactive recipient", { destinataire: structure(BUYER, { statut: "INACTIVE" }) }, ["DESTINATAIRE_INACTIF"]],
    ["a recipient of works documents only", asking({ estMoaUniquement: true }), ["DESTINATAIRE_MOA_UNIQUEMENT"]],
    ["no service where one is compulsory", asking({ codeServiceDoitEtreRenseigne: true }), ["SERVICE_OBLIGATOIRE"]],
    ["no engagement where one is compulsory", asking({ numeroEJDoitEtreRenseigne: true }), ["ENGAGEMENT_OBLIGATOIRE"]],
    [
      "neither, where one of the two is",
      asking({ gestionNumeroEJOuCodeService: true }),
      ["SERVICE_OU_ENGAGEMENT_OBLIGATOIRE"],
    ],
  ])("refuses %s", (_, facts, expected) => {
    expect(codes({}, facts)).toEqual(expected);
  });

  it.each<[string, Service | undefined, string[]]>([
    ["that does not exist", undefined, ["SERVICE_INCONNU"]],
    ["that was deleted", { ...SERVICE, statut: "SUPPRIME" }, ["SERVICE_INCONNU"]],
    ["that is inactive", { ...SERVICE, statut: "INACTIF" }, ["SERVICE_INACTIF"]],
    ["that asks for an engagement", { ...SERVICE, numeroEngagement: true }, ["ENGAGEMENT_OBLIGATOIRE_POUR_LE_SERVICE"]],
    ["that is active", SERVICE, []],
  ])("judges a service %s", (_, service, expected) => {
    expect(codes({ codeService: "S" }, { service })).toEqual(expected);
  });

  it.each<[string, Partial<EnTeteFacture>]>([
    ["an order", { numeroEngagement: "EJ-1" }],
    ["a contract reference", { numeroMarche: "M-1" }],
    ["both", { numeroEngagement: "EJ-1", numeroMarche: "M-1" }],
  ])("takes %s for an engagement (pivot XSD)", (_, header) => {
    expect(codes(header, asking({ numeroEJDoitEtreRenseigne: true }))).toEqual([]);
    expect(codes(header, asking({ gestionNumeroEJOuCodeService: true }))).toEqual([]);
  });

  it("says once that an engagement is missing, when both the structure and the service ask for it", () => {
    const facts = { ...asking({ numeroEJDoitEtreRenseigne: true }), service: { ...SERVICE, numeroEngagement: true } };
    expect(codes({ codeService: "S" }, facts)).toEqual(["ENGAGEMENT_OBLIGATOIRE"]);
  });
});
