import { describe, expect, it } from "vitest";
import { MAX_TAILLE_VERIFICATION } from "#domain/limites/verification.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { VerdictResponse } from "#entrees/api/schemas.ts";
import { makeHandler } from "#entrees/api/verifications/verifications.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { type EventOptions, httpEvent } from "./http-event.ts";

const RIGHT = sampleInvoice("F-1", { engagement: "1300012345" });

const api = () => {
  const logged: unknown[] = [];
  const handler = makeHandler({
    verifyInvoice,
    checkSiretKey: true,
    guidelines: GUIDELINES,
    system: { now: () => new Date("2026-11-23T10:00:00Z") },
    journal: {
      info: (code, details) => void logged.push([code, details]),
      error: (code, details) => void logged.push([code, details]),
    },
  });
  const call = async (options: EventOptions) => {
    const event = httpEvent("POST /v1/factures/verification", { caller: "compte:exemple", ...options });
    const { statusCode, headers, body } = await handler(event);
    return { status: statusCode, headers, body: JSON.parse(body ?? "null") };
  };
  return {
    logged,
    call,
    verify: (bytes: Uint8Array, query?: Record<string, string>) =>
      call({ body: Buffer.from(bytes).toString("base64"), base64: true, ...(query && { query }) }),
  };
};

describe("POST /v1/factures/verification", () => {
  it("answers 200 with the verdict on a right invoice", async () => {
    const { status, headers, body } = await api().verify(RIGHT);
    expect([status, body]).toEqual([200, { syntax: "ubl-invoice", fatal: [], warning: [], faults: [] }]);
    expect(headers).toMatchObject({ "content-type": "application/json", "cache-control": "no-store" });
  });

  it("answers 200 with the verdict on a wrong one, as it is described", async () => {
    const wrong = Buffer.from(RIGHT.toString().replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, "$11.00"));
    const { status, body } = await api().verify(wrong);
    expect([status, body.fatal]).toEqual([200, ["BR-CO-16"]]);
    expect(body.faults[0]).toMatchObject({ code: "BR-CO-16", value: "1.00", at: { line: expect.any(Number) } });
    expect(VerdictResponse.parse(body)).toEqual(body);
  });

  it("asks what the profile asks besides the standard, which is all unless one is named", async () => {
    const other = Buffer.from(RIGHT.toString().replace(">urn:cen.eu:en16931:2017<", ">urn:exemple<"));
    expect((await api().verify(other)).body.faults).toEqual([]);
    const { body } = await api().verify(other, { profil: "chorus-pro" });
    expect(body).toMatchObject({ fatal: [], warning: [], faults: [{ code: "SPECIFICATION_HORS_DEPOT" }] });
  });

  it("names the profiles there are when it is asked for another", async () => {
    const { status, body } = await api().verify(RIGHT, { profil: "inconnu" });
    expect([status, body.code]).toEqual([400, "REQUETE_INVALIDE"]);
    expect(body.erreurs).toEqual([
      { champ: "requete.profil", message: "Les profils sont en16931, chorus-pro, br-fr, br-fr-cpro." },
    ]);
  });

  it.each([
    ["nothing", ""],
    ["nothing, in base64", Buffer.alloc(0)],
  ])("takes %s for an empty file", async (_, body) => {
    const options = typeof body === "string" ? { body } : { body: body.toString("base64"), base64: true };
    expect((await api().call(options)).body).toMatchObject({ syntax: null, faults: [{ code: "FICHIER_VIDE" }] });
    expect((await api().call({})).body).toMatchObject({ syntax: null, faults: [{ code: "FICHIER_VIDE" }] });
  });

  it("refuses what came as text, whose bytes are lost, and says how to send it", async () => {
    const { status, headers, body } = await api().call({ body: RIGHT.toString() });
    expect([status, body.code]).toEqual([415, "FICHIER_RECU_EN_TEXTE"]);
    expect(body.correction).toContain("application/octet-stream");
    expect(headers).toMatchObject({ "content-type": "application/problem+json" });
  });

  it("judges 4 Mo and refuses one byte more, with the way out", async () => {
    const padded = (size: number) => Buffer.concat([RIGHT, Buffer.alloc(size - RIGHT.length, "\n")]);
    expect((await api().verify(padded(MAX_TAILLE_VERIFICATION))).body).toMatchObject({ fatal: [], faults: [] });
    const { status, body } = await api().verify(padded(MAX_TAILLE_VERIFICATION + 1));
    expect([status, body.code]).toEqual([413, "FACTURE_TROP_GROSSE"]);
    expect(body.title).toContain(`${MAX_TAILLE_VERIFICATION / 1024 / 1024} Mo`);
    expect(body.correction).toContain("verificationSeule");
  });

  it("says what is wrong with the token before anything of the file", async () => {
    expect((await api().call({ body: "<a/>", refus: "JETON_EXPIRE" })).body.code).toBe("JETON_EXPIRE");
    expect((await api().call({ body: "<a/>", caller: "" })).body.code).toBe("JETON_ABSENT");
  });

  it("logs that it answered, and nothing of the invoice", async () => {
    const { logged, verify } = api();
    await verify(RIGHT);
    expect(logged).toEqual([
      ["REQUETE_HTTP", { correlationId: "requete-1", route: "POST /v1/factures/verification", statut: 200 }],
    ]);
  });
});
