/**
 * Where the tables of the domain lead a dossier: every dossier that they allow is opened, every row of the transitions that
 * it is in is done on it, and so on until nothing new comes. What a machine must follow is read off that, not off the machine.
 */
import type { StructureId } from "#domain/structures/identifiers.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { type ActDone, type Decision, decide, type NewPiece, openDossier } from "#domain/travaux/decide.ts";
import { type Acheminement, awaitingPiece, type Dossier, findPiece, type Piece } from "#domain/travaux/dossier.ts";
import { cadresAfter, rowsOf } from "#domain/travaux/possible-acts.ts";
import { standingOf } from "#domain/travaux/standing.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";
import type { Acte, Transition } from "#domain/travaux/transitions.ts";

const INSTANT = "2026-03-31T10:00:00.000Z";

const structure = (rank: number): StructureId => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure: String(99_900_000_000_000 + rank),
});
const [FOURNISSEUR, MOE, MOA, DESTINATAIRE] = [structure(1), structure(2), structure(3), structure(4)];
const VALIDEURS = [structure(5), structure(6)];

const CADRES = Object.keys(CIRCUIT_MENSUEL) as CadreMensuel[];

/** Whom a piece may name beside its recipient. */
const WAYS: readonly Acheminement[] = [{}, { moe: MOE }, { moa: MOA }, { moe: MOE, moa: MOA }].map((named) => ({
  ...named,
  destinataire: DESTINATAIRE,
}));

const COUNTS_OF_VALIDEURS = { compulsory: [1, 2], optional: [0, 1, 2], none: [0] } as const;

let drawn = 0;

/** A piece of that cadre in every form in which it may be deposited. */
const piecesOf = (cadre: CadreMensuel): readonly NewPiece[] =>
  WAYS.flatMap((way) =>
    COUNTS_OF_VALIDEURS[CIRCUIT_MENSUEL[cadre].valideur].map((count) => ({
      ...way,
      id: `piece-${drawn++}`,
      numero: "N",
      cadre,
      auteur: FOURNISSEUR,
      montants: { ttc: "120.00" },
      valideurs: VALIDEURS.slice(0, count),
    })),
  );

type Said = readonly Omit<ActDone, "acte">[];

/** What an act may carry, as far as it makes a difference. */
const SAID: Readonly<Partial<Record<Acte, (row: Transition, piece: Piece) => Said>>> = {
  refuser: ({ motifs = ["AUTRE"] }) => motifs.map((motif) => ({ motif })),
  associer: ({ by }, piece) =>
    cadresAfter(piece, by).flatMap((cadre) => piecesOf(cadre).map((nextPiece) => ({ nextPiece }))),
  recycler: () => WAYS.map((acheminement) => ({ acheminement })),
  corrigerValideur: () => [{ valideur: structure(7) }],
};

const NOTHING: Said = [{}];

/** All that an act can touch, or look at: pieces are told apart by what they say, not by their ids. */
const keyOf = (dossier: Dossier, piece: Piece): string => {
  const { piecePrecedente, pieceSuivante } = piece;
  const around = [piece, findPiece(dossier, piecePrecedente), findPiece(dossier, pieceSuivante)].map(
    (one) =>
      one && [one.cadre, one.statut, one.returnsTo, one.moe !== undefined, one.moa !== undefined, one.valideurs.length],
  );
  return JSON.stringify([around, dossier.absenceValidationMoe !== undefined]);
};

export interface Edges {
  /** `A_ASSOCIER_MOE → A_COMPLETER`: from a status that waits for somebody to what the dossier waits for next, or its end. */
  readonly edges: ReadonlySet<string>;
  /** Likewise how a dossier begins. */
  readonly starts: ReadonlySet<StatutTravaux>;
  /** Ids of the transitions that were done. */
  readonly rows: ReadonlySet<string>;
  /** Statuses that pieces went through. */
  readonly statuts: ReadonlySet<StatutTravaux>;
}

export const edge = (from: string, to: string): string => `${from} → ${to}`;

const reachedBy = (dossier: Dossier): StatutTravaux => {
  const { statut, issue } = standingOf(dossier);
  const reached = statut ?? issue;
  if (reached === undefined) throw new Error("a dossier has pieces");
  return reached;
};

const openings = (): readonly Decision[] =>
  CADRES.flatMap(piecesOf).map((piece) =>
    openDossier({ id: "dossier", fournisseur: FOURNISSEUR, ccag: "2021" }, piece, INSTANT),
  );

const decisionsOn = (dossier: Dossier, piece: Piece): readonly (readonly [Transition, Decision])[] =>
  rowsOf(piece, dossier).flatMap((row) =>
    (SAID[row.acte]?.(row, piece) ?? NOTHING).map(
      (said) => [row, decide(dossier, row, piece, { acte: row.acte, ...said }, INSTANT)] as const,
    ),
  );

export const edgesOfTables = (): Edges => {
  const [edges, rows] = [new Set<string>(), new Set<string>()];
  const [starts, statuts] = [new Set<StatutTravaux>(), new Set<StatutTravaux>()];
  const known = new Set<string>();
  const waiting: Dossier[] = [];

  const arrive = ({ dossier, changes }: Decision): StatutTravaux => {
    for (const { statut } of changes) statuts.add(statut);
    waiting.push(dossier);
    return reachedBy(dossier);
  };

  for (const opening of openings()) starts.add(arrive(opening));
  for (let dossier = waiting.pop(); dossier !== undefined; dossier = waiting.pop()) {
    const piece = awaitingPiece(dossier);
    const key = piece && keyOf(dossier, piece);
    if (piece === undefined || key === undefined || known.has(key)) continue;
    known.add(key);
    for (const [row, decision] of decisionsOn(dossier, piece)) {
      rows.add(row.id);
      edges.add(edge(piece.statut, arrive(decision)));
    }
  }
  return { edges, starts, rows, statuts };
};
