/** A works contract with fictitious parties, and dossiers in it to play with. */
import { type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { type ActDone, type Decision, decide, type NewPiece, openDossier } from "#domain/travaux/decide.ts";
import { awaitingPiece, type Dossier, findPiece, structureOf } from "#domain/travaux/dossier.ts";
import { rowsOf } from "#domain/travaux/possible-acts.ts";
import type { Party } from "#domain/travaux/transitions.ts";

const structure = (siret: string): StructureId => ({ typeIdentifiantStructure: "SIRET", identifiantStructure: siret });

export const TITULAIRE = structure("99900000000017");
export const SOUS_TRAITANT = structure("99900000000025");
export const MANDATAIRE = structure("99900000000033");
export const MOE = structure("99900000000041");
export const MOA = structure("99900000000058");
export const AUTRE = structure("99900000000066");

export const INSTANT = "2026-11-02T09:00:00.000Z";

const AUTEURS = { FOURNISSEUR: TITULAIRE, MOE, MOA } as const;

let numbers = 0;

export const piece = (cadre: CadreMensuel, changes: Partial<NewPiece> = {}): NewPiece => {
  const number = ++numbers;
  return {
    id: `piece-${number}`,
    numero: `${cadre}-${number}`,
    cadre,
    auteur: AUTEURS[CIRCUIT_MENSUEL[cadre].auteur],
    moe: MOE,
    moa: MOA,
    destinataire: MOA,
    montants: { ht: "1000.00", ttc: "1200.00", aPayer: "1200.00" },
    valideurs: [],
    ...changes,
  };
};

export const opened = (cadre: CadreMensuel, changes: Partial<NewPiece> = {}): Dossier =>
  openDossier({ id: "dossier", fournisseur: TITULAIRE, ccag: "2021" }, piece(cadre, changes), INSTANT).dossier;

/** The act done by that party on the piece that waits; fails where the table does not allow it. */
export const act = (dossier: Dossier, par: Party, done: ActDone): Decision => {
  const waiting = awaitingPiece(dossier);
  if (waiting === undefined) throw new Error("the dossier waits for nobody");
  const rows = rowsOf(waiting, dossier).filter((row) => row.acte === done.acte && row.by === par);
  const row =
    rows.find(({ motifs }) => done.motif !== undefined && motifs?.includes(done.motif)) ??
    rows.find(({ motifs }) => motifs === undefined);
  if (row === undefined) throw new Error(`${par} may not ${done.acte} a piece ${waiting.statut}`);
  return decide(dossier, row, waiting, done, INSTANT);
};

/** The statuses of its pieces, by cadre, in the order of their deposit. */
export const statuses = ({ pieces }: Dossier): readonly string[] =>
  pieces.map(({ cadre, statut }) => `${cadre} ${statut}`);

export const holder = (dossier: Dossier, par: Party): StructureId | undefined => {
  const waiting = awaitingPiece(dossier);
  return waiting && structureOf(par, waiting, dossier);
};

export const isSame = (one: StructureId | undefined, other: StructureId): boolean =>
  one !== undefined && sameStructure(one, other);

export const last = (dossier: Dossier) => findPiece(dossier, dossier.pieces.at(-1)?.id);
