/** The file that `npm run annuaire -- importer` takes: structures, technical accounts and people. */
import * as z from "zod";
import { isSiret, parseStructureId, type StructureId } from "#domain/structures/identifiers.ts";
import { ESPACES, NIVEAUX, NO_REQUIREMENT, STATUTS_RATTACHEMENT } from "#domain/structures/structure.ts";

const structureId = z.string().transform((text, context): StructureId => {
  const id = parseStructureId(text);
  if (id && (id.typeIdentifiantStructure !== "SIRET" || isSiret(id.identifiantStructure))) return id;
  context.addIssue({
    code: "custom",
    message: "expected TYPE:IDENTIFIER with a right key, such as SIRET:73282932000074",
  });
  return z.NEVER;
});

const Parametres = z.strictObject({
  numeroEJDoitEtreRenseigne: z.boolean(),
  codeServiceDoitEtreRenseigne: z.boolean(),
  gestionNumeroEJOuCodeService: z.boolean(),
  getaMoa: z.boolean(),
  estMoaUniquement: z.boolean(),
});

/** Characters of a code service: digits, unaccented letters, "-" and "_" (AIFE annex 7, G1.95). */
const CODE_SERVICE = /^[A-Za-z0-9_-]{1,100}$/;

const Service = z.strictObject({
  codeService: z.string().regex(CODE_SERVICE),
  nomService: z.string().min(1),
  statut: z.enum(["ACTIF", "INACTIF", "SUPPRIME"]).default("ACTIF"),
  numeroEngagement: z.boolean().default(false),
});

const StructureEntry = z
  .strictObject({
    id: structureId,
    raisonSocialeStructure: z.string().min(1).max(99),
    structurePriveePublique: z.enum(["PRIVEE", "PUBLIQUE"]),
    statut: z.enum(["ACTIVE", "INACTIVE"]).default("ACTIVE"),
    emailStructure: z.email().optional(),
    parametres: Parametres.partial().default({}),
    partitions: z.int().min(1).max(100).default(1),
    services: z.array(Service).default([]),
  })
  .transform(({ id, emailStructure, parametres, ...entry }) => ({
    ...id,
    ...entry,
    ...(emailStructure !== undefined && { emailStructure }),
    parametres: { ...NO_REQUIREMENT, ...dropUndefined(parametres) },
  }));

const dropUndefined = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const Rattachement = z.strictObject({
  structure: structureId,
  statut: z.enum(STATUTS_RATTACHEMENT).default("VALIDEE"),
  habilitations: z.partialRecord(z.enum(ESPACES), z.enum(NIVEAUX)),
});

export const DirectoryFile = z.strictObject({
  structures: z.array(StructureEntry).default([]),
  comptes: z
    .array(
      z.strictObject({ clientId: z.string().regex(/^[A-Za-z0-9._-]{3,64}$/), rattachements: z.array(Rattachement) }),
    )
    .default([]),
  personnes: z
    .array(
      z.strictObject({
        email: z.email(),
        rattachements: z.array(Rattachement),
        // Of people alone: a technical account operates nothing.
        exploitant: z.boolean().default(false),
      }),
    )
    .default([]),
});
