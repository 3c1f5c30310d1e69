import { describe, expect, it } from "vitest";
import { type Avancement, statutDepot } from "#domain/depots/depot.ts";

const NONE: Avancement = { integres: 0, rejetes: 0 };
const recuLe = "2026-03-31T10:00:00.000Z";

describe("the state of a deposit follows from its counts", () => {
  it.each<[string, Avancement, string]>([
    ["nothing uploaded", NONE, "EN_ATTENTE_DE_FICHIER"],
    ["nothing uploaded in time", { ...NONE, expireLe: recuLe }, "EXPIRE"],
    ["bytes here, members not counted yet", { ...NONE, recuLe }, "RECU"],
    ["bytes here, nothing judged", { ...NONE, recuLe, total: 1 }, "RECU"],
    ["one of two judged", { integres: 1, rejetes: 0, recuLe, total: 2 }, "RECU"],
    ["all integrated", { integres: 2, rejetes: 0, recuLe, total: 2 }, "INTEGRE"],
    ["all refused", { integres: 0, rejetes: 2, recuLe, total: 2 }, "REJETE"],
    ["some of each", { integres: 1, rejetes: 1, recuLe, total: 2 }, "INTEGRE_PARTIELLEMENT"],
  ])("%s", (_, counts, statut) => {
    expect(statutDepot({ ...counts, verificationSeule: false })).toBe(statut);
  });

  it("is VERIFIE when nothing was to be routed, whatever the verdict", () => {
    expect(statutDepot({ integres: 0, rejetes: 1, recuLe, total: 1, verificationSeule: true })).toBe("VERIFIE");
    expect(statutDepot({ integres: 1, rejetes: 0, recuLe, total: 1, verificationSeule: true })).toBe("VERIFIE");
  });
});
