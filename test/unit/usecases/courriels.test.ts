import { describe, expect, it } from "vitest";
import { MailRefused } from "#ports/courriels.ts";
import { makeSendCourriel } from "#usecases/send-courriel.ts";
import { bytesOf, given, START } from "./given.ts";

const announced = async () => {
  const world = given();
  const { membre } = await world.deposit(bytesOf({}));
  const [evenement] = world.pending();
  if (!evenement) throw new Error("no event");
  await world.follow(evenement);
  const [order] = world.queued;
  if (!order) throw new Error("nothing queued");
  return { world, evenement, order, facture: membre?.facture ?? "" };
};

describe("the availability e-mail (art. R2192-15 CCP)", () => {
  it("is recorded with its instant, queued once, and the event is done", async () => {
    const { world, facture } = await announced();
    const dossier = await world.factures.dossier(facture);
    expect(dossier?.courriels).toMatchObject([
      { type: "MISE_A_DISPOSITION", adresse: "compta@commune.exemple", aEnvoyerLe: START },
    ]);
    expect(world.pending()).toEqual([]);
  });

  it("is one row and is not queued again once sent, however often its event comes", async () => {
    const { world, evenement, order } = await announced();
    await world.follow(evenement);
    expect(world.queued).toEqual([order, order]);
    await world.sendCourriel(order.facture, order.id);
    await world.follow(evenement);
    expect(world.queued).toHaveLength(2);
    expect(world.store.courriels.size).toBe(1);
  });

  it("names the invoice, its seller and the article that starts the payment delay", async () => {
    const { world, order } = await announced();
    await world.sendCourriel(order.facture, order.id);
    expect(world.sent[0]?.objet).toBe("Facture F-1 de Structure 99900011000018 à votre disposition");
    expect(world.sent[0]?.texte).toContain("31/03/2026");
    expect(world.sent[0]?.texte).toContain("12:00 (heure de Paris)");
    expect(world.sent[0]?.texte).toContain("R2192-15");
    expect(world.sent[0]?.texte).not.toContain("120.00");
  });

  it("is sent once, however often its message comes", async () => {
    const { world, order, facture } = await announced();
    await world.sendCourriel(order.facture, order.id);
    world.pass(60);
    await world.sendCourriel(order.facture, order.id);
    expect(world.sent).toHaveLength(1);
    expect((await world.factures.dossier(facture))?.courriels).toMatchObject([
      { envoyeLe: START, messageId: "message-1" },
    ]);
  });

  it("that is refused for good is recorded as refused and not tried again", async () => {
    const { world, order, facture } = await announced();
    const courrier = { send: () => Promise.reject(new MailRefused("address is on the suppression list")) };
    const send = makeSendCourriel({ ...world, courrier });
    await send(order.facture, order.id);
    await world.sendCourriel(order.facture, order.id);
    expect(world.sent).toEqual([]);
    expect((await world.factures.dossier(facture))?.courriels).toMatchObject([
      { refuseLe: START, motifRefus: "address is on the suppression list" },
    ]);
  });

  it("that fails for a moment is left to the queue to try again", async () => {
    const { world, order } = await announced();
    const send = makeSendCourriel({ ...world, courrier: { send: () => Promise.reject(new Error("throttled")) } });
    await expect(send(order.facture, order.id)).rejects.toThrow("throttled");
    await world.sendCourriel(order.facture, order.id);
    expect(world.sent).toHaveLength(1);
  });

  it("to a structure without an address is a fact on record, and an error in the log", async () => {
    const world = given();
    const known = world.store.structures.get("SIRET:99900002900010");
    if (known) {
      const { emailStructure: _none, ...structure } = known.structure;
      await world.editor.saveStructure(structure, []);
    }
    const { membre } = await world.deposit(bytesOf({}));
    for (const evenement of world.pending()) await world.follow(evenement);
    expect(world.queued).toEqual([]);
    expect(world.logged.map(({ code }) => code)).toContain("DESTINATAIRE_SANS_ADRESSE");
    expect((await world.factures.dossier(membre?.facture ?? ""))?.courriels).toHaveLength(1);
  });

  it("keeps the first acceptance and the first refusal", async () => {
    const { world, order } = await announced();
    await world.courriels.markAccepted(order.facture, order.id, "2026-03-31T10:01:00.000Z");
    await world.courriels.markAccepted(order.facture, order.id, "2026-03-31T10:05:00.000Z");
    expect(await world.courriels.find(order.facture, order.id)).toMatchObject({
      accepteLe: "2026-03-31T10:01:00.000Z",
    });
  });

  it("of an invoice that cannot be read fails loudly", async () => {
    await expect(given().sendCourriel("nowhere", "nothing")).rejects.toThrow("cannot be read");
  });
});
