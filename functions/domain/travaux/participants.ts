/** Who takes part in a dossier de facturation: every structure that one of its pieces names, as whichever party. */
import { type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import type { Dossier } from "#domain/travaux/dossier.ts";
import type { Party } from "#domain/travaux/transitions.ts";

export interface Participant {
  readonly as: Exclude<Party, "SYSTEME">;
  readonly structure: StructureId;
}

/** A piece's valideurs take part before and after their turn. */
export const participants = (dossier: Dossier): readonly Participant[] =>
  dossier.pieces.flatMap(({ auteur, moe, moa, valideurs, destinataire }) => [
    { as: "FOURNISSEUR" as const, structure: dossier.fournisseur },
    { as: "AUTEUR" as const, structure: auteur },
    ...(moe ? [{ as: "MOE" as const, structure: moe }] : []),
    ...(moa ? [{ as: "MOA" as const, structure: moa }] : []),
    ...valideurs.map((structure) => ({ as: "VALIDEUR" as const, structure })),
    { as: "DESTINATAIRE" as const, structure: destinataire },
  ]);

export const takesPart = (structure: StructureId, dossier: Dossier): boolean =>
  participants(dossier).some((one) => sameStructure(one.structure, structure));
