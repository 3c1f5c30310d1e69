/** What the wire forms of several capabilities are made of. */
import * as z from "zod";
import { PAGE } from "#domain/limites/depot.ts";
import { STATUTS } from "#domain/statuts/statuts.ts";
import { IDENTIFIER_TYPES, parseStructureId } from "#domain/structures/identifiers.ts";

/** An enumeration of the keys of a table. */
export const codes = <Table extends object>(table: Table, error?: string) =>
  z.enum(Object.keys(table) as [keyof Table & string], error);

export const instant = (description: string) => z.iso.datetime().describe(`${description} (ISO 8601, UTC)`);

export const id = z.string().regex(/^[0-9a-z]{26}$/, "Un identifiant compte 26 lettres minuscules ou chiffres.");

/** What became of an invoice, or of a piece of works contracts, the oldest line first. */
export const Historique = z.array(
  z.object({
    statut: codes(STATUTS),
    libelleStatut: z.string(),
    date: instant("Passage au statut"),
    libelleMotif: z.string().optional().describe("Motif d'un refus"),
    commentaire: z.string().optional(),
  }),
);

/** Since when the payment delay of works runs; its end depends on the payer. */
export const DelaiPaiement = z
  .object({
    libelle: z.string().describe("Le fait qui vaut réception de la demande de paiement"),
    article: z.string().describe("Du code de la commande publique"),
    dateReception: instant("Réception de la demande de paiement"),
    depuis: z.iso.date().describe("Le même jour, à Paris : le délai court du lendemain"),
    joursEcoules: z.int().min(0).describe("Jours civils à Paris"),
    notification: z
      .object({
        envoyeLe: instant("Remise au service de courriel").optional(),
        accepteLe: instant("Acceptation par le serveur du destinataire").optional(),
      })
      .optional()
      .describe("Le courriel qui en est la preuve (R2192-15)"),
  })
  .describe("Le délai de paiement, qu'aucune étape du circuit ne suspend ni ne prolonge (R2192-18)");

export const StructureIdWire = z.object({
  typeIdentifiantStructure: codes(IDENTIFIER_TYPES),
  identifiantStructure: z.string(),
});

/** A structure that a caller names. */
export const StructureIdBody = z
  .strictObject({
    typeIdentifiantStructure: codes(IDENTIFIER_TYPES, "Le type d'identifiant n'est pas connu."),
    identifiantStructure: z.string("Indiquez l'identifiant de la structure."),
  })
  .refine(
    ({ typeIdentifiantStructure, identifiantStructure }) =>
      IDENTIFIER_TYPES[typeIdentifiantStructure].form.test(identifiantStructure),
    { path: ["identifiantStructure"], error: "L'identifiant n'a pas la forme de son type." },
  );

/** The structure whose list is asked for. */
export const StructureQuery = z
  .string()
  .transform((text, context) => {
    const parsed = parseStructureId(text);
    if (parsed) return parsed;
    context.addIssue({ code: "custom", message: "Écrivez TYPE:IDENTIFIANT, par exemple SIRET:12345678200010." });
    return z.NEVER;
  })
  .optional()
  .describe("TYPE:IDENTIFIANT, si plusieurs structures vous sont accessibles");

/** Which page of a list. */
export const PAGE_QUERY = {
  curseur: z.string().max(200).optional().describe("Valeur « curseur » de la page précédente"),
  limite: z.coerce
    .number("La limite est un nombre.")
    .int("La limite est un nombre entier.")
    .min(1, "La limite est d'au moins 1.")
    .max(PAGE.maximum, `La limite est d'au plus ${PAGE.maximum}.`)
    .optional(),
} as const;
