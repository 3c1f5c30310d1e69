/**
 * A small directory to try the platform with. Every identifier begins with 999: no real company has one; their
 * control keys are right, so that they pass the same checks as real ones.
 */
import type { StructureId } from "#domain/structures/identifiers.ts";
import { NO_REQUIREMENT, type Parametres, type Rattachement } from "#domain/structures/structure.ts";
import type { StructureEntry } from "#usecases/edit-annuaire.ts";

const siret = (identifiantStructure: string): StructureId => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
});

interface Options {
  readonly parametres?: Partial<Parametres>;
  readonly services?: StructureEntry["services"];
  readonly statut?: StructureEntry["statut"];
  readonly email?: string;
}

const structure = (
  structurePriveePublique: StructureEntry["structurePriveePublique"],
  identifiant: string,
  raisonSocialeStructure: string,
  { parametres = {}, services = [], statut = "ACTIVE", email }: Options = {},
): StructureEntry => ({
  ...siret(identifiant),
  raisonSocialeStructure,
  structurePriveePublique,
  statut,
  parametres: { ...NO_REQUIREMENT, ...parametres },
  partitions: 1,
  services,
  ...(email !== undefined && { emailStructure: email }),
});

const service = (codeService: string, nomService: string, numeroEngagement = false) =>
  ({ codeService, nomService, statut: "ACTIF", numeroEngagement }) as const;

export const SAMPLES = {
  ministere: structure("PUBLIQUE", "99900001100018", "Ministère de l'Exemple", {
    parametres: { numeroEJDoitEtreRenseigne: true, codeServiceDoitEtreRenseigne: true },
    services: [
      service("FINANCES", "Service financier", true),
      { codeService: "ARCHIVES", nomService: "Service fermé", statut: "INACTIF", numeroEngagement: false },
    ],
    email: "factures@ministere.exemple",
  }),
  commune: structure("PUBLIQUE", "99900002900010", "Commune de Sainte-Exemple", {
    parametres: { gestionNumeroEJOuCodeService: true },
    services: [service("TECHNIQUE", "Services techniques"), service("ECOLES", "Affaires scolaires", true)],
    email: "compta@commune.exemple",
  }),
  lycee: structure("PUBLIQUE", "99900003700013", "Lycée Modèle", { email: "intendance@lycee.exemple" }),
  syndicat: structure("PUBLIQUE", "99900004500016", "Syndicat des travaux de l'Exemple", {
    parametres: { getaMoa: true, estMoaUniquement: true },
    email: "moa@syndicat.exemple",
  }),
  ferme: structure("PUBLIQUE", "99900005200012", "Établissement dissous de l'Exemple", { statut: "INACTIVE" }),
  menuiserie: structure("PRIVEE", "99900011000018", "Menuiserie Exemple SARL", {
    email: "factures@menuiserie.exemple",
  }),
  cabinet: structure("PRIVEE", "99900013600013", "Cabinet d'architecture Exemple", {
    email: "chantiers@cabinet.exemple",
  }),
  papeterie: structure("PRIVEE", "99900012800010", "Papeterie Modèle SAS", { email: "factures@papeterie.exemple" }),
} as const;

const rattachement = (entry: StructureEntry, habilitations: Rattachement["habilitations"]): Rattachement => ({
  structure: siret(entry.identifiantStructure),
  statut: "VALIDEE",
  habilitations,
});

const SUPPLIER: Rattachement["habilitations"] = { FACTURES_EMISES: "MODIFICATION" };
const BUILDER: Rattachement["habilitations"] = {
  ...SUPPLIER,
  FACTURES_TRAVAUX: "MODIFICATION",
  FACTURES_A_VALIDER: "MODIFICATION",
};
const ON_SITE: Rattachement["habilitations"] = { FACTURES_TRAVAUX: "MODIFICATION" };
const RECIPIENT: Rattachement["habilitations"] = { FACTURES_RECUES: "MODIFICATION" };

export interface SampleAccount {
  readonly clientId: string;
  /** Known to everyone who reads this file: only for a platform on one's own machine. */
  readonly secret: string;
  readonly rattachements: readonly Rattachement[];
}

export const SAMPLE_ACCOUNTS = {
  menuiserie: {
    clientId: "exemple-menuiserie",
    secret: "secret-d-exemple-menuiserie",
    rattachements: [rattachement(SAMPLES.menuiserie, BUILDER)],
  },
  cabinet: {
    clientId: "exemple-cabinet",
    secret: "secret-d-exemple-cabinet",
    rattachements: [rattachement(SAMPLES.cabinet, ON_SITE)],
  },
  syndicat: {
    clientId: "exemple-syndicat",
    secret: "secret-d-exemple-syndicat",
    rattachements: [rattachement(SAMPLES.syndicat, ON_SITE)],
  },
  papeterie: {
    clientId: "exemple-papeterie",
    secret: "secret-d-exemple-papeterie",
    rattachements: [rattachement(SAMPLES.papeterie, SUPPLIER)],
  },
  commune: {
    clientId: "exemple-commune",
    secret: "secret-d-exemple-commune",
    rattachements: [rattachement(SAMPLES.commune, RECIPIENT)],
  },
  ministere: {
    clientId: "exemple-ministere",
    secret: "secret-d-exemple-ministere",
    rattachements: [rattachement(SAMPLES.ministere, RECIPIENT)],
  },
} as const satisfies Record<string, SampleAccount>;

export interface SamplePerson {
  readonly email: string;
  readonly password: string;
  readonly rattachements: readonly Rattachement[];
  /** Operates the platform. */
  readonly exploitant?: true;
}

export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  {
    email: "camille@menuiserie.exemple",
    password: "Exemple-2026-menuiserie",
    rattachements: [rattachement(SAMPLES.menuiserie, SUPPLIER)],
  },
  {
    email: "dominique@commune.exemple",
    password: "Exemple-2026-commune",
    rattachements: [rattachement(SAMPLES.commune, RECIPIENT)],
  },
  {
    email: "alix@plateforme.exemple",
    password: "Exemple-2026-exploitant",
    rattachements: [],
    exploitant: true,
  },
];
