/** What the platform has to do about the delay that runs against the step that a dossier waits for, and from when. */
import { type Echeance, echeanceOf, warningOf } from "#domain/travaux/delais.ts";
import { type Dossier, findPiece, type Hold, type Piece } from "#domain/travaux/dossier.ts";
import { HOLDERS, openHold } from "#domain/travaux/holds.ts";
import { rowsOf } from "#domain/travaux/possible-acts.ts";
import type { Transition } from "#domain/travaux/transitions.ts";

/** A delay that runs against whoever holds the request. */
export interface Running {
  readonly hold: Hold;
  readonly echeance: Echeance;
}

/** That the MOE is late changes no status: it is told by the dossier, since an instant of this very hold. */
const isRecorded = ({ holder, depuis }: Hold, { absenceValidationMoe }: Dossier): boolean =>
  holder === "MOE" && absenceValidationMoe !== undefined && absenceValidationMoe >= depuis;

/** The delay that runs now, if one does. */
export const runningDelay = (dossier: Dossier): Running | undefined => {
  const hold = openHold(dossier);
  const echeance = hold && echeanceOf(HOLDERS[hold.holder].delai, new Date(hold.depuis), dossier.ccag);
  return hold && echeance && { hold, echeance };
};

/** Unless what follows from its end was recorded. */
const watched = (dossier: Dossier): Running | undefined => {
  const found = runningDelay(dossier);
  return found && !isRecorded(found.hold, dossier) ? found : undefined;
};

/** From when its actor is to be warned; undefined once he was. */
const warningDue = ({ hold, echeance }: Running): string | undefined =>
  hold.avertiLe === undefined ? warningOf(echeance) : undefined;

/** The next instant at which the dossier needs the platform: the warning first, then the end of the delay. */
export const nextDue = (dossier: Dossier): string | undefined => {
  const found = watched(dossier);
  return found && (warningDue(found) ?? found.echeance.echueLe);
};

/** What the system does of a dossier at that instant: the row of the table, where its delay is over. */
export const expiration = (
  dossier: Dossier,
  instant: string,
): { readonly row: Transition; readonly piece: Piece } | undefined => {
  const found = watched(dossier);
  if (found === undefined || instant < found.echeance.echueLe) return undefined;
  const piece = findPiece(dossier, found.hold.piece);
  const row = piece && rowsOf(piece, dossier).find(({ acte }) => acte === "expirer");
  return row && { row, piece };
};

/** Whom to warn of which delay at that instant: nobody before it is time, twice, nor once it is over. */
export const warning = (dossier: Dossier, instant: string): Running | undefined => {
  const found = watched(dossier);
  if (found === undefined || instant >= found.echeance.echueLe) return undefined;
  const due = warningDue(found);
  return due !== undefined && instant >= due ? found : undefined;
};
