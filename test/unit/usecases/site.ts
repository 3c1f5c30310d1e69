/** A building site with more people on it, and acts on its dossiers at the visit where they stand. */
import type { PrincipalId } from "#domain/structures/structure.ts";
import { AGENT_MOE, chantier, MOA, MOE, TITULAIRE } from "#test/unit/usecases/chantier.ts";
import { principal, siret, structure } from "#test/unit/usecases/given.ts";
import type { DemandeActe } from "#usecases/act-on-dossier.ts";

export const READER_MOE: PrincipalId = "compte:lecteur-moe";
export const OTHER_MOE: PrincipalId = "compte:autre-moe";
export const AUTRE_MOE = "99900024000010";
export const AUTRE_MOA = "99900025000017";
export const INACTIVE = "99900026000015";

export const dit = { commentaire: "Voir le courrier du 2 avril." };
export type Acte = Omit<DemandeActe, "visite">;

export const PRISE: Acte = { acte: "prendreEnCompte" };
export const REFUS: Acte = { acte: "refuser", motif: "AUTRE", ...dit };

/** The building site, with a second MOE and MOA, and acts that name the visit of the dossier as it stands. */
export const site = async () => {
  const world = chantier();
  const inactive = { ...structure(INACTIVE, "PRIVEE"), statut: "INACTIVE" as const };
  for (const one of [structure(AUTRE_MOE, "PRIVEE"), structure(AUTRE_MOA, "PUBLIQUE"), inactive]) {
    await world.editor.saveStructure(one, []);
  }
  for (const one of [
    principal(READER_MOE, MOE, { FACTURES_TRAVAUX: "CONSULTATION_UNIQUEMENT" }),
    principal(OTHER_MOE, AUTRE_MOE, { FACTURES_TRAVAUX: "MODIFICATION" }),
  ]) {
    await world.editor.savePrincipal(one);
  }
  const idOf = async (piece: string): Promise<string> => (await world.factures.find(piece))?.dossier ?? "";
  const read = async (piece: string) => {
    const dossier = await world.dossiers.find(await idOf(piece));
    if (dossier === undefined) throw new Error(`no dossier holds ${piece}`);
    return dossier;
  };
  const act = async (by: PrincipalId, piece: string, acte: Acte) => {
    const { id, visit } = await read(piece);
    return world.actOnDossier(by, id, { visite: visit, ...acte });
  };
  return {
    ...world,
    idOf,
    read,
    act,
    statuses: async (piece: string) => (await read(piece)).pieces.map(({ cadre, statut }) => `${cadre} ${statut}`),
    /** An état d'acompte that waits for the MOA. */
    acompte: async () => {
      const a4 = await world.request();
      const a15 = await world.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
      return { a4, a15 };
    },
    /** A subcontractor's request that waits for its valideurs. */
    soustraitance: (...valideurs: readonly string[]) =>
      world.piece("DP-1", "A10", TITULAIRE, { moe: siret(MOE), moa: siret(MOA), valideurs: valideurs.map(siret) }),
  };
};

export const codeOf = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => "done",
    (error: { readonly code?: unknown }) => error.code ?? error,
  );
