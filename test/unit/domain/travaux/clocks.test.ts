/** A clock per actor, in every dossier: what runs, what is late since when, what was kept. */
import { describe, expect, it } from "vitest";
import type { CadreMensuel } from "#domain/travaux/circuit.ts";
import { type Clock, clocksOf, clocksOfHold, paymentClockOfDossier } from "#domain/travaux/clocks.ts";
import { type ActDone, decide, type NewPiece, openDossier } from "#domain/travaux/decide.ts";
import type { CcagVersion } from "#domain/travaux/delais.ts";
import { awaitingPiece, type Dossier } from "#domain/travaux/dossier.ts";
import { expiration, nextDue, warning } from "#domain/travaux/echeances.ts";
import { openSteps } from "#domain/travaux/etapes.ts";
import { warned } from "#domain/travaux/holds.ts";
import { rowsOf } from "#domain/travaux/possible-acts.ts";
import type { Party } from "#domain/travaux/transitions.ts";
import { AUTRE, MANDATAIRE, MOA, MOE, piece, TITULAIRE } from "./marche.ts";

/** 2 November 2026 is a Monday; no day of these weeks but the 11th is a holiday. */
const day = (number: number, time = "09:00:00"): Date =>
  new Date(
    `2026-${number > 30 ? "12" : "11"}-${String(number > 30 ? number - 30 : number).padStart(2, "0")}T${time}.000Z`,
  );

const opened = (
  cadre: CadreMensuel,
  changes: Partial<NewPiece> = {},
  ccag: CcagVersion = "2021",
  at = day(2),
): Dossier => openDossier({ id: "d", fournisseur: TITULAIRE, ccag }, piece(cadre, changes), at.toISOString()).dossier;

const acted = (dossier: Dossier, by: Party, done: ActDone, at: Date): Dossier => {
  const waiting = awaitingPiece(dossier);
  const row =
    waiting &&
    rowsOf(waiting, dossier).find(
      (one) =>
        one.acte === done.acte && one.by === by && (done.motif === undefined || one.motifs?.includes(done.motif)),
    );
  if (!waiting || !row) throw new Error(`${by} may not ${done.acte}`);
  return decide(dossier, row, waiting, done, at.toISOString()).dossier;
};

const expired = (dossier: Dossier, at: Date): Dossier => {
  const due = expiration(dossier, at.toISOString());
  if (!due) throw new Error("nothing is over");
  return decide(dossier, due.row, due.piece, { acte: "expirer" }, at.toISOString()).dossier;
};

const said = ({ delai, acteur, etat, jours }: Clock): string => `${delai} ${acteur} ${etat} ${jours}`;
const told = (dossier: Dossier, now: Date): readonly string[] => clocksOf(dossier, now).map(said);

const A15 = () => ({ acte: "associer" as const, nextPiece: piece("A15") });
const COMPLEMENT: ActDone = { acte: "demanderCompleter", commentaire: "Il manque le métré." };

describe("the clocks of an A4", () => {
  it.each([
    [2, ["D2 MOE EN_COURS 7", "D3 MOE EN_COURS 15", "D1 FOURNISSEUR EN_COURS 59"]],
    [9, ["D2 MOE EN_COURS 0", "D3 MOE EN_COURS 8", "D1 FOURNISSEUR EN_COURS 52"]],
    [10, ["D2 MOE DEPASSEE 1", "D3 MOE EN_COURS 7", "D1 FOURNISSEUR EN_COURS 51"]],
    [18, ["D2 MOE DEPASSEE 9", "D3 MOE DEPASSEE 1", "D1 FOURNISSEUR EN_COURS 43"]],
  ])("day %i of the month, with the MOE silent", (number, expected) => {
    expect(told(opened("A4"), day(number))).toEqual(expected);
  });

  it("still show the one that is over, since when, after the platform recorded it", () => {
    const late = expired(opened("A4"), day(10));
    const [d2] = clocksOf(late, day(12));
    expect(d2).toMatchObject({
      etat: "DEPASSEE",
      jours: 3,
      jusquau: "2026-11-09",
      echueLe: "2026-11-09T23:00:00.000Z",
    });
    expect(d2).not.toHaveProperty("finiLe");
    expect(told(late, day(12))).toContain("D3 MOE EN_COURS 5");
  });

  it("stand still once the MOE has acted, in time or late", () => {
    const intime = acted(opened("A4"), "MOE", A15(), day(5));
    expect(told(intime, day(25))).toEqual(["D2 MOE TENUE 4", "D3 MOE TENUE 12", "D1 FOURNISSEUR EN_COURS 36"]);
    const late = acted(opened("A4"), "MOE", A15(), day(12));
    expect(told(late, day(25))).toEqual(["D2 MOE DEPASSEE 3", "D3 MOE TENUE 5", "D1 FOURNISSEUR EN_COURS 36"]);
    expect(clocksOf(late, day(25))[0]?.finiLe).toBe(day(12).toISOString());
  });

  it("go on while the MOE has but taken the request into account", () => {
    const taken = acted(opened("A4"), "MOE", { acte: "prendreEnCompte" }, day(4));
    expect(told(taken, day(6))).toEqual(["D2 MOE EN_COURS 3", "D3 MOE EN_COURS 11", "D1 FOURNISSEUR EN_COURS 55"]);
  });

  it("keep nothing for the MOE in whose place the MOA went on", () => {
    const gone = acted(expired(opened("A4"), day(10)), "MOA", { acte: "associer", nextPiece: piece("A19") }, day(11));
    expect(told(gone, day(20))).toEqual(["D2 MOE DEPASSEE 2", "D1 FOURNISSEUR EN_COURS 41"]);
  });

  it("give the MOE its seven days again once a request is completed, and not a day more of the payment delay", () => {
    const asked = acted(opened("A4"), "MOE", COMPLEMENT, day(4));
    expect(told(asked, day(12)).slice(0, 2)).toEqual(["D2 MOE TENUE 5", "D3 MOE TENUE 13"]);
    const back = acted(asked, "AUTEUR", { acte: "completer", commentaire: "Le voici." }, day(12));
    expect(told(back, day(13)).slice(0, 3)).toEqual(["D2 MOE TENUE 5", "D2 MOE EN_COURS 6", "D3 MOE EN_COURS 4"]);
    expect(paymentClockOfDossier(back, day(13))).toMatchObject({ depuis: "2026-11-02", joursEcoules: 11 });
  });

  it("give another MOE days of its own", () => {
    const wrong = acted(opened("A4"), "MOE", { acte: "refuser", motif: "MAUVAISE_MOE", commentaire: "…" }, day(8));
    const acheminement = { moe: AUTRE, destinataire: MOA };
    const right = acted(wrong, "AUTEUR", { acte: "recycler", acheminement }, day(12));
    const [first, second] = clocksOf(right, day(12));
    expect([first?.structure, first?.etat]).toEqual([MOE, "TENUE"]);
    expect([second?.structure, second?.etat, second?.jours]).toEqual([AUTRE, "EN_COURS", 7]);
  });

  it.each([
    ["2009", ["13.2.2", "R2192-18 et R2192-19", "13.1.1"]],
    ["2014", ["13.2.2", "R2192-18 et R2192-19", "13.1.1"]],
    ["2021", ["12.2.2", "R2192-18 et R2192-19", "12.1.1"]],
    ["AUCUN", ["R2192-18 et R2192-19"]],
  ] as const)("are those of its CCAG: %s", (ccag, articles) => {
    expect(clocksOf(opened("A4", {}, ccag), day(2)).map(({ article }) => article)).toEqual(articles);
  });
});

describe("the titulaire's reminder (D1; CCAG Travaux 2021, 12.1.1)", () => {
  const reminder = (dossier: Dossier, now: Date) => clocksOf(dossier, now).find(({ delai }) => delai === "D1");

  it("is of the next request, until the end of the month after that of the piece", () => {
    const at = new Date("2026-12-31T12:00:00Z");
    expect(reminder(opened("A4", {}, "2021", at), at)).toMatchObject({ jusquau: "2027-01-31", jours: 31 });
    expect(reminder(opened("A4"), new Date("2026-12-31T22:59:59Z"))).toMatchObject({ jours: 0, etat: "EN_COURS" });
  });

  it("says nothing of one who is late: another dossier may hold the request, and nothing is lost", () => {
    expect(reminder(opened("A4"), new Date("2026-12-31T23:00:00Z"))).toBeUndefined();
  });

  it.each(["A15", "A16", "A19"] as const)(
    "is none of a dossier that opens with %s, nor of a subcontractor's",
    (cadre) => {
      expect(reminder(opened(cadre), day(2))).toBeUndefined();
      expect(reminder(opened("A10", { valideurs: [MANDATAIRE] }), day(2))).toBeUndefined();
    },
  );
});

describe("the clocks of a subcontractor's request (A10)", () => {
  const request = (many = 1) => opened("A10", { valideurs: [MANDATAIRE, AUTRE].slice(0, many) }, "AUCUN");
  const AGREED: ActDone = { acte: "valider", commentaire: "Conforme." };

  it("run against its valideur first, for fifteen days from the deposit (R2193-16)", () => {
    expect(told(request(), day(17))).toEqual(["D13 VALIDEUR EN_COURS 0"]);
    expect(told(request(), day(18))).toEqual(["D13 VALIDEUR DEPASSEE 1"]);
    expect(clocksOf(request(), day(2))[0]?.structure).toEqual(MANDATAIRE);
  });

  it("run against each of two valideurs in turn", () => {
    const second = acted(request(2), "VALIDEUR", AGREED, day(4));
    expect(told(second, day(6))).toEqual(["D13 VALIDEUR TENUE 13", "D13 VALIDEUR EN_COURS 13"]);
  });

  it("start the payment delay with the agreement (R2192-23)", () => {
    expect(paymentClockOfDossier(request(), day(5))).toBeUndefined();
    const agreed = acted(request(), "VALIDEUR", AGREED, day(5));
    expect(paymentClockOfDossier(agreed, day(7))).toMatchObject({
      article: "R2192-23",
      depuis: "2026-11-05",
      joursEcoules: 2,
    });
    expect(told(agreed, day(7))).toEqual(["D13 VALIDEUR TENUE 12", "D3 MOE EN_COURS 13"]);
  });

  it("or with the end of the fifteen days, however late the platform records it", () => {
    const silent = expired(request(), day(25));
    expect(silent.reception).toEqual({ debut: "SOUS_TRAITANT", instant: "2026-11-17T23:00:00.000Z" });
    expect(paymentClockOfDossier(silent, day(25))).toMatchObject({ depuis: "2026-11-18", joursEcoules: 7 });
  });

  it("start none where the titulaire refused in time: the payment is barred", () => {
    const refused = acted(request(), "VALIDEUR", { acte: "refuser", commentaire: "Non exécuté." }, day(5));
    expect(awaitingPiece(refused)?.statut).toBe("A_ASSOCIER_MOE");
    expect(paymentClockOfDossier(refused, day(7))).toBeUndefined();
    expect(told(refused, day(7))).toEqual(["D13 VALIDEUR TENUE 12"]);
  });
});

describe("the payment delay (R2192-12, R2192-15)", () => {
  it.each([
    ["A4", "MOE", "R2192-12 et R2192-15"],
    ["A5", "MOA", "R2192-15"],
    ["A15", "MOA", "R2192-15"],
    ["A6", "DESTINATAIRE", "R2192-15"],
  ] as const)("of an %s starts at the disposal of %s", (cadre, debut, article) => {
    const dossier = opened(cadre);
    expect(dossier.reception).toEqual({ debut, instant: day(2).toISOString() });
    expect(paymentClockOfDossier(dossier, day(12))).toMatchObject({ article, joursEcoules: 10 });
  });

  it("is moved by nothing that the request goes through", () => {
    const associated = acted(opened("A4"), "MOE", A15(), day(5));
    const payable = acted(associated, "MOA", { acte: "associer", nextPiece: piece("A19") }, day(9));
    expect(paymentClockOfDossier(payable, day(20))).toMatchObject({ depuis: "2026-11-02", joursEcoules: 18 });
  });

  it("is none of a request that was refused", () => {
    const refused = acted(opened("A4"), "MOE", { acte: "refuser", commentaire: "…" }, day(5));
    expect(paymentClockOfDossier(refused, day(6))).toBeUndefined();
  });
});

describe("what a step shows of the clocks", () => {
  const ofSteps = (dossier: Dossier, now: Date) =>
    openSteps(dossier).map((etape) => [etape.by, ...clocksOfHold(etape.hold, etape, now).map(said)]);

  it("is what runs against it, and why it is open to the MOA", () => {
    expect(ofSteps(opened("A4"), day(5))).toEqual([["MOE", "D2 MOE EN_COURS 4", "D3 MOE EN_COURS 12"]]);
    expect(ofSteps(expired(opened("A4"), day(10)), day(10))).toEqual([
      ["MOE", "D2 MOE DEPASSEE 1", "D3 MOE EN_COURS 7"],
      ["MOA", "D2 MOE DEPASSEE 1", "D3 MOE EN_COURS 7"],
    ]);
  });

  it("is nothing of the MOE's once it is the MOA's turn", () => {
    const associated = acted(opened("A4"), "MOE", A15(), day(5));
    expect(ofSteps(associated, day(6))).toEqual([["MOA"]]);
    expect(openSteps(associated)[0]?.reception?.instant).toBe(day(2).toISOString());
  });
});

describe("what the platform has to do, and when", () => {
  /** Two days before the 9th: the 7th, from midnight in Paris. */
  const WARNING = "2026-11-06T23:00:00.000Z";
  const END = "2026-11-09T23:00:00.000Z";

  it("is the warning first, then the end of the delay, then nothing", () => {
    const dossier = opened("A4");
    expect(nextDue(dossier)).toBe(WARNING);
    const told = warned(dossier, day(7).toISOString());
    expect(nextDue(told)).toBe(END);
    expect(nextDue(expired(told, day(10)))).toBeUndefined();
  });

  it.each([
    ["before it is time", "2026-11-06T22:59:59.999Z", false],
    ["at the instant itself", WARNING, true],
    ["until the last one", "2026-11-09T22:59:59.999Z", true],
    ["not when both dates are past: only the end is told then", END, false],
  ])("warns %s", (_, instant, isWarned) => {
    const dossier = opened("A4");
    expect(warning(dossier, instant) !== undefined).toBe(isWarned);
    expect(expiration(dossier, instant) !== undefined).toBe(instant >= END);
  });

  it("warns once", () => {
    expect(warning(warned(opened("A4"), WARNING), day(8).toISOString())).toBeUndefined();
  });

  it("warns an MOE that has but taken the request into account, and none that has acted", () => {
    const taken = acted(opened("A4"), "MOE", { acte: "prendreEnCompte" }, day(4));
    expect(warning(taken, WARNING)?.hold.structure).toEqual(MOE);
    expect(nextDue(acted(opened("A4"), "MOE", A15(), day(4)))).toBeUndefined();
  });

  it("keeps the warning of an MOE that took the request into account after it", () => {
    const told = acted(warned(opened("A4"), WARNING), "MOE", { acte: "prendreEnCompte" }, day(8));
    expect(nextDue(told)).toBe(END);
    expect(clocksOf(told, day(8))[0]?.avertiLe).toBe(WARNING);
  });

  it("is nothing without a CCAG, and no warning of a valideur", () => {
    expect(nextDue(opened("A4", {}, "AUCUN"))).toBeUndefined();
    expect(nextDue(opened("A10", { valideurs: [MANDATAIRE] }, "AUCUN"))).toBe("2026-11-17T23:00:00.000Z");
  });
});
