/** The delays of the monthly chain on the whole platform, with its clock moved forward: warned, over, shown, and told by e-mail. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { addDays, startOfDayInParis } from "#domain/calendrier/jours.ts";
import { runOps } from "#infra/cli/ops-command.ts";
import type { Session } from "#infra/cli/platform.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { ACTORS, workPiece } from "#test/given/works.ts";
import { memoryTerminal } from "#test/unit/cli/memory-terminal.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const deposit = async (session: Session, numero: string, cadre: string, travaux: object): Promise<string> => {
  const report = await session.deposit(`${numero}.xml`, workPiece(numero, cadre), { travaux });
  const [membre] = report.factures;
  if (membre?.facture === undefined) throw new Error(JSON.stringify(report));
  return membre.facture;
};

const Echeance = z.looseObject({
  delai: z.string(),
  etat: z.string(),
  jours: z.int(),
  jusquau: z.iso.date(),
  echueLe: z.iso.datetime(),
  avertiLe: z.iso.datetime().optional(),
});
const Dossier = z.looseObject({
  visite: z.int(),
  echeances: z.array(Echeance),
  delaiPaiement: z.looseObject({
    depuis: z.iso.date(),
    joursEcoules: z.int(),
    notification: z.looseObject({ envoyeLe: z.iso.datetime() }).optional(),
  }),
});
const Etapes = z.looseObject({
  etapes: z.array(
    z.looseObject({ dossier: z.string(), echeances: z.array(Echeance), delaiPaiement: z.looseObject({}).optional() }),
  ),
});

const Facture = z.looseObject({ dossier: z.string(), delaiPaiement: z.looseObject({}).optional() });

const factureOf = async (session: Session, id: string) =>
  Facture.parse(await (await session.get(`/v1/factures/${id}`)).json());

const dossierOf = async (session: Session, piece: string): Promise<string> => (await factureOf(session, piece)).dossier;

type People = "menuiserie" | "cabinet" | "syndicat" | "commune";

/** With a session of now: the clock outruns those of before. */
const seen = async (who: People, dossier: string) =>
  Dossier.parse(await (await (await platform.session(who)).get(`/v1/travaux/dossiers/${dossier}`)).json());

const clockOf = async (dossier: string, wanted: string, who: People = "syndicat") => {
  const found = (await seen(who, dossier)).echeances.find(({ delai }) => delai === wanted);
  if (found === undefined) throw new Error(`${dossier} has no ${wanted}`);
  return found;
};

const HOUR_MS = 3_600_000;

/** To two hours after the beginning of that day in Paris: the hourly sweep has come meanwhile. */
const goTo = async (day: string): Promise<void> => {
  const au = new Date(startOfDayInParis(day).getTime() + 2 * HOUR_MS).toISOString();
  const moved = await fetch(`${platform.api}/_local/horloge`, { method: "POST", body: JSON.stringify({ au }) });
  expect(moved.status).toBe(200);
  await platform.runtime.settle();
};

const Mails = z.object({ courriers: z.array(z.looseObject({ to: z.array(z.string()), subject: z.string() })) });
const MOE = "chantiers@cabinet.exemple";

/** Subjects of what was really sent about that piece, to each address. */
const mailsAbout = async (numero: string): Promise<readonly string[]> => {
  const answer: unknown = await (await fetch(`${platform.api}/_local/courriers`)).json();
  return Mails.parse(answer)
    .courriers.filter(({ subject }) => subject.includes(` ${numero} `))
    .map(({ to, subject }) => `${to.join()} ${subject}`)
    .toSorted();
};

const ops = async (...args: string[]) => {
  const terminal = memoryTerminal();
  const status = await runOps(args, { terminal, isWatched: false, environment: process.env });
  return { status, ...terminal.written };
};

describe("a request that its MOE leaves lying", () => {
  it("is warned of two days before the end of its delay, told once that is over, and late as a whole after fifteen", async () => {
    const titulaire = await platform.session("menuiserie");
    const a4 = await deposit(titulaire, "DELAI-1", "A4", ACTORS);
    const dossier = await dossierOf(titulaire, a4);
    await platform.runtime.settle();
    const { echeances, delaiPaiement } = await seen("cabinet", dossier);
    expect(echeances.map(({ delai, etat }) => `${delai} ${etat}`)).toEqual([
      "D2 EN_COURS",
      "D3 EN_COURS",
      "D1 EN_COURS",
    ]);
    // Proven by the row of the e-mail that was really sent (R2192-15).
    expect(delaiPaiement.notification?.envoyeLe).toBeDefined();
    const [d2, d3] = echeances;
    if (d2 === undefined || d3 === undefined) throw new Error("no clocks");
    const received = `${MOE} Demande de paiement DELAI-1 à traiter par le maître d'œuvre`;

    await goTo(addDays(d2.jusquau, -3));
    expect(await mailsAbout("DELAI-1")).toEqual([received]);

    await goTo(addDays(d2.jusquau, -2));
    const warning = `${MOE} Demande de paiement DELAI-1 : votre délai de maître d'œuvre touche à sa fin`;
    expect(await mailsAbout("DELAI-1")).toEqual([warning, received].toSorted());
    expect(await clockOf(dossier, "D2")).toMatchObject({ etat: "EN_COURS", jours: 2, avertiLe: expect.any(String) });
    const own = Etapes.parse(await (await (await platform.session("cabinet")).get("/v1/travaux/etapes")).json());
    expect(own.etapes.find((etape) => etape.dossier === dossier)).toMatchObject({
      echeances: [
        { delai: "D2", jours: 2 },
        { delai: "D3", etat: "EN_COURS" },
      ],
    });

    // The last day is still in time; the warning is not given again.
    await goTo(d2.jusquau);
    expect(await clockOf(dossier, "D2")).toMatchObject({ etat: "EN_COURS", jours: 0 });
    expect(await mailsAbout("DELAI-1")).toHaveLength(2);

    await goTo(addDays(d2.jusquau, 1));
    const over = "Demande de paiement DELAI-1 : le maître d'œuvre n'a pas répondu dans son délai";
    expect(await mailsAbout("DELAI-1")).toEqual(
      [warning, received, `factures@menuiserie.exemple ${over}`, `moa@syndicat.exemple ${over}`].toSorted(),
    );
    expect(await clockOf(dossier, "D2")).toMatchObject({ etat: "DEPASSEE", jours: 1, echueLe: d2.echueLe });
    expect(await clockOf(dossier, "D3")).toMatchObject({ etat: "EN_COURS" });

    await goTo(addDays(d3.jusquau, 1));
    expect(await clockOf(dossier, "D3", "menuiserie")).toMatchObject({ etat: "DEPASSEE", jours: 1, joursEcoules: 16 });
    expect((await seen("commune", dossier)).delaiPaiement).toMatchObject({
      depuis: delaiPaiement.depuis,
      joursEcoules: 16,
    });

    const { status, out } = await ops("dossier", "show", dossier);
    expect(status).toBe(0);
    expect(out).toContain(`Délai de paiement depuis le ${delaiPaiement.depuis}, 16 jours écoulés`);
    expect(out).toMatch(/D3 +dépassée, de 1 jour +jusqu'au/);
    expect(out).toMatch(/D2 +dépassée, de \d+ jours +jusqu'au .*averti le .*CCAG Travaux 2021, 12\.2\.2/);

    // The MOA goes on; what it forwards says since when the payment delay runs (R2192-20).
    const a19 = await deposit(await platform.session("syndicat"), "DELAI-2", "A19", { piecePrecedente: a4 });
    await platform.runtime.settle();
    const payable = await factureOf(await platform.session("commune"), a19);
    expect(payable.delaiPaiement).toMatchObject({ depuis: delaiPaiement.depuis, joursEcoules: 16 });
    expect(await clockOf(dossier, "D2")).toMatchObject({ etat: "DEPASSEE", finiLe: expect.any(String) });
  });
});

describe("other requests", () => {
  it("are not warned of once their MOE has acted, and their clocks stand still", async () => {
    const titulaire = await platform.session("menuiserie");
    const a4 = await deposit(titulaire, "DELAI-3", "A4", ACTORS);
    const dossier = await dossierOf(titulaire, a4);
    await deposit(await platform.session("cabinet"), "DELAI-4", "A15", { piecePrecedente: a4 });
    await platform.runtime.settle();
    const { jusquau } = await clockOf(dossier, "D2");
    await goTo(addDays(jusquau, 1));
    expect(await mailsAbout("DELAI-3")).toHaveLength(1);
    expect(await clockOf(dossier, "D2")).toMatchObject({ etat: "TENUE", joursEcoules: 0 });
    expect(await clockOf(dossier, "D3")).toMatchObject({ etat: "TENUE" });
  });

  it("have no delay of a CCAG, nor a warning, where their contract refers to none", async () => {
    const titulaire = await platform.session("menuiserie");
    const a4 = await deposit(titulaire, "DELAI-5", "A4", { ...ACTORS, ccag: "AUCUN" });
    const dossier = await dossierOf(titulaire, a4);
    await goTo(addDays((await clockOf(dossier, "D3")).jusquau, 1));
    expect((await seen("cabinet", dossier)).echeances.map(({ delai, etat }) => `${delai} ${etat}`)).toEqual([
      "D3 DEPASSEE",
    ]);
    expect(await mailsAbout("DELAI-5")).toHaveLength(1);
  });
});
