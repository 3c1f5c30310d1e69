/** The monthly circuit, act by act, as the guides tell it (steps of the monthly tables, with the ids of the transitions). */
import { describe, expect, it } from "vitest";
import type { ActDone } from "#domain/travaux/decide.ts";
import { awaitingPiece, type Dossier } from "#domain/travaux/dossier.ts";
import { possibleActs, possibleActsFor } from "#domain/travaux/possible-acts.ts";
import type { Party } from "#domain/travaux/transitions.ts";
import {
  AUTRE,
  act,
  holder,
  isSame,
  last,
  MANDATAIRE,
  MOA,
  MOE,
  opened,
  piece,
  SOUS_TRAITANT,
  statuses,
  TITULAIRE,
} from "./marche.ts";

const dit = { commentaire: "Voir la pièce jointe." };

/** The dossier after these acts, one after the other. */
const play = (dossier: Dossier, ...acts: readonly (readonly [Party, ActDone])[]): Dossier =>
  acts.reduce((at, [par, done]) => act(at, par, done).dossier, dossier);

const associer = (cadre: "A15" | "A16" | "A19"): ActDone => ({ acte: "associer", nextPiece: piece(cadre) });

describe("the monthly circuit with MOE and MOA", () => {
  it("goes from the titulaire's request to a payable piece in three deposits (T01, T30, T40)", () => {
    const dossier = opened("A4");
    expect(statuses(dossier)).toEqual(["A4 A_ASSOCIER_MOE"]);
    expect(dossier.miseADispositionMoe).toBeDefined();
    const withMoa = play(dossier, ["MOE", associer("A15")]);
    expect(statuses(withMoa)).toEqual(["A4 ASSOCIEE", "A15 A_ASSOCIER_MOA"]);
    const payable = play(withMoa, ["MOA", associer("A19")]);
    expect(statuses(payable)).toEqual(["A4 ASSOCIEE", "A15 ASSOCIEE", "A19 DEPOSEE"]);
    expect(awaitingPiece(payable)).toBeUndefined();
    expect(possibleActs(payable)).toEqual([]);
  });

  it("goes straight to the service financier where the MOE acts for the MOA (A16)", () => {
    expect(statuses(play(opened("A4"), ["MOE", associer("A16")]))).toEqual(["A4 ASSOCIEE", "A16 DEPOSEE"]);
  });

  it("starts at the MOA with an état d'acompte, and is payable at once with a validated one (A5, A6)", () => {
    expect(statuses(opened("A5"))).toEqual(["A5 A_ASSOCIER_MOA"]);
    expect(statuses(opened("A6"))).toEqual(["A6 DEPOSEE"]);
  });

  it("may be opened by the MOE or the MOA, when those before took no part (MOE guide)", () => {
    expect(statuses(opened("A15"))).toEqual(["A15 A_ASSOCIER_MOA"]);
    expect(statuses(opened("A16"))).toEqual(["A16 DEPOSEE"]);
    expect(statuses(opened("A19"))).toEqual(["A19 DEPOSEE"]);
  });

  it("goes to the MOA where there is no MOE, and to payment where there is neither", () => {
    const { moe: _, ...without } = piece("A4");
    expect(statuses(opened("A4", { ...without, moe: undefined } as never))).toEqual(["A4 A_ASSOCIER_MOA"]);
  });

  it("is taken into account by the MOE before it acts (T31)", () => {
    const taken = play(opened("A4"), ["MOE", { acte: "prendreEnCompte" }]);
    expect(statuses(taken)).toEqual(["A4 PRISE_EN_COMPTE_MOE"]);
    expect(statuses(play(taken, ["MOE", associer("A15")]))).toEqual(["A4 ASSOCIEE", "A15 A_ASSOCIER_MOA"]);
  });

  it("keeps the amounts of both pieces where the MOE corrects them (good practice for MOE)", () => {
    const nextPiece = piece("A15", { montants: { ht: "900.00", ttc: "1080.00", aPayer: "1080.00" } });
    const dossier = play(opened("A4"), ["MOE", { acte: "associer", nextPiece }]);
    expect(dossier.pieces.map(({ montants }) => montants.ttc)).toEqual(["1200.00", "1080.00"]);
  });
});

describe("a refusal", () => {
  it("by the MOE stops the circuit (T32)", () => {
    const refused = play(opened("A4"), ["MOE", { acte: "refuser", motif: "AUTRE", ...dit }]);
    expect(statuses(refused)).toEqual(["A4 REFUSEE_MOE"]);
    expect(awaitingPiece(refused)).toBeUndefined();
  });

  it.each(["MOE", "MOA"] as const)("for an amount refuses nothing, whoever asks (T33, T43; R2192-34): %s", (par) => {
    const before = par === "MOE" ? opened("A4") : play(opened("A4"), ["MOE", associer("A15")]);
    const decision = act(before, par, { acte: "refuser", motif: "ERREUR_DE_MONTANT", ...dit });
    expect(statuses(decision.dossier)).toEqual(statuses(before));
    expect(decision.changes).toEqual([]);
  });

  it.each([
    ["MAUVAISE_MOE", "A4 ERREUR_DE_MOE"],
    ["MAUVAISE_MOA", "A4 ERREUR_DE_MOA"],
  ] as const)(
    "for a wrong party is corrected by the author, and the piece goes on (T34, T35, T62): %s",
    (motif, status) => {
      const wrong = play(opened("A4"), ["MOE", { acte: "refuser", motif, ...dit }]);
      expect(statuses(wrong)).toEqual([status]);
      expect(isSame(holder(wrong, "AUTEUR"), TITULAIRE)).toBe(true);
      const right = play(wrong, [
        "AUTEUR",
        { acte: "recycler", acheminement: { moe: AUTRE, moa: MOA, destinataire: MOA } },
      ]);
      expect(statuses(right)).toEqual(["A4 A_ASSOCIER_MOE"]);
      expect(isSame(holder(right, "MOE"), AUTRE)).toBe(true);
    },
  );

  it("by the MOA gives the MOE its piece back, which may associate another (T42)", () => {
    const refused = play(opened("A4"), ["MOE", associer("A15")], ["MOA", { acte: "refuser", motif: "AUTRE", ...dit }]);
    expect(statuses(refused)).toEqual(["A4 A_ASSOCIER_MOE", "A15 REFUSEE_MOA"]);
    const again = play(refused, ["MOE", associer("A15")]);
    expect(statuses(again)).toEqual(["A4 ASSOCIEE", "A15 REFUSEE_MOA", "A15 A_ASSOCIER_MOA"]);
  });
});

describe("a completion", () => {
  it("goes back to who asked for it (T36, T60, T61)", () => {
    const asked = play(opened("A4"), ["MOE", { acte: "demanderCompleter", ...dit }]);
    expect(statuses(asked)).toEqual(["A4 A_COMPLETER"]);
    const decision = act(asked, "AUTEUR", { acte: "completer", ...dit });
    expect(decision.changes.map(({ statut }) => statut)).toEqual(["COMPLETEE", "A_ASSOCIER_MOE"]);
  });

  it("does not start the payment delay again: the MOE had the request already (R2192-12)", () => {
    const dossier = { ...opened("A4"), miseADispositionMoe: "2026-10-01T00:00:00.000Z" };
    const completed = play(
      dossier,
      ["MOE", { acte: "demanderCompleter", ...dit }],
      ["AUTEUR", { acte: "completer", ...dit }],
    );
    expect(completed.miseADispositionMoe).toBe("2026-10-01T00:00:00.000Z");
  });
});

describe("recycling of the piece before", () => {
  const wrongMoa = () =>
    play(opened("A4"), ["MOE", associer("A15")], ["MOA", { acte: "refuser", motif: "MAUVAISE_MOA", ...dit }]);

  it("asks the titulaire for the right MOA, then goes on with it (T63, T62, T64)", () => {
    const waiting = play(wrongMoa(), ["AUTEUR", { acte: "demanderRecyclage", ...dit }]);
    expect(statuses(waiting)).toEqual(["A4 A_RECYCLER", "A15 EN_ATTENTE_RECYCLAGE_FOURNISSEUR"]);
    expect(isSame(holder(waiting, "AUTEUR"), TITULAIRE)).toBe(true);
    const acheminement = { moe: MOE, moa: AUTRE, destinataire: AUTRE };
    const right = play(waiting, ["AUTEUR", { acte: "recycler", acheminement }]);
    expect(statuses(right)).toEqual(["A4 ASSOCIEE", "A15 A_ASSOCIER_MOA"]);
    expect(isSame(holder(right, "MOA"), AUTRE)).toBe(true);
  });

  it("takes service and engagement along with the recipient they are of, on both pieces; MOE and MOA stay unless named", () => {
    const old = { codeService: "ANCIEN", numeroEngagement: "EJ-ANCIEN" };
    const wrong = play(
      opened("A4", old),
      ["MOE", { acte: "associer", nextPiece: piece("A15", old) }],
      ["MOA", { acte: "refuser", motif: "MAUVAISE_MOA", ...dit }],
      ["AUTEUR", { acte: "demanderRecyclage", ...dit }],
    );
    const acheminement = { destinataire: AUTRE, numeroEngagement: "EJ-NEUF" };
    const right = play(wrong, ["AUTEUR", { acte: "recycler", acheminement }]);
    for (const one of right.pieces) {
      expect(one).toMatchObject({ ...acheminement, moe: MOE, moa: MOA });
      expect(one).not.toHaveProperty("codeService");
    }
  });

  it("is not needed where the MOE itself knows the right one (T62)", () => {
    const acheminement = { moa: AUTRE, destinataire: AUTRE };
    const right = play(wrongMoa(), ["AUTEUR", { acte: "recycler", acheminement }]);
    expect(statuses(right)).toEqual(["A4 ASSOCIEE", "A15 A_ASSOCIER_MOA"]);
  });
});

describe("the request of a subcontractor (A10)", () => {
  const asked = (...valideurs: readonly (typeof TITULAIRE)[]) => opened("A10", { auteur: SOUS_TRAITANT, valideurs });

  it("waits for the titulaire first, and reaches the MOE once he agrees (T10, T20)", () => {
    const dossier = asked(TITULAIRE);
    expect(statuses(dossier)).toEqual(["A10 A_VALIDER_1"]);
    expect(dossier.miseADispositionMoe).toBeUndefined();
    const decision = act(dossier, "VALIDEUR", { acte: "valider", ...dit });
    expect(decision.changes.map(({ statut }) => statut)).toEqual(["VALIDEE_1", "A_ASSOCIER_MOE"]);
    expect(decision.dossier.miseADispositionMoe).toBeDefined();
  });

  it("waits for the mandataire after a joint contractor (T14, T15)", () => {
    const second = play(asked(AUTRE, MANDATAIRE), ["VALIDEUR", { acte: "valider", ...dit }]);
    expect(statuses(second)).toEqual(["A10 A_VALIDER_2"]);
    expect(isSame(holder(second, "VALIDEUR"), MANDATAIRE)).toBe(true);
    expect(statuses(play(second, ["VALIDEUR", { acte: "valider", ...dit }]))).toEqual(["A10 A_ASSOCIER_MOE"]);
  });

  it("goes on with the titulaire's refusal, which binds nobody here (T11; AIFE 2026, table 16)", () => {
    const decision = act(asked(TITULAIRE), "VALIDEUR", { acte: "refuser", motif: "AUTRE", ...dit });
    expect(decision.changes.map(({ statut }) => statut)).toEqual(["REFUSEE_1", "A_ASSOCIER_MOE"]);
  });

  it("goes on by itself after fifteen days of silence (T13; R2193-16)", () => {
    const decision = act(asked(TITULAIRE), "SYSTEME", { acte: "expirer" });
    expect(decision.changes.map(({ statut }) => statut)).toEqual(["ABSENCE_VALIDATION_1_HORS_DELAI", "A_ASSOCIER_MOE"]);
  });

  it("has its wrong valideur corrected (T12, T19)", () => {
    const wrong = play(asked(AUTRE), ["VALIDEUR", { acte: "refuser", motif: "MAUVAIS_VALIDEUR", ...dit }]);
    expect(statuses(wrong)).toEqual(["A10 ERREUR_FOURNISSEUR_SUR_VALIDEUR"]);
    const right = play(wrong, ["AUTEUR", { acte: "corrigerValideur", valideur: TITULAIRE }]);
    expect(statuses(right)).toEqual(["A10 A_VALIDER_1"]);
    expect(isSame(holder(right, "VALIDEUR"), TITULAIRE)).toBe(true);
  });

  it("has its second valideur corrected by the first, who named him (T17, T190)", () => {
    const wrong = play(
      asked(AUTRE, TITULAIRE),
      ["VALIDEUR", { acte: "valider", ...dit }],
      ["VALIDEUR", { acte: "refuser", motif: "MAUVAIS_VALIDEUR", ...dit }],
    );
    expect(isSame(holder(wrong, "VALIDEUR"), AUTRE)).toBe(true);
    const right = play(wrong, ["VALIDEUR", { acte: "corrigerValideur", valideur: MANDATAIRE }]);
    expect(isSame(holder(right, "VALIDEUR"), MANDATAIRE)).toBe(true);
  });
});

describe("the request of a joint contractor (A13)", () => {
  it("is stopped by the mandataire's refusal (T11; AIFE 2026, table 17)", () => {
    const dossier = opened("A13", { auteur: SOUS_TRAITANT, valideurs: [MANDATAIRE] });
    const refused = play(dossier, ["VALIDEUR", { acte: "refuser", motif: "AUTRE", ...dit }]);
    expect(statuses(refused)).toEqual(["A13 REFUSEE_1"]);
    expect(awaitingPiece(refused)).toBeUndefined();
  });
});

describe("silence of the MOE", () => {
  it("stops nothing, and opens the MOA's own step (T37, T38; CCAG Travaux 2021, 12.2.2)", () => {
    const dossier = opened("A4");
    expect(possibleActsFor(dossier, MOA)).toEqual([]);
    const late = play(dossier, ["SYSTEME", { acte: "expirer" }]);
    expect(statuses(late)).toEqual(["A4 A_ASSOCIER_MOE"]);
    expect(possibleActsFor(late, MOA)).toMatchObject([{ acte: "associer", cadres: ["A19"] }]);
    expect(possibleActsFor(late, MOE).map(({ acte }) => acte)).toContain("associer");
    const payable = play(late, ["MOA", associer("A19")]);
    expect(statuses(payable)).toEqual(["A4 ASSOCIEE", "A19 DEPOSEE"]);
    expect(last(payable)?.piecePrecedente).toBe(payable.pieces[0]?.id);
  });
});

describe("what may be done", () => {
  it("is read off the table, for each party its own acts and motives", () => {
    const dossier = opened("A4");
    expect(possibleActsFor(dossier, MOE)).toMatchObject([
      { acte: "associer", cadres: ["A15", "A16"] },
      { acte: "prendreEnCompte" },
      {
        acte: "refuser",
        motifs: expect.arrayContaining(["AUTRE", "ERREUR_DE_MONTANT", "MAUVAISE_MOE", "MAUVAISE_MOA"]),
      },
      { acte: "demanderCompleter", says: "commentaire" },
    ]);
    expect(possibleActsFor(dossier, TITULAIRE)).toEqual([]);
  });
});
