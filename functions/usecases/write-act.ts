/** From what an act makes of a dossier to all that is to be written of it: the directory is asked for names and partitions. */
import type { Partie } from "#domain/facture/facture.ts";
import { formatStructureId, type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import type { Structure } from "#domain/structures/structure.ts";
import { avisOf } from "#domain/travaux/avis.ts";
import type { StatusChange } from "#domain/travaux/decide.ts";
import { type Dossier, findPiece, type Piece } from "#domain/travaux/dossier.ts";
import { standingOf } from "#domain/travaux/standing.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { ActeEcrit, Decision, Payable } from "#ports/dossiers.ts";

/** What the domain made of it. */
export interface Course {
  /** Undefined where the act opens the dossier. */
  readonly before: Dossier | undefined;
  readonly after: Dossier;
  readonly changes: readonly StatusChange[];
}

export const partieOf = (structure: Structure): Partie => ({
  typeIdentifiantStructure: structure.typeIdentifiantStructure,
  identifiantStructure: structure.identifiantStructure,
  raisonSocialeStructure: structure.raisonSocialeStructure,
});

const wayOf = ({ destinataire, codeService, numeroEngagement }: Piece): string =>
  JSON.stringify([formatStructureId(destinataire), codeService, numeroEngagement]);

/** Pieces that go elsewhere than before. */
const rerouted = ({ before, after }: Course): readonly Piece[] =>
  (before?.pieces ?? []).flatMap((piece) => {
    const now = findPiece(after, piece.id);
    return now !== undefined && wayOf(now) !== wayOf(piece) ? [now] : [];
  });

const newlyPayable = ({ before, after }: Course): Piece | undefined =>
  after.pieces.find(({ id, statut }) => {
    const earlier = before && findPiece(before, id);
    return statut === "DEPOSEE" && earlier?.statut !== "DEPOSEE";
  });

export const makeWriteAct = ({ annuaire }: { readonly annuaire: Pick<Annuaire, "structures"> }) => {
  const structureOf = async (id: StructureId): Promise<Structure> => {
    const found = (await annuaire.structures([id])).find((one) => sameStructure(one, id));
    if (found === undefined) throw new Error(`structure ${formatStructureId(id)} has left the directory`);
    return found;
  };

  const payableOf = async ({ id, deposeeLe, destinataire }: Piece): Promise<Payable> => {
    const structure = await structureOf(destinataire);
    return {
      facture: id,
      dateDepot: deposeeLe,
      destinataire: partieOf(structure),
      partitions: structure.partitions,
    };
  };

  return async (
    course: Course,
    { acte, by, auteur, instant, empreinte, motif }: Omit<Decision, "dossier" | "visit" | "statut" | "issue" | "avis">,
  ): Promise<ActeEcrit> => {
    const { before, after, changes } = course;
    const payable = newlyPayable(course);
    return {
      before,
      after,
      changes,
      decision: {
        dossier: after.id,
        visit: before?.visit ?? 0,
        acte,
        by,
        auteur,
        instant,
        empreinte,
        ...standingOf(after),
        ...(motif !== undefined && { motif }),
        avis: avisOf(before, after),
      },
      reroutees: await Promise.all(
        rerouted(course).map(async (piece) => ({
          piece,
          destinataire: partieOf(await structureOf(piece.destinataire)),
        })),
      ),
      ...(payable && { payable: await payableOf(payable) }),
    };
  };
};
