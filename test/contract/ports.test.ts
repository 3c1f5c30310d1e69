/** What every adapter promises of its port, whatever it is made of: run on memory and on the AWS adapters alike. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFinished, type MembreDepot } from "#domain/depots/depot.ts";
import { depositOf, type Facture } from "#domain/facture/facture.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import { NO_REQUIREMENT, type Principal, type Structure } from "#domain/structures/structure.ts";
import type { NewDepot } from "#ports/depots.ts";
import type { Evenement } from "#ports/evenements.ts";
import type { FacturesQuery, Integration, Position } from "#ports/factures.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { deterministicId, sha256Hex } from "#usecases/identity.ts";
import { type Adapters, awsAdapters, memoryAdapters } from "./adapters.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const CREATED = "2026-03-31T10:00:00.000Z";
const NOW = "2026-04-01T10:00:00.000Z";
const siret = (identifiantStructure: string): StructureId => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
});
const SELLER = siret("99900011000018");
const BUYER = siret("99900002900010");

let drawn = 0;
/** Ids are fresh for each test: the AWS adapters share their tables. */
const fresh = (kind: string): string => deterministicId(kind, String(drawn++));

const newDepot = (changes: Partial<NewDepot> = {}): NewDepot => ({
  id: fresh("depot"),
  deposant: "compte:contrat",
  creeLe: CREATED,
  nomFichier: "f.xml",
  taille: 10,
  verificationSeule: false,
  empreinteDemande: "e",
  ...changes,
});

const newMembre = (changes: Partial<MembreDepot> = {}): MembreDepot => ({
  rang: 1,
  resultat: "REJETEE",
  sha256: "0".repeat(64),
  jugeLe: NOW,
  fautes: [
    {
      code: "NUMERO_ABSENT",
      severity: "fatal",
      terms: ["BT-1"],
      message: "m",
      fix: "f",
      at: { path: "/", line: 1, column: 1 },
    },
  ],
  ...changes,
});

const newFacture = (depot: string, changes: Partial<Facture> = {}): Facture => ({
  id: fresh("facture"),
  alias: 9_000_000_000_000_000 + drawn++,
  numeroFacture: "F-1",
  dateFacture: "2026-03-31",
  typeFacture: "380",
  cadre: "A1",
  devise: "EUR",
  montantTtc: "120.00",
  fournisseur: { ...SELLER, raisonSocialeStructure: "Menuiserie" },
  destinataire: { ...BUYER, raisonSocialeStructure: "Commune" },
  codeService: "TECHNIQUE",
  statut: "MISE_A_DISPOSITION",
  syntaxe: "ubl-invoice",
  sha256: "0".repeat(64),
  taille: 10,
  depot,
  dateDepot: NOW,
  auteur: "compte:contrat",
  ...changes,
});

const integrationOf = (facture: Facture, changes: Partial<Integration> = {}): Integration => ({
  facture,
  partitions: 1,
  passages: [{ statut: "MISE_A_DISPOSITION", instant: facture.dateDepot, auteur: "plateforme" }],
  membre: newMembre({ resultat: "INTEGREE", facture: facture.id, fautes: [] }),
  ...changes,
});

const KINDS: readonly (readonly [string, () => Adapters])[] = [
  ["memory", memoryAdapters],
  ["AWS", () => awsAdapters(platform)],
];

describe.each(KINDS)("%s", (_, make) => {
  let adapters: Adapters;
  beforeAll(() => {
    adapters = make();
  });

  const claimed = async (): Promise<string> => {
    const { depot } = await adapters.depots.create(newDepot());
    await adapters.depots.claim(depot.id, "v1", NOW);
    return depot.id;
  };

  describe("the directory", () => {
    const structure = (id: StructureId, changes: Partial<Structure> = {}): Structure => ({
      ...id,
      raisonSocialeStructure: "Exemple",
      structurePriveePublique: "PUBLIQUE",
      statut: "ACTIVE",
      parametres: NO_REQUIREMENT,
      partitions: 1,
      ...changes,
    });
    const service = (codeService: string) =>
      ({ codeService, nomService: codeService, statut: "ACTIF", numeroEngagement: false }) as const;

    it("gives back a structure and its services as they were saved", async () => {
      const one = structure(siret("99900003700021"), { emailStructure: "a@b.exemple" });
      await adapters.editor.saveStructure(one, [service("A"), service("B")]);
      expect(await adapters.annuaire.structures([one])).toEqual([one]);
      expect(await adapters.annuaire.service(one, "A")).toEqual(service("A"));
      expect(await adapters.annuaire.service(one, "C")).toBeUndefined();
    });

    it("leaves out structures that it does not know, and names one asked for twice once", async () => {
      const one = structure(siret("99900003700039"));
      await adapters.editor.saveStructure(one, []);
      expect(await adapters.annuaire.structures([one, siret("00000000000000"), one])).toEqual([one]);
    });

    it("knows none of no structures", async () => {
      expect(await adapters.annuaire.structures([])).toEqual([]);
    });

    it("forgets the services that a structure was saved without", async () => {
      const one = structure(siret("99900003700047"));
      await adapters.editor.saveStructure(
        one,
        Array.from({ length: 60 }, (__, index) => service(`S${index}`)),
      );
      await adapters.editor.saveStructure(one, [service("S7")]);
      expect(await adapters.annuaire.service(one, "S7")).toEqual(service("S7"));
      expect(await adapters.annuaire.service(one, "S8")).toBeUndefined();
    });

    it("gives a caller with its rattachements, and forgets those that were taken away", async () => {
      const rattachement = {
        structure: SELLER,
        statut: "VALIDEE",
        habilitations: { FACTURES_EMISES: "MODIFICATION" },
      } as const;
      const principal: Principal = { id: "compte:contrat", statut: "ACTIF", rattachements: [rattachement] };
      await adapters.editor.savePrincipal(principal);
      expect(await adapters.annuaire.principal(principal.id)).toEqual(principal);
      await adapters.editor.savePrincipal({ ...principal, statut: "INACTIF", rattachements: [] });
      expect(await adapters.annuaire.principal(principal.id)).toEqual({
        ...principal,
        statut: "INACTIF",
        rattachements: [],
      });
      expect(await adapters.annuaire.principal("compte:personne")).toBeUndefined();
    });

    it("knows who operates the platform, and forgets it when it is taken away", async () => {
      const ops: Principal = { id: "personne:ops", statut: "ACTIF", rattachements: [], exploitant: true };
      await adapters.editor.savePrincipal(ops);
      expect(await adapters.annuaire.principal(ops.id)).toEqual(ops);
      const { exploitant: _taken, ...others } = ops;
      await adapters.editor.savePrincipal(others);
      expect(await adapters.annuaire.principal(ops.id)).toEqual(others);
    });

    it("keeps the secrets of an account, and has none for an unknown one", async () => {
      const secrets = [{ sel: "aa", empreinte: "bb", fin: NOW }];
      await adapters.editor.saveSecrets("contrat", secrets);
      expect(await adapters.annuaire.secrets("contrat")).toEqual(secrets);
      expect(await adapters.annuaire.secrets("personne")).toEqual([]);
    });
  });

  describe("deposits", () => {
    it("are created once: 100 creations at once give one", async () => {
      const depot = newDepot({ sha256: "a".repeat(64) });
      const all = await Promise.all(Array.from({ length: 100 }, () => adapters.depots.create(depot)));
      expect(all.filter(({ created }) => created)).toHaveLength(1);
      for (const one of all)
        expect(one.depot).toEqual({
          ...depot,
          ouvertDepuis: depot.creeLe,
          integres: 0,
          rejetes: 0,
          versionsIgnorees: [],
        });
    });

    it("are tied to the first version claimed; a repeated claim changes nothing", async () => {
      const { depot } = await adapters.depots.create(newDepot());
      expect(await adapters.depots.claim(depot.id, "v1", NOW)).toMatchObject({
        outcome: "ours",
        depot: { versionId: "v1", recuLe: NOW, total: 1 },
      });
      expect(await adapters.depots.claim(depot.id, "v2", NOW)).toEqual({ outcome: "ignored" });
      expect(await adapters.depots.claim(depot.id, "v2", NOW)).toEqual({ outcome: "ignored" });
      expect(await adapters.depots.claim(depot.id, "v1", "2026-05-01T00:00:00.000Z")).toMatchObject({
        outcome: "ours",
        depot: { recuLe: NOW },
      });
      expect((await adapters.depots.find(depot.id))?.depot).toMatchObject({
        versionId: "v1",
        versionsIgnorees: ["v2"],
      });
      expect(await adapters.depots.claim(fresh("depot"), "v1", NOW)).toEqual({ outcome: "unknown" });
    });

    it("take one verdict per member, counted once", async () => {
      const id = await claimed();
      await Promise.all(Array.from({ length: 10 }, () => adapters.depots.recordMembre(id, newMembre())));
      const found = await adapters.depots.find(id);
      expect(found?.depot).toMatchObject({ integres: 0, rejetes: 1 });
      expect(found?.membres).toEqual([newMembre()]);
      expect(found && isFinished(found.depot)).toBe(true);
    });

    it("of an archive count its members once all are stored, and no claim takes them back", async () => {
      const id = await claimed();
      await adapters.depots.markUnpacked(id, 3, NOW);
      await adapters.depots.markUnpacked(id, 2, "2026-05-01T00:00:00.000Z");
      const unpacked = { total: 3, decompresseLe: NOW, versionId: "v1" };
      expect(await adapters.depots.claim(id, "v1", NOW)).toMatchObject({ outcome: "ours", depot: unpacked });
      expect(await adapters.depots.get(id)).toMatchObject(unpacked);
      await expect(adapters.depots.markUnpacked(fresh("depot"), 1, NOW)).rejects.toThrow();
    });

    it("of an archive wait until they are closed, since no member knows that it is the last", async () => {
      const { depot } = await adapters.depots.create(newDepot({ creeLe: "2019-01-01T00:00:00.000Z" }));
      await adapters.depots.claim(depot.id, "v1", NOW);
      await adapters.depots.markUnpacked(depot.id, 2, NOW);
      const waiting = async (): Promise<boolean> => {
        const ids: string[] = [];
        await adapters.depots.unfinishedBefore("2019-01-02T00:00:00.000Z", async ({ id }) => void ids.push(id));
        return ids.includes(depot.id);
      };
      const facture = newFacture(depot.id);
      const membre = newMembre({ nomFichier: "b.xml", rang: 2, resultat: "INTEGREE", facture: facture.id, fautes: [] });
      await adapters.factures.integrate(integrationOf(facture, { membre }));
      const { sha256: _none, ...unread } = newMembre({ nomFichier: "../a.xml" });
      await adapters.depots.recordMembre(depot.id, unread);
      const found = await adapters.depots.find(depot.id);
      expect(found?.depot).toMatchObject({ integres: 1, rejetes: 1, total: 2 });
      expect(found?.membres).toEqual([unread, membre]);
      expect(await waiting()).toBe(true);
      await adapters.depots.close(depot.id);
      await adapters.depots.close(depot.id);
      expect(await waiting()).toBe(false);
      expect(await adapters.depots.get(depot.id)).not.toHaveProperty("ouvertDepuis");
      await expect(adapters.depots.close(fresh("depot"))).rejects.toThrow();
    });

    it("have a report that is read whole, beyond a page of the database (DynamoDB, 1 MB)", async () => {
      const id = await claimed();
      const fautes = [{ code: "C", severity: "fatal", terms: [], message: "m".repeat(290_000), fix: "f" }] as const;
      for (const rang of [5, 3, 1, 2, 4]) {
        await adapters.depots.recordMembre(id, newMembre({ rang, nomFichier: `${rang}.xml`, fautes }));
      }
      expect((await adapters.depots.find(id))?.membres.map(({ rang }) => rang)).toEqual([1, 2, 3, 4, 5]);
    });

    it("that are unknown have no report, and take no verdict", async () => {
      expect(await adapters.depots.find(fresh("depot"))).toBeUndefined();
      expect(await adapters.depots.get(fresh("depot"))).toBeUndefined();
      await expect(adapters.depots.recordMembre(fresh("depot"), newMembre())).rejects.toThrow("has no row");
    });

    it("without a result are visited once they are old enough, until they have one or expire", async () => {
      const open = newDepot({ creeLe: "2020-01-01T00:00:00.000Z" });
      const received = newDepot({ creeLe: "2020-01-01T00:00:00.000Z" });
      for (const depot of [open, received]) await adapters.depots.create(depot);
      await adapters.depots.claim(received.id, "v1", NOW);
      const visited = async (): Promise<readonly string[]> => {
        const ids: string[] = [];
        await adapters.depots.unfinishedBefore("2020-01-02T00:00:00.000Z", async ({ id }) => void ids.push(id));
        return ids.sort();
      };
      expect(await visited()).toEqual([open.id, received.id].sort());
      await adapters.depots.expire(open.id, NOW);
      await adapters.depots.expire(received.id, NOW);
      expect(await visited()).toEqual([received.id]);
      await adapters.depots.recordMembre(received.id, newMembre());
      expect(await visited()).toEqual([]);
      expect((await adapters.depots.find(open.id))?.depot.expireLe).toBe(NOW);
      expect((await adapters.depots.find(received.id))?.depot.expireLe).toBeUndefined();
      expect(await adapters.depots.reopen(received.id, NOW)).toMatchObject({ rejetes: 1 });
      expect(await adapters.depots.reopen(open.id, "2020-01-01T12:00:00.000Z")).not.toHaveProperty("expireLe");
      expect(await visited()).toEqual([open.id]);
      await expect(adapters.depots.reopen(fresh("depot"), NOW)).rejects.toThrow();
    });
  });

  describe("invoices", () => {
    it("enter with their history, their event and their deposit's report, all at once", async () => {
      const facture = newFacture(await claimed());
      expect(await adapters.factures.integrate(integrationOf(facture))).toBe("integrated");
      expect(await adapters.factures.find(facture.id)).toEqual(facture);
      expect(await adapters.factures.dossier(facture.id)).toEqual({
        facture,
        historique: [...depositOf(facture), ...integrationOf(facture).passages],
        courriels: [],
      });
      expect((await adapters.depots.find(facture.depot))?.depot).toMatchObject({ integres: 1 });
    });

    it("enter once when their deposit is judged again", async () => {
      const facture = newFacture(await claimed());
      await adapters.factures.integrate(integrationOf(facture));
      expect(await adapters.factures.integrate(integrationOf({ ...facture, alias: facture.alias + 1 }))).toBe(
        "already-judged",
      );
      expect((await adapters.depots.find(facture.depot))?.depot).toMatchObject({ integres: 1 });
    });

    it("keep out another one with the same id, and write nothing of it", async () => {
      const first = newFacture(await claimed());
      await adapters.factures.integrate(integrationOf(first));
      const other = newFacture(await claimed(), { id: first.id });
      expect(await adapters.factures.integrate(integrationOf(other))).toBe("taken");
      expect(await adapters.factures.find(first.id)).toEqual(first);
      expect((await adapters.depots.find(other.depot))?.membres).toEqual([]);
    });

    it("need an alias of their own", async () => {
      const first = newFacture(await claimed());
      await adapters.factures.integrate(integrationOf(first));
      const other = newFacture(await claimed(), { alias: first.alias });
      expect(await adapters.factures.integrate(integrationOf(other))).toBe("alias-taken");
      expect(await adapters.factures.find(other.id)).toBeUndefined();
    });

    it("let one of 50 in when 50 with the same id come at once", async () => {
      const depots = await Promise.all(Array.from({ length: 50 }, claimed));
      const id = fresh("facture");
      const outcomes = await Promise.all(
        depots.map((depot) => adapters.factures.integrate(integrationOf(newFacture(depot, { id })))),
      );
      expect(outcomes.filter((outcome) => outcome === "integrated")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(49);
    });

    it("are listed newest first, page after page, over months and partitions, each once", async () => {
      const owner = siret(`999${String(drawn++).padStart(11, "0")}`);
      const destinataire = { ...owner, raisonSocialeStructure: "Grande structure" };
      const instants = [
        "2026-03-31T23:59:59.999Z",
        "2026-02-01T00:00:00.000Z",
        NOW,
        "2026-03-31T23:59:59.999Z",
        "2026-01-15T12:00:00.000Z",
      ];
      for (const dateDepot of instants) {
        const facture = newFacture(await claimed(), { destinataire, dateDepot });
        await adapters.factures.integrate(integrationOf(facture, { partitions: 3 }));
      }
      const query: FacturesQuery = { qualite: "DESTINATAIRE", structure: owner, partitions: 3, now: NOW, limit: 2 };
      const pages: string[][] = [];
      let after: Position | undefined;
      do {
        const page = await adapters.factures.page({ ...query, ...(after && { after }) });
        pages.push(page.factures.map(({ dateDepot }) => dateDepot));
        after = page.next;
      } while (after);
      expect(pages.flat()).toEqual([...instants].sort().reverse());
      expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
    });

    it("that are unknown are not found", async () => {
      expect(await adapters.factures.find(fresh("facture"))).toBeUndefined();
      expect(await adapters.factures.dossier(fresh("facture"))).toBeUndefined();
    });
  });

  describe("events", () => {
    /** Of a far past, so that what the AWS functions do with newer events does not show. */
    const integrated = async (instant: string): Promise<string> => {
      const facture = newFacture(await claimed(), { dateDepot: instant });
      await adapters.factures.integrate(integrationOf(facture));
      return facture.id;
    };
    const swept = async (instant: string, visit: (evenement: Evenement) => Promise<void> = async () => undefined) => {
      const seen: Evenement[] = [];
      await adapters.evenements.sweep(instant, async (evenement) => {
        seen.push(evenement);
        await visit(evenement);
      });
      return seen;
    };

    it("are swept until they are marked done, oldest first, and only past the given instant", async () => {
      const [late, early] = [
        await integrated("2026-03-30T11:30:00.000Z"),
        await integrated("2026-03-30T11:10:00.000Z"),
      ];
      // On the platform, the stream may have done them already: that is what makes them vanish from the sweep.
      await platform.runtime.settle();
      const pending = (seen: readonly Evenement[]) =>
        seen.map(({ id }) => id.replace(":1", "")).filter((id) => [late, early].includes(id));
      const first = pending(await swept("2026-03-30T12:00:00.000Z"));
      expect([[], [early, late]]).toContainEqual(first);
      expect(pending(await swept("2026-03-30T11:00:00.000Z"))).toEqual([]);
      const done = await swept("2026-03-30T12:00:00.000Z", (evenement) => adapters.evenements.markDone(evenement, NOW));
      expect(pending(done)).toEqual(first);
      expect(pending(await swept("2026-03-30T12:00:00.000Z"))).toEqual([]);
    });

    it("that do not exist cannot be done", async () => {
      const unknown: Evenement = { id: fresh("event"), type: "FACTURE_MISE_A_DISPOSITION", facture: "f", instant: NOW };
      await expect(adapters.evenements.markDone(unknown, NOW)).rejects.toThrow();
    });
  });

  describe("e-mails", () => {
    const recorded = async () => {
      const facture = newFacture(await claimed());
      await adapters.factures.integrate(integrationOf(facture));
      const courriel = {
        id: fresh("courriel"),
        type: "MISE_A_DISPOSITION",
        facture: facture.id,
        adresse: "a@b.exemple",
        aEnvoyerLe: NOW,
      } as const;
      return { courriel: await adapters.courriels.record(courriel), again: { ...courriel, aEnvoyerLe: CREATED } };
    };

    it("are recorded once, with their first instant", async () => {
      const { courriel, again } = await recorded();
      expect(await adapters.courriels.record(again)).toEqual(courriel);
      expect(await adapters.courriels.find(courriel.facture, courriel.id)).toEqual(courriel);
      expect(await adapters.courriels.find(courriel.facture, fresh("courriel"))).toBeUndefined();
    });

    it("keep the first instant at which each thing happened", async () => {
      const { courriel } = await recorded();
      for (const instant of [CREATED, NOW]) {
        await adapters.courriels.markSent(courriel, instant, `message ${instant}`);
        await adapters.courriels.markAccepted(courriel.facture, courriel.id, instant);
        await adapters.courriels.markRefused(courriel.facture, courriel.id, instant, `motif ${instant}`);
      }
      expect(await adapters.courriels.find(courriel.facture, courriel.id)).toEqual({
        ...courriel,
        envoyeLe: CREATED,
        messageId: `message ${CREATED}`,
        accepteLe: CREATED,
        refuseLe: CREATED,
        motifRefus: `motif ${CREATED}`,
      });
    });

    it("that do not exist take no instant", async () => {
      await expect(adapters.courriels.markAccepted("f", fresh("courriel"), NOW)).rejects.toThrow();
    });
  });

  describe("files", () => {
    it("are read as they were uploaded, each version by itself", async () => {
      // No deposit has this id: the intake of the platform leaves such an upload alone.
      const depot = fresh("upload");
      expect(await adapters.uploads.storedVersion(depot)).toBeUndefined();
      const first = await adapters.upload(depot, Buffer.from("premier"));
      const second = await adapters.upload(depot, Buffer.from("second"));
      expect(first).not.toBe(second);
      expect(Buffer.from(await adapters.uploads.read(depot, first)).toString()).toBe("premier");
      expect(await adapters.uploads.storedVersion(depot)).toBe(second);
      await expect(adapters.uploads.read(depot, "nulle")).rejects.toThrow();
    });

    it("of an archive are kept each by itself, with their name or their fault", async () => {
      const depot = fresh("archive");
      const nomFichier = `${"é".repeat(128)}${"漢".repeat(128)}`;
      const bytes = new Uint8Array(Buffer.from("<a/>"));
      const [fault] = newMembre().fautes;
      if (!fault) throw new Error("no fault");
      for (let time = 0; time < 2; time++) {
        await adapters.uploads.storeMembre(depot, { rang: 1, nomFichier, bytes });
        await adapters.uploads.storeMembre(depot, { rang: 2, nomFichier: "../a.xml", faute: fault });
      }
      expect(await adapters.uploads.readMembre(depot, 1)).toEqual({ rang: 1, nomFichier, bytes });
      expect(await adapters.uploads.readMembre(depot, 2)).toEqual({ rang: 2, nomFichier: "../a.xml", faute: fault });
      await expect(adapters.uploads.readMembre(depot, 3)).rejects.toThrow();
      // A member is no upload: the intake is not told of it.
      expect(await adapters.uploads.storedVersion(depot)).toBeUndefined();
    });

    it("are archived once under their digest, however often", async () => {
      const bytes = Buffer.from(fresh("archive"));
      await Promise.all(Array.from({ length: 5 }, () => adapters.archive.keep(sha256Hex(bytes), bytes)));
      await expect(adapters.archive.keep(sha256Hex(bytes), bytes)).resolves.toBeUndefined();
    });
  });
});
