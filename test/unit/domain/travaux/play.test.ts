/** Whatever the parties do, in any order: what always holds of a dossier. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import type { ActDone } from "#domain/travaux/decide.ts";
import { awaitingPiece, type Dossier } from "#domain/travaux/dossier.ts";
import { type PossibleAct, possibleActs } from "#domain/travaux/possible-acts.ts";
import { statutTravaux } from "#domain/travaux/statuts-travaux.ts";
import { TRANSITIONS } from "#domain/travaux/transitions.ts";
import { AUTRE, act, MANDATAIRE, MOA, MOE, opened, piece, TITULAIRE } from "./marche.ts";

type Pick = <Value>(values: readonly Value[]) => Value | undefined;

const contentOf = ({ acte, motifs, cadres }: PossibleAct, pick: Pick): ActDone => {
  const motif = pick(motifs);
  const cadre = pick(cadres);
  return {
    acte,
    commentaire: "…",
    ...(motif && { motif }),
    ...(cadre && { nextPiece: piece(cadre) }),
    ...(acte === "recycler" && { acheminement: { moe: MOE, moa: pick([MOA, AUTRE]) ?? MOA, destinataire: MOA } }),
    ...(acte === "corrigerValideur" && { valideur: pick([TITULAIRE, MANDATAIRE]) ?? TITULAIRE }),
  };
};

/** The system's own act, where there is one now: a delay that has gone by. */
const delayIn = (dossier: Dossier): boolean => {
  const waiting = awaitingPiece(dossier);
  return TRANSITIONS.some(
    ({ acte, from }) => acte === "expirer" && waiting !== undefined && from.includes(waiting.statut),
  );
};

const step = (dossier: Dossier, pick: Pick): Dossier => {
  if (delayIn(dossier) && pick([true, false, false, false]))
    return act(dossier, "SYSTEME", { acte: "expirer" }).dossier;
  const possible = pick(possibleActs(dossier));
  return possible === undefined ? dossier : act(dossier, possible.by, contentOf(possible, pick)).dossier;
};

const checkDossier = (dossier: Dossier): void => {
  const waiting = dossier.pieces.filter(({ statut }) => statutTravaux(statut).awaits !== undefined);
  expect(waiting.length).toBeLessThanOrEqual(1);
  expect(possibleActs(dossier).length > 0).toBe(waiting.length === 1);
  for (const { statut, pieceSuivante, piecePrecedente } of dossier.pieces) {
    expect(statutTravaux(statut).transient).toBeUndefined();
    if (statut === "ASSOCIEE") expect(dossier.pieces.some(({ id }) => id === pieceSuivante)).toBe(true);
    if (statut === "EN_ATTENTE_RECYCLAGE_FOURNISSEUR") {
      expect(dossier.pieces.find(({ id }) => id === piecePrecedente)?.statut).toBe("A_RECYCLER");
    }
  }
};

const cadres = Object.keys(CIRCUIT_MENSUEL) as CadreMensuel[];
const valideursOf = (cadre: CadreMensuel, many: number) =>
  CIRCUIT_MENSUEL[cadre].valideur === "none" ? [] : [AUTRE, MANDATAIRE].slice(0, many);

describe("a dossier, whatever is done", () => {
  it("waits for one piece or is over, keeps every piece and every amount, and counts each act once", () => {
    const property = fc.property(
      fc.constantFrom(...cadres),
      fc.integer({ min: 0, max: 2 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 120 }),
      (cadre, many, choices) => {
        let turn = 0;
        const pick: Pick = (values) => values[(choices[turn++ % choices.length] ?? 0) % Math.max(values.length, 1)];
        let dossier = opened(cadre, { valideurs: valideursOf(cadre, many) });
        checkDossier(dossier);
        for (let count = 0; count < 30 && possibleActs(dossier).length > 0; count++) {
          const before = dossier;
          dossier = step(before, pick);
          checkDossier(dossier);
          expect(dossier.visit).toBe(before.visit + 1);
          expect(dossier.pieces.slice(0, before.pieces.length).map(({ id, montants }) => ({ id, montants }))).toEqual(
            before.pieces.map(({ id, montants }) => ({ id, montants })),
          );
        }
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });

  it("says of each row of the table what it was read in", () => {
    expect(TRANSITIONS.filter(({ source }) => source.length < 10)).toEqual([]);
    expect(new Set(TRANSITIONS.map(({ id }) => id)).size).toBe(TRANSITIONS.length);
  });
});
