/** A clock per actor: every legal delay of a dossier, kept, late or running, computed from when it began and what ended it. */
import { daysBetween } from "#domain/calendrier/jours.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { Acteur } from "#domain/travaux/acteurs.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { type Delai, definitionOf, type Echeance, echeanceOf } from "#domain/travaux/delais.ts";
import type { Dossier, Hold } from "#domain/travaux/dossier.ts";
import { HOLDERS } from "#domain/travaux/holds.ts";
import { type PaymentClock, paymentClockOf, type Reception } from "#domain/travaux/reception.ts";
import { standingOf } from "#domain/travaux/standing.ts";

export const ETATS_DELAI = { EN_COURS: "En cours", DEPASSEE: "Dépassée", TENUE: "Tenue" } as const;
export type EtatDelai = keyof typeof ETATS_DELAI;

export interface Clock extends Echeance {
  readonly libelle: string;
  readonly acteur: Acteur;
  readonly structure: StructureId;
  /** The piece on which the act is awaited. */
  readonly piece: string;
  readonly etat: EtatDelai;
  /** Civil days in Paris: left until the last day, or late since; of a clock that stands still, as they were then. */
  readonly jours: number;
  /** Since the event, likewise. */
  readonly joursEcoules: number;
  /** Instant at which the actor had done what was awaited. */
  readonly finiLe?: string;
  readonly avertiLe?: string;
  readonly effet: string;
}

/** A delay with what began it and what ended it. */
interface Course {
  readonly delai: Delai;
  readonly since: string;
  readonly hold: Omit<Hold, "holder" | "depuis">;
}

/** Facts of a dossier that a step has too. */
interface Timed {
  readonly ccag: Dossier["ccag"];
  readonly reception?: Reception;
}

const clockOf = ({ delai, since, hold }: Course, { ccag }: Timed, now: Date): readonly Clock[] => {
  const echeance = echeanceOf(delai, new Date(since), ccag);
  if (echeance === undefined) return [];
  const { structure, piece, fin, finPar, avertiLe } = hold;
  const { libelle, acteur, effet } = definitionOf(delai);
  const end = fin ?? now.toISOString();
  const isLate = end >= echeance.echueLe;
  // Another went on in time, in the place of who was awaited: nothing is awaited of him any more, and he kept nothing.
  if (!isLate && finPar !== undefined && finPar !== acteur) return [];
  const day = civilDayInParis(new Date(end));
  return [
    {
      ...echeance,
      libelle,
      acteur,
      structure,
      piece,
      etat: isLate ? "DEPASSEE" : fin === undefined ? "EN_COURS" : "TENUE",
      jours: Math.abs(daysBetween(day, echeance.jusquau)),
      joursEcoules: daysBetween(echeance.depuis, day),
      ...(fin !== undefined && { finiLe: fin }),
      ...(avertiLe !== undefined && { avertiLe }),
      effet,
    },
  ];
};

/** D2 or D13 from when the hold began; D3 from the start of the payment delay, which holds of the MOE do not move. */
const coursesOf = (hold: Hold, isLastOfMoe: boolean, { reception }: Timed): readonly Course[] => {
  const own: Course = { delai: HOLDERS[hold.holder].delai, since: hold.depuis, hold };
  if (!isLastOfMoe || reception === undefined) return [own];
  const { avertiLe: _averti, ...rest } = hold;
  return [own, { delai: "D3", since: reception.instant, hold: rest }];
};

/** The clocks that run on a step: of whoever is awaited, and of who let his time go by. */
export const clocksOfHold = (hold: Hold | undefined, timed: Timed, now: Date): readonly Clock[] =>
  hold === undefined
    ? []
    : coursesOf(hold, hold.holder === "MOE", timed).flatMap((course) => clockOf(course, timed, now));

/** Requests that the titulaire, or a joint contractor, presents each month. */
const isMonthly = (cadre: CadreMensuel): boolean => cadre !== "A10" && CIRCUIT_MENSUEL[cadre].auteur === "FOURNISSEUR";

/** The next request of the contract: a reminder until its last day, and nothing afterwards. */
const nextRequest = (dossier: Dossier, now: Date): readonly Clock[] => {
  const [first] = dossier.pieces;
  if (first === undefined || !isMonthly(first.cadre)) return [];
  const { id, deposeeLe } = first;
  const course: Course = { delai: "D1", since: deposeeLe, hold: { structure: dossier.fournisseur, piece: id } };
  return clockOf(course, dossier, now).filter(({ etat }) => etat === "EN_COURS");
};

/** All clocks of the dossier, in the order in which they began; the reminder last. */
export const clocksOf = (dossier: Dossier, now: Date): readonly Clock[] => {
  const lastOfMoe = dossier.holds.findLast(({ holder }) => holder === "MOE");
  const courses = dossier.holds.flatMap((hold) => coursesOf(hold, hold === lastOfMoe, dossier));
  return [...courses.flatMap((course) => clockOf(course, dossier, now)), ...nextRequest(dossier, now)];
};

/** The payment delay of a request that is in the chain, or through it: what was refused is not to be paid. */
export const paymentClockOfDossier = (dossier: Dossier, now: Date): PaymentClock | undefined => {
  const { issue } = standingOf(dossier);
  const isRefused = issue !== undefined && issue !== "DEPOSEE";
  return dossier.reception === undefined || isRefused ? undefined : paymentClockOf(dossier.reception, now);
};
