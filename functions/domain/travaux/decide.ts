/**
 * What an act makes of a dossier. Pure: the instant is given, nothing is stored. The same act on the same dossier always has the
 * same effect, and an act that the table of transitions does not have changes nothing.
 */
import type { StructureId } from "#domain/structures/identifiers.ts";
import { awaitedStatut, firstStatut, RETURNS } from "#domain/travaux/awaited.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { type Acheminement, type Dossier, findPiece, type Piece } from "#domain/travaux/dossier.ts";
import { runningDelay } from "#domain/travaux/echeances.ts";
import { followHolds } from "#domain/travaux/holds.ts";
import type { MotifRefus } from "#domain/travaux/motifs.ts";
import { DEBUTS_BY_STATUT } from "#domain/travaux/reception.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";
import { type Acte, AT_ONCE, type Party, type Transition } from "#domain/travaux/transitions.ts";

/** A piece as it is deposited. */
export type NewPiece = Omit<
  Piece,
  "statut" | "statutDepuis" | "deposeeLe" | "piecePrecedente" | "pieceSuivante" | "returnsTo"
>;

/** An act, already allowed: what it carries beside its row of the table. */
export interface ActDone {
  readonly acte: Acte;
  readonly motif?: MotifRefus;
  readonly commentaire?: string;
  /** Of an association. */
  readonly nextPiece?: NewPiece;
  /** Of a recycling: instead of what the piece said; MOE and MOA stay where it names none. */
  readonly acheminement?: Acheminement;
  /** Of a correction of the valideur. */
  readonly valideur?: StructureId;
}

/** One line of the history of a piece. */
export interface StatusChange {
  readonly piece: string;
  readonly statut: StatutTravaux;
  /** ISO 8601 UTC. */
  readonly instant: string;
  readonly by: Party;
  readonly motif?: MotifRefus;
  readonly commentaire?: string;
}

export interface Decision {
  readonly dossier: Dossier;
  /** What became of each piece, in order. */
  readonly changes: readonly StatusChange[];
}

class Course {
  #dossier: Dossier;
  readonly #instant: string;
  readonly #changes: StatusChange[] = [];
  #receivedAt: string;

  constructor(dossier: Dossier, instant: string) {
    this.#dossier = { ...dossier, visit: dossier.visit + 1 };
    this.#instant = instant;
    this.#receivedAt = instant;
  }

  /** What that party's act made of the dossier. */
  decided(by: Party): Decision {
    return { dossier: followHolds(this.#dossier, this.#instant, by), changes: this.#changes };
  }

  /** Silence counts from the end of the delay, however late it is recorded (R2192-23). */
  receivedAtEndOfDelay(): void {
    this.#receivedAt = runningDelay(this.#dossier)?.echeance.echueLe ?? this.#instant;
  }

  piece(id: string): Piece {
    const piece = findPiece(this.#dossier, id);
    if (piece === undefined) throw new Error(`piece ${id} is not in dossier ${this.#dossier.id}`);
    return piece;
  }

  change(id: string, changes: Partial<Piece>): Piece {
    return this.#replace({ ...this.piece(id), ...changes });
  }

  /** Sends a piece another way: a service and an engagement are of one recipient, and leave with it. */
  reroute(id: string, { moe, moa, destinataire, codeService, numeroEngagement }: Acheminement): Piece {
    const { codeService: _service, numeroEngagement: _engagement, ...rest } = this.piece(id);
    return this.#replace({
      ...rest,
      destinataire,
      ...(moe && { moe }),
      ...(moa && { moa }),
      ...(codeService !== undefined && { codeService }),
      ...(numeroEngagement !== undefined && { numeroEngagement }),
    });
  }

  open(fresh: NewPiece, piecePrecedente: string | undefined, by: Party): void {
    const statut = firstStatut(fresh);
    const depot = { deposeeLe: this.#instant, statutDepuis: this.#instant, statut };
    const piece: Piece = { ...fresh, ...depot, ...(piecePrecedente !== undefined && { piecePrecedente }) };
    this.#dossier = { ...this.#dossier, pieces: [...this.#dossier.pieces, piece] };
    this.#record({ piece: piece.id, statut, by });
  }

  /** Gives the piece a status, and goes on with what the system does at once. */
  pass(id: string, statut: StatutTravaux, how: Pick<StatusChange, "by" | "motif" | "commentaire">): void {
    const piece = this.change(id, { statut, statutDepuis: this.#instant });
    this.#record({ piece: id, statut, ...how });
    const next = nextStatut(piece);
    if (next !== undefined) this.pass(id, next, { by: "SYSTEME" });
  }

  markAbsenceMoe(): void {
    this.#dossier = { ...this.#dossier, absenceValidationMoe: this.#instant };
  }

  #replace(piece: Piece): Piece {
    const pieces = this.#dossier.pieces.map((one) => (one.id === piece.id ? piece : one));
    this.#dossier = { ...this.#dossier, pieces };
    return piece;
  }

  #record(change: Omit<StatusChange, "instant">): void {
    this.#changes.push({ ...change, instant: this.#instant });
    if (change.statut === "A_ASSOCIER_MOE") {
      this.#dossier = { ...this.#dossier, miseADispositionMoe: this.#dossier.miseADispositionMoe ?? this.#instant };
    }
    if (REFUSALS_OF_VALIDEURS.has(change.statut)) {
      this.#dossier = { ...this.#dossier, refusValideur: this.#instant };
    }
    this.#receive(change.statut);
  }

  /** The first time that the request is at the disposal of who pays it, or of the MOE in his name. */
  #receive(statut: StatutTravaux): void {
    const { reception, refusValideur, pieces } = this.#dossier;
    const debut = DEBUTS_BY_STATUT[statut];
    // A refusal of the titulaire bars the payment (R2193-12; CE, 17 October 2023, n° 469071).
    if (debut === undefined || reception !== undefined || refusValideur !== undefined) return;
    const received = pieces[0]?.cadre === "A10" ? "SOUS_TRAITANT" : debut;
    this.#dossier = { ...this.#dossier, reception: { debut: received, instant: this.#receivedAt } };
  }
}

const REFUSALS_OF_VALIDEURS: ReadonlySet<StatutTravaux> = new Set(["REFUSEE_1", "REFUSEE_2"]);

/** After a valideur: the second one, or whom the piece waits for. */
const afterValidation = (piece: Piece): StatutTravaux => {
  const wasFirst = piece.statut.includes("_1");
  return wasFirst && piece.valideurs.length > 1 ? "A_VALIDER_2" : awaitedStatut(piece);
};

/** What the system does at once with a piece that came into its status; undefined where it stays there. */
const nextStatut = (piece: Piece): StatutTravaux | undefined => {
  if (REFUSALS_OF_VALIDEURS.has(piece.statut)) {
    return CIRCUIT_MENSUEL[piece.cadre].refusalOfValideur === "goes on" ? afterValidation(piece) : undefined;
  }
  const automatic = AT_ONCE.find(({ from }) => from.includes(piece.statut));
  if (automatic === undefined) return undefined;
  return automatic.to === "AFTER_VALIDATION" ? afterValidation(piece) : (piece.returnsTo ?? awaitedStatut(piece));
};

type Effect = (course: Course, piece: Piece, done: ActDone, row: Transition) => void;

const howOf = (
  { by }: Transition,
  { motif, commentaire }: ActDone,
): Pick<StatusChange, "by" | "motif" | "commentaire"> => ({
  by,
  ...(motif !== undefined && { motif }),
  ...(commentaire !== undefined && { commentaire }),
});

/** To the status of the row. */
const pass: Effect = (course, piece, done, row) => {
  const { to } = row;
  const statut = to === "UNCHANGED" ? piece.statut : to === "AWAITED" || to === "RETURN" ? awaitedStatut(piece) : to;
  course.pass(piece.id, statut, howOf(row, done));
};

/** A refusal by the MOA gives the piece before back to who had associated this one: he may associate another. */
const refuse: Effect = (course, piece, done, row) => {
  if (row.to === "UNCHANGED") return;
  pass(course, piece, done, row);
  if (row.to !== "REFUSEE_MOA" || piece.piecePrecedente === undefined) return;
  const before = course.piece(piece.piecePrecedente);
  course.pass(before.id, before.returnsTo ?? awaitedStatut(before), { by: "SYSTEME" });
};

const associer: Effect = (course, piece, done, row) => {
  if (done.nextPiece === undefined) throw new Error("an association has a piece");
  course.change(piece.id, { pieceSuivante: done.nextPiece.id, ...returnOf(piece) });
  course.pass(piece.id, "ASSOCIEE", howOf(row, done));
  course.open(done.nextPiece, piece.id, row.by);
};

/** Where the piece returns to, should it be handed back. */
const returnOf = ({ statut }: Piece): Pick<Piece, "returnsTo"> => {
  const returnsTo = RETURNS[statut];
  return returnsTo === undefined ? {} : { returnsTo };
};

const demanderCompleter: Effect = (course, piece, done, row) => {
  course.change(piece.id, returnOf(piece));
  pass(course, piece, done, row);
};

/** The piece that waits for this one to be recycled, if there is one. */
const waitingFor = (course: Course, { pieceSuivante }: Piece): Piece | undefined => {
  const next = pieceSuivante === undefined ? undefined : course.piece(pieceSuivante);
  return next?.statut === "EN_ATTENTE_RECYCLAGE_FOURNISSEUR" ? next : undefined;
};

const recycler: Effect = (course, piece, done, row) => {
  if (done.acheminement === undefined) throw new Error("a recycling says which way");
  const recycled = course.reroute(piece.id, done.acheminement);
  const waiting = waitingFor(course, recycled);
  if (waiting === undefined) {
    course.pass(piece.id, awaitedStatut(recycled), howOf(row, done));
    return;
  }
  course.pass(piece.id, "ASSOCIEE", howOf(row, done));
  const { moe: _moe, ...way } = recycled;
  const corrected = course.reroute(waiting.id, way);
  course.pass(waiting.id, awaitedStatut(corrected), { by: "SYSTEME" });
};

const demanderRecyclage: Effect = (course, piece, done, row) => {
  pass(course, piece, done, row);
  if (piece.piecePrecedente !== undefined) course.pass(piece.piecePrecedente, "A_RECYCLER", howOf(row, done));
};

const RANKS: Readonly<Partial<Record<StatutTravaux, number>>> = {
  ERREUR_FOURNISSEUR_SUR_VALIDEUR: 0,
  ERREUR_COTRAITANT_SUR_VALIDEUR: 1,
};

const corrigerValideur: Effect = (course, piece, done, row) => {
  const { valideur } = done;
  if (valideur === undefined) throw new Error("a correction of the valideur names one");
  const rank = RANKS[piece.statut];
  course.change(piece.id, { valideurs: piece.valideurs.map((one, index) => (index === rank ? valideur : one)) });
  pass(course, piece, done, row);
};

/** Silence of the MOE changes no status: it is told, and opens the MOA's own step. */
const expirer: Effect = (course, piece, done, row) => {
  if (row.to === "UNCHANGED") {
    course.markAbsenceMoe();
    return;
  }
  course.receivedAtEndOfDelay();
  pass(course, piece, done, row);
};

const EFFECTS: Readonly<Record<Acte, Effect>> = {
  valider: pass,
  refuser: refuse,
  corrigerValideur,
  associer,
  prendreEnCompte: pass,
  demanderCompleter,
  completer: pass,
  recycler,
  demanderRecyclage,
  expirer,
};

/** What the act of that row makes of the dossier. */
export const decide = (dossier: Dossier, row: Transition, piece: Piece, done: ActDone, instant: string): Decision => {
  const course = new Course(dossier, instant);
  EFFECTS[row.acte](course, piece, done, row);
  return course.decided(row.by);
};

/** A dossier as its first piece opens it. */
export const openDossier = (
  dossier: Pick<Dossier, "id" | "fournisseur" | "numeroMarche" | "ccag">,
  piece: NewPiece,
  instant: string,
): Decision => {
  const { auteur }: { readonly auteur: Party } = CIRCUIT_MENSUEL[piece.cadre satisfies CadreMensuel];
  const course = new Course({ ...dossier, pieces: [], holds: [], visit: 0 }, instant);
  course.open(piece, undefined, auteur);
  return course.decided(auteur);
};
