/** A function that stops between any two of its calls, and whose message is delivered again: an archive ends the same. */

import { describe, expect, it } from "vitest";
import { statutDepot } from "#domain/depots/depot.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { zipOf } from "#infra/samples/zip.ts";
import { makeIntegrateDepot, type Upload } from "#usecases/integrate-depot.ts";
import { type Membre, makeIntegrateMembre } from "#usecases/integrate-membre.ts";
import { bytesOf, given, SUPPLIER } from "./given.ts";

const invoice = (numero: string) => bytesOf({ root: { "BT-1": numero } });

/** Two good ones, the same bytes again, a wrong invoice, and one that is not even unpacked. */
const ARCHIVE = zipOf([
  { nom: "a.xml", contenu: invoice("F-1") },
  { nom: "b.xml", contenu: invoice("F-2") },
  { nom: "copie.xml", contenu: invoice("F-1") },
  { nom: "faux.xml", contenu: bytesOf({ root: { "BT-2": "hier" } }) },
  { nom: "../c.xml", contenu: invoice("F-3") },
]);

class Crash extends Error {}

type Moment = "before" | "after";

/** Makes the `at`-th call of all that goes through these ports crash: before it is done, or just after. */
const crashing = (at: number, moment: Moment) => {
  let calls = 0;
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== "function") return method;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          calls += 1;
          const isLast = calls === at;
          if (isLast && moment === "before") throw new Crash();
          const result: unknown = await Reflect.apply(method, target, args);
          if (isLast) throw new Crash();
          return result;
        };
      },
    });
  return { wrap, calls: () => calls };
};

const run = async (at: number, moment: Moment) => {
  const world = given();
  const { wrap, calls } = crashing(at, moment);
  const {
    annuaire,
    depots,
    factures,
    dossiers,
    uploads,
    archive,
    intake,
    verifyInvoice,
    openArchive,
    system,
    journal,
  } = world;
  const deps = {
    annuaire: wrap(annuaire),
    depots: wrap(depots),
    factures: wrap(factures),
    dossiers: wrap(dossiers),
    uploads: wrap(uploads),
    archive: wrap(archive),
    intake: wrap(intake),
    verifyInvoice,
    openArchive,
    checkSiretKey: true,
    guidelines: GUIDELINES,
    profile: "en16931" as const,
    system,
    journal,
  };
  const integrateDepot = makeIntegrateDepot(deps);
  const integrateMembre = makeIntegrateMembre(deps);

  const declared = { nomFichier: "lot.zip", taille: ARCHIVE.length, verificationSeule: false };
  const { depot } = await world.createDepot(SUPPLIER, declared);
  const upload: Upload = { depot: depot.id, versionId: world.uploads.upload(depot.id, ARCHIVE) };
  let crashes = 0;
  /** As the queue does it: a message that failed comes back. */
  const deliver = async (handle: () => Promise<void>): Promise<void> => {
    try {
      await handle();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      crashes += 1;
      await handle();
    }
  };
  await deliver(() => integrateDepot(upload));
  for (let next: Membre | undefined = world.waiting.shift(); next; next = world.waiting.shift()) {
    const membre = next;
    await deliver(() => integrateMembre(membre));
  }
  const report = await world.report(depot.id);
  return {
    crashes,
    calls: calls(),
    ending: {
      statut: statutDepot(report.depot),
      counts: [report.depot.total, report.depot.integres, report.depot.rejetes],
      membres: report.membres.map(({ rang, nomFichier, resultat, numeroFacture, facture, fautes }) => ({
        rang,
        nomFichier,
        resultat,
        numeroFacture,
        facture,
        fautes: fautes.map(({ code }) => code),
      })),
      factures: [...world.store.factures.keys()].toSorted(),
      evenements: [...world.store.evenements.keys()].toSorted(),
      archived: [...world.uploads.archived.keys()].toSorted(),
    },
  };
};

const undisturbed = await run(0, "before");

describe("an archive of five", () => {
  it("ends with three integrated and two refused when nothing happens", () => {
    expect(undisturbed.ending).toMatchObject({ statut: "INTEGRE_PARTIELLEMENT", counts: [5, 3, 2] });
    expect(undisturbed.ending.factures).toHaveLength(2);
  });

  it.each(["before", "after"] as const)(
    "ends the same when its function crashes %s any of its calls",
    async (moment) => {
      expect(undisturbed.calls).toBeGreaterThan(30);
      for (let at = 1; at <= undisturbed.calls; at++) {
        const { crashes, ending } = await run(at, moment);
        expect({ at, crashes, ending }).toEqual({ at, crashes: 1, ending: undisturbed.ending });
      }
    },
  );
});
