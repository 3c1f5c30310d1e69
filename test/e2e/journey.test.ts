import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FactureDetail } from "#entrees/api/schemas.ts";
import { upload } from "#infra/cli/platform.ts";
import { SAMPLE_DEPOSITS } from "#infra/samples/deposits.ts";
import { SAMPLES } from "#infra/samples/directory.ts";
import { sampleUbl } from "#infra/samples/invoice.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const party = ({ identifiantStructure, raisonSocialeStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  siret: identifiantStructure,
  raisonSociale: raisonSocialeStructure,
});

const invoice = (numero: string, changes: Partial<Parameters<typeof sampleUbl>[0]> = {}): Buffer =>
  Buffer.from(
    sampleUbl({
      numero,
      dateEmission: "2026-11-02",
      fournisseur: party(SAMPLES.menuiserie),
      destinataire: party(SAMPLES.lycee),
      ...changes,
    }),
  );

/** What each sample of `npm start` must become: its faults, none for those that are routed. */
const VERDICTS: Readonly<Record<string, readonly string[]>> = {
  "facture-ubl.xml": [],
  "facture-cii.xml": [],
  "facture-ministere.xml": [],
  "sans-service.xml": ["MENTION_COMMANDE_ABSENTE", "SERVICE_OU_ENGAGEMENT_OBLIGATOIRE"],
  "destinataire-inconnu.xml": ["DESTINATAIRE_SIRET_INVALIDE"],
  "structure-inactive.xml": ["DESTINATAIRE_INACTIF"],
  "doublon.xml": ["DOUBLON"],
  "fournisseur-etranger.xml": ["DEPOSANT_NON_HABILITE"],
  "tronquee.xml": ["XML_TRONQUE"],
  "bombe.xml": ["XML_DOCTYPE"],
  "lot.zip": ["MENTION_COMMANDE_ABSENTE", "SERVICE_OU_ENGAGEMENT_OBLIGATOIRE"],
};

describe("a file uploaded through its presigned form", () => {
  it.each(SAMPLE_DEPOSITS.map((sample) => [sample.fichier, sample] as const))(
    "%s ends as it should",
    async (_, sample) => {
      const session = await platform.session(sample.compte);
      const report = await session.deposit(sample.fichier, sample.contenu);
      const expected = VERDICTS[sample.fichier] ?? ["no expectation"];
      expect(report.factures.flatMap(({ fautes }) => fautes).map(({ code }) => code)).toEqual(expected);
      const refused = report.factures.length === 1 ? "REJETE" : "INTEGRE_PARTIELLEMENT";
      expect(report.statut).toBe(expected.length === 0 ? "INTEGRE" : refused);
    },
  );

  it("is received first, then judged: two states that the depositor sees", async () => {
    const session = await platform.session("menuiserie");
    const bytes = invoice("RECU-1");
    const { id, statut, televersement } = await session.open({ nomFichier: "f.xml", taille: bytes.length });
    expect(statut).toBe("EN_ATTENTE_DE_FICHIER");
    if (televersement) await upload(televersement, bytes);
    const report = await session.verdict(id);
    expect(report).toMatchObject({ statut: "INTEGRE", recuLe: expect.any(String) });
    expect(String(report.factures[0]?.jugeLe) >= String(report.recuLe)).toBe(true);
  });

  it("of another size than declared is refused by the storage itself", async () => {
    const session = await platform.session("menuiserie");
    const { televersement } = await session.open({ nomFichier: "f.xml", taille: 10 });
    if (!televersement) throw new Error("no form");
    await expect(upload(televersement, Buffer.alloc(11))).rejects.toMatchObject({
      status: 400,
      body: expect.stringContaining("EntityTooLarge"),
    });
    await expect(upload(televersement, Buffer.alloc(9))).rejects.toMatchObject({
      status: 400,
      body: expect.stringContaining("EntityTooSmall"),
    });
  });

  it("for a mere verification is judged and goes nowhere", async () => {
    const session = await platform.session("menuiserie");
    const bytes = invoice("VERIF-1");
    const { id, televersement } = await session.open({
      nomFichier: "f.xml",
      taille: bytes.length,
      verificationSeule: true,
    });
    if (televersement) await upload(televersement, bytes);
    expect(await session.verdict(id)).toMatchObject({ statut: "VERIFIE", factures: [{ resultat: "CONFORME" }] });
    const { factures } = await session.list({ limite: "200" });
    expect(factures.map(({ numeroFacture }) => numeroFacture)).not.toContain("VERIF-1");
  });
});

describe("a routed invoice", () => {
  it("is seen by both parties with its history, and the recipient is told by e-mail", async () => {
    const [supplier, recipient] = await Promise.all([platform.session("menuiserie"), platform.session("commune")]);
    const bytes = invoice("COURRIEL-1", { destinataire: party(SAMPLES.commune), codeService: "TECHNIQUE" });
    const report = await supplier.deposit("f.xml", bytes);
    await platform.runtime.settle();
    const id = report.factures[0]?.facture ?? "";
    for (const session of [supplier, recipient]) {
      const { factures } = await session.list();
      expect(factures.map((one) => one.id)).toContain(id);
      const seen = FactureDetail.parse(await (await session.get(`/v1/factures/${id}`)).json());
      expect(seen).toMatchObject({
        statut: "MISE_A_DISPOSITION",
        historique: [{ statut: "DEPOSEE" }, { statut: "MISE_A_DISPOSITION" }],
        notifications: [
          { aEnvoyerLe: expect.any(String), envoyeLe: expect.any(String), accepteLe: expect.any(String) },
        ],
      });
      expect(seen.notifications).toHaveLength(1);
    }
    const outbox: unknown = await (await fetch(`${platform.api}/_local/courriers`)).json();
    expect(outbox).toMatchObject({
      courriers: expect.arrayContaining([
        expect.objectContaining({
          to: ["compta@commune.exemple"],
          subject: expect.stringContaining("COURRIEL-1"),
          text: expect.stringContaining(id),
        }),
      ]),
    });
  });

  it("is still there after a restart, and so is the clock", async () => {
    const supplier = await platform.session("menuiserie");
    const before = await supplier.list({ limite: "200" });
    await platform.runtime.advanceTo(new Date(platform.runtime.now().getTime() + 60 * 60 * 1000));
    const instant = platform.runtime.now();
    platform = await platform.restart();
    const after = await (await platform.session("menuiserie")).list({ limite: "200" });
    expect(after.factures).toEqual(before.factures);
    expect(platform.runtime.now().getTime()).toBeGreaterThanOrEqual(instant.getTime());
  });
});
