/**
 * Whole dossiers played at random: acts and deposits by anybody, time that passes, events that come twice, late and out of
 * order, tasks that break down before or after they wrote, redrives and restarts. What must hold, holds after each step.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { clocksOf } from "#domain/travaux/clocks.ts";
import { awaitingPiece, type Dossier, structureOf } from "#domain/travaux/dossier.ts";
import { nextDue, warning } from "#domain/travaux/echeances.ts";
import { possibleActs } from "#domain/travaux/possible-acts.ts";
import { standingOf } from "#domain/travaux/standing.ts";
import { SELLER } from "#test/given/invoice.ts";
import {
  AGENT_MOA,
  AGENT_MOE,
  AGENT_VALIDEUR,
  chantier,
  DAY,
  MOA,
  MOE,
  TITULAIRE,
  VALIDEUR,
} from "#test/unit/usecases/chantier.ts";
import { RECIPIENT, siret } from "#test/unit/usecases/given.ts";
import type { DemandeActe } from "#usecases/act-on-dossier.ts";
import { makeAwaitAct } from "#usecases/await-act.ts";
import { makeFollowEvenement } from "#usecases/follow-evenement.ts";

const ACTORS: readonly PrincipalId[] = [TITULAIRE, AGENT_MOE, AGENT_MOA, AGENT_VALIDEUR, RECIPIENT];

/** How the task of an execution breaks down: before it wrote its token, after it did, or not. */
type Breakdown = "before" | "after" | undefined;

/** What Step Functions does with the machine of the chain: one wait at a time, each with a token of its own. */
class Machine {
  /** Tokens that were waited with at the same time: never more than one. */
  mostTokens = 0;
  status: "none" | "RUNNING" | "SUCCEEDED" | "FAILED" = "none";
  visit = 0;
  starts = 0;
  readonly #tokens = new Set<string>();
  readonly #enter: (wait: { dossier: string; visit: number; jeton: string }) => Promise<void>;
  readonly #read: (dossier: string) => Promise<Dossier>;
  #dossier = "";
  #drawn = 0;
  breakdown: Breakdown;

  constructor(
    enter: (machine: Machine) => (wait: { dossier: string; visit: number; jeton: string }) => Promise<void>,
    read: (dossier: string) => Promise<Dossier>,
  ) {
    this.#enter = enter(this);
    this.#read = read;
  }

  async start(name: string): Promise<void> {
    if (this.status !== "none") return;
    this.#dossier = name;
    this.starts += 1;
    await this.run();
  }

  /** The first state reads the row, be it of a start or of a restart. */
  async run(): Promise<void> {
    const dossier = await this.#read(this.#dossier);
    this.status = "RUNNING";
    await this.#goTo(dossier.visit, standingOf(dossier).statut);
  }

  async answer(jeton: string, output: object): Promise<void> {
    // An older token is refused: InvalidToken or TaskTimedOut.
    if (this.status !== "RUNNING" || !this.#tokens.delete(jeton)) return;
    const { visit, statut } = output as { readonly visit: number; readonly statut?: string };
    await this.#goTo(visit, statut);
  }

  async #goTo(visit: number, statut: string | undefined): Promise<void> {
    if (statut === undefined) {
      this.status = "SUCCEEDED";
      return;
    }
    this.visit = visit;
    await this.wait();
  }

  /** A state is entered, or entered again by a redrive: with a new token. */
  async wait(): Promise<void> {
    this.status = "RUNNING";
    this.#tokens.clear();
    const jeton = `jeton-${this.#drawn++}`;
    this.#tokens.add(jeton);
    this.mostTokens = Math.max(this.mostTokens, this.#tokens.size);
    const breakdown = this.breakdown;
    this.breakdown = undefined;
    if (breakdown !== "before") await this.#enter({ dossier: this.#dossier, visit: this.visit, jeton });
    // What had been answered meanwhile has gone on already.
    if (breakdown !== undefined && this.#tokens.has(jeton)) {
      this.#tokens.clear();
      this.status = "FAILED";
    }
  }
}

const playing = async (cadre: CadreMensuel) => {
  const site = chantier();
  const read = async (id: string): Promise<Dossier> => {
    const dossier = await site.dossiers.find(id);
    if (dossier === undefined) throw new Error(`${id} has no row`);
    return dossier;
  };
  const machine = new Machine(
    (one) =>
      makeAwaitAct({
        dossiers: site.dossiers,
        journal: site.journal,
        executions: { answer: (...all) => one.answer(...all) },
      }),
    read,
  );
  const executions = {
    start: (name: string) => machine.start(name),
    answer: (jeton: string, output: object) => machine.answer(jeton, output),
  };
  const follow = makeFollowEvenement({ ...site, executions });
  const opening = {
    moe: siret(MOE),
    moa: siret(MOA),
    ...(CIRCUIT_MENSUEL[cadre].valideur === "compulsory" && { valideurs: [siret(VALIDEUR)] }),
  };
  const first = await site.piece("P-0", cadre, TITULAIRE, opening, "1000.00");
  const id = (await site.factures.find(first))?.dossier ?? "";
  return { ...site, machine, follow, read: () => read(id), id, first, deposited: new Map([[first, "1000.00"]]) };
};

type Play = Awaited<ReturnType<typeof playing>>;
type Step = (play: Play) => Promise<void>;

const AGENTS: ReadonlyMap<string, PrincipalId> = new Map([
  [SELLER, TITULAIRE],
  [MOE, AGENT_MOE],
  [MOA, AGENT_MOA],
  [VALIDEUR, AGENT_VALIDEUR],
]);

const agentOf = (structure: StructureId | undefined): PrincipalId =>
  AGENTS.get(structure?.identifiantStructure ?? "") ?? RECIPIENT;

/** A refusal is an answer as good as another; anything else is a bug. */
const refused = (error: unknown): void => {
  if (!(error instanceof Error) || !/^[A-Z_]+$/.test(error.name)) throw error;
};

const anAct: fc.Arbitrary<Step> = fc
  .record({
    /** Undefined for who is to act. */
    anybody: fc.option(fc.constantFrom(...ACTORS), { nil: undefined, freq: 5 }),
    choice: fc.nat(20),
    motif: fc.nat(5),
    isLate: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
  })
  .map(({ anybody, choice, motif, isLate }) => async (play) => {
    const dossier = await play.read();
    const acts = possibleActs(dossier).filter(({ acte }) => acte !== "associer" && acte !== "expirer");
    const act = acts[choice % Math.max(acts.length, 1)];
    const piece = awaitingPiece(dossier);
    if (act === undefined || piece === undefined) return;
    const actor = anybody ?? agentOf(structureOf(act.by, piece, dossier));
    const chosen = act.motifs[motif % Math.max(act.motifs.length, 1)];
    await play
      .actOnDossier(actor, play.id, {
        visite: isLate ? Math.max(dossier.visit - 1, 0) : dossier.visit,
        acte: act.acte as DemandeActe["acte"],
        commentaire: "Vu.",
        ...(chosen !== undefined && { motif: chosen }),
        acheminement: { moe: siret(MOE), moa: siret(MOA), destinataire: dossier.pieces[0]?.destinataire ?? siret(MOA) },
        valideur: siret(VALIDEUR),
      })
      .catch(refused);
  });

const aDeposit: fc.Arbitrary<Step> = fc
  .record({
    by: fc.constantFrom(
      { actor: AGENT_MOE, cadre: "A15" },
      { actor: AGENT_MOE, cadre: "A16" },
      { actor: AGENT_MOA, cadre: "A19" },
      { actor: AGENT_MOA, cadre: "A15" },
    ),
    cents: fc.integer({ min: 1, max: 99_999 }),
  })
  .map(({ by: { actor, cadre }, cents }) => async (play) => {
    const awaiting = awaitingPiece(await play.read());
    const ttc = (cents / 100).toFixed(2);
    const numero = `P-${play.deposited.size}-${cents}`;
    const travaux = { piecePrecedente: awaiting?.id ?? play.first };
    const { membre } = await play.deposit(numero, cadre, actor, travaux, ttc);
    if (membre?.facture !== undefined) play.deposited.set(membre.facture, ttc);
  });

/** Events come in any order, some twice, and stay to come again where that failed. */
const aDelivery: fc.Arbitrary<Step> = fc
  .record({ which: fc.nat(50), isTwice: fc.boolean(), isAgain: fc.boolean() })
  .map(({ which, isTwice, isAgain }) => async (play) => {
    const events = isAgain ? [...play.store.evenements.values()] : play.pending();
    const event = events[which % Math.max(events.length, 1)];
    if (event === undefined) return;
    await play.follow(event);
    if (isTwice) await play.follow(event);
  });

/** What the sweep does of a dossier; whatever it finds, another one right after it finds nothing. */
const sweeps = async (play: Play): Promise<void> => {
  if (!(await play.expireEtape(play.id))) await play.warnHolder(play.id);
  expect(await play.warnHolder(play.id)).toBe(false);
};

const someDays: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 20 }).map((days) => async (play) => {
  play.pass(days * DAY);
  await sweeps(play);
});

/** Past the warning, short of the end: two sweeps at once, of which one writes. */
const aWarning: fc.Arbitrary<Step> = fc.constant(async (play: Play) => {
  const due = nextDue(await play.read());
  if (due === undefined || due < play.clock.now.toISOString()) return;
  play.clock.now = new Date(due);
  const before = await play.read();
  const written = await Promise.all([play.warnHolder(play.id), play.warnHolder(play.id)]);
  expect(written.filter(Boolean)).toHaveLength(warning(before, due) === undefined ? 0 : 1);
  // It is no act: whoever acts next does so at the visit that he saw.
  expect((await play.read()).visit).toBe(before.visit);
});

const aBreakdown: fc.Arbitrary<Step> = fc
  .constantFrom("before" as const, "after" as const)
  .map((breakdown) => async (play) => {
    play.machine.breakdown = breakdown;
  });

const aRedrive: fc.Arbitrary<Step> = fc.constant(async ({ machine }: Play) => {
  if (machine.status === "FAILED") await machine.wait();
});

const aRestart: fc.Arbitrary<Step> = fc.constant(async ({ machine }: Play) => {
  if (machine.status === "FAILED") await machine.run();
});

const holds = async (play: Play): Promise<void> => {
  const dossier = await play.read();
  const { pieces, visit } = dossier;
  const waiting = pieces.filter((piece) => awaitingPiece({ ...dossier, pieces: [piece] }) !== undefined);
  expect(waiting.length).toBeLessThanOrEqual(1);
  // Nothing lost, nothing doubled: one decision at each visit, and none ahead.
  const decided = await Promise.all(Array.from({ length: visit + 1 }, (_, at) => play.dossiers.decision(play.id, at)));
  expect(decided.map((one) => one?.visit)).toEqual([...Array.from({ length: visit }, (_, at) => at), undefined]);
  // Amounts stay as they were deposited, whatever came later.
  expect(new Map(pieces.map(({ id, montants }) => [id, montants.ttc]))).toEqual(play.deposited);
  for (const { id, statut } of pieces) {
    const facture = await play.factures.dossier(id);
    const shown = statut === "DEPOSEE" ? "MISE_A_DISPOSITION" : statut;
    expect([facture?.facture.statut, facture?.historique.at(-1)?.statut]).toEqual([shown, shown]);
  }
  // At most one delay runs, against who is awaited; those before it have ended, in order.
  const open = dossier.holds.filter(({ fin }) => fin === undefined);
  expect(open.length).toBeLessThanOrEqual(1);
  for (const { piece } of open) expect(awaitingPiece(dossier)?.id).toBe(piece);
  const instants = dossier.holds.flatMap(({ depuis, fin = play.clock.now.toISOString() }) => [depuis, fin]);
  expect(instants).toEqual(instants.toSorted());
  expect(play.machine.mostTokens).toBeLessThanOrEqual(1);
  expect(play.machine.starts).toBeLessThanOrEqual(1);
  // An execution is never ahead of its dossier.
  expect(play.machine.visit).toBeLessThanOrEqual(visit);
};

/** All that is left to come comes, and whoever operates redrives. */
const settled = async (play: Play): Promise<void> => {
  play.machine.breakdown = undefined;
  for (const event of play.pending()) await play.follow(event);
  if (play.machine.status === "FAILED") await play.machine.wait();
};

describe("whole dossiers, whatever happens", () => {
  it("stay consistent at each step, and their executions end up where they are", async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: anAct },
      { weight: 3, arbitrary: aDeposit },
      { weight: 4, arbitrary: aDelivery },
      { weight: 1, arbitrary: someDays },
      { weight: 1, arbitrary: aWarning },
      { weight: 1, arbitrary: aBreakdown },
      { weight: 1, arbitrary: aRedrive },
      { weight: 1, arbitrary: aRestart },
    );
    const cadre = fc.constantFrom<CadreMensuel>("A4", "A4", "A5", "A10", "A13");
    const ends = new Set<string>();
    let warnedPlays = 0;
    await fc.assert(
      fc.asyncProperty(cadre, fc.array(step, { minLength: 5, maxLength: 40, size: "max" }), async (opened, steps) => {
        const play = await playing(opened);
        for (const one of steps) {
          await one(play);
          await holds(play);
        }
        await settled(play);
        await holds(play);
        const dossier = await play.read();
        ends.add(dossier.pieces.map((piece) => `${piece.cadre} ${piece.statut}`).join(", "));
        const { statut } = standingOf(dossier);
        if (statut === undefined) expect(play.machine.status).toBe("SUCCEEDED");
        else expect([play.machine.status, play.machine.visit]).toEqual(["RUNNING", dossier.visit]);
        // Nobody is asked twice: one e-mail for each fact and each structure, whatever came twice.
        const all = [...play.store.courriels.values()];
        // Of a delay that was warned of and not ended before its e-mail: one, to who held the dossier then.
        const warnings = all.filter(({ type }) => type === "DELAI_MOE_A_ECHOIR");
        const warned = dossier.holds.filter(({ avertiLe }) => avertiLe !== undefined);
        expect(warnings.length).toBeLessThanOrEqual(warned.length);
        for (const { avertiLe = "", depuis, fin } of warned) {
          expect(avertiLe > depuis && (fin === undefined || avertiLe <= fin)).toBe(true);
        }
        for (const { echueLe, avertiLe } of clocksOf(dossier, play.clock.now)) {
          if (avertiLe !== undefined) expect(avertiLe < echueLe).toBe(true);
        }
        warnedPlays += warnings.length > 0 ? 1 : 0;
        const mails = all.filter((mail) => !warnings.includes(mail)).map(({ id }) => id);
        expect(new Set(mails).size).toBe(mails.length);
        const asked = await Promise.all(
          Array.from({ length: dossier.visit }, (_, at) => play.dossiers.decision(play.id, at)),
        );
        const notices = asked.flatMap((one) => one?.avis ?? []).length;
        const payable = dossier.pieces.filter((piece) => piece.statut === "DEPOSEE").length;
        expect(mails).toHaveLength(notices + payable);
      }),
      { numRuns: 400 },
    );
    // Plays that all end at their first step would prove nothing: some fifty ends are usual.
    expect(ends.size).toBeGreaterThan(20);
    expect(warnedPlays).toBeGreaterThan(5);
  });
});
