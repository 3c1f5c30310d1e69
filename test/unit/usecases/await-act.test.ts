import { describe, expect, it } from "vitest";
import { memoryDossierExecutions } from "#adapters/memory/memory-dossier-executions.ts";
import { memoryDossiers } from "#adapters/memory/memory-dossiers.ts";
import { memoryStore } from "#adapters/memory/store.ts";
import { makeHandler } from "#entrees/travaux/travaux.ts";
import type { Decision } from "#ports/dossiers.ts";

const DECISION: Decision = {
  dossier: "d-1",
  visit: 3,
  acte: "associer",
  by: "MOE",
  auteur: "compte:moe",
  instant: "2026-03-31T10:00:00.000Z",
  empreinte: "e",
  statut: "A_ASSOCIER_MOA",
  avis: [],
};

const world = () => {
  const store = memoryStore();
  const dossiers = memoryDossiers(store);
  const executions = memoryDossierExecutions();
  const logged: object[] = [];
  const journal = { info: (code: string, details = {}) => void logged.push({ code, ...details }), error: () => {} };
  return {
    dossiers,
    executions,
    logged,
    journal,
    decided: (decision: Decision) => store.decisions.set(`${decision.dossier}/${decision.visit}`, decision),
    handle: makeHandler({ dossiers, executions, journal }),
  };
};

const wait = (jeton: string) => ({ dossier: "d-1", visit: 3, statut: "A_ASSOCIER_MOE", jeton });

describe("an execution that comes to wait for somebody", () => {
  it("leaves its token under the visit of the dossier, and waits", async () => {
    const { handle, dossiers, executions, logged } = world();
    executions.wait("jeton-1");
    await handle(wait("jeton-1"));
    expect(await dossiers.token("d-1", 3)).toBe("jeton-1");
    expect([...executions.answered]).toEqual([]);
    expect(logged).toEqual([{ code: "ETAPE_ATTENDUE", dossier: "d-1", visit: 3, dejaDecidee: false }]);
  });

  it("is answered at once where the act was done before: a redrive asks nobody twice", async () => {
    const { handle, executions, decided, logged } = world();
    decided(DECISION);
    executions.wait("jeton-1");
    await handle(wait("jeton-1"));
    expect(executions.answered.get("jeton-1")).toEqual({ acte: "associer", visit: 4, statut: "A_ASSOCIER_MOA" });
    expect(logged).toMatchObject([{ dejaDecidee: true }]);
  });

  it("is told how the dossier ended, when the act was the last one", async () => {
    const { handle, executions, decided } = world();
    const { statut: _statut, ...ending } = DECISION;
    decided({ ...ending, issue: "DEPOSEE" });
    executions.wait("jeton-1");
    await handle(wait("jeton-1"));
    expect(executions.answered.get("jeton-1")).toEqual({ acte: "associer", visit: 4, issue: "DEPOSEE" });
  });

  it("replaces the token of an earlier attempt, which nobody waits with any more", async () => {
    const { handle, dossiers } = world();
    await handle(wait("jeton-1"));
    await handle(wait("jeton-2"));
    expect(await dossiers.token("d-1", 3)).toBe("jeton-2");
  });

  it("keeps its token before it looks for the decision: an act in between finds the one or is found as the other", async () => {
    const { dossiers, executions, journal, decided } = world();
    executions.wait("jeton-1");
    const storeToken = async (...kept: Parameters<typeof dossiers.storeToken>) => {
      await dossiers.storeToken(...kept);
      decided(DECISION);
    };
    await makeHandler({ dossiers: { ...dossiers, storeToken }, executions, journal })(wait("jeton-1"));
    expect(executions.answered.get("jeton-1")).toMatchObject({ visit: 4 });
  });

  it.each([{}, { ...wait("j"), visit: "3" }, { ...wait(""), visit: 3 }, { ...wait("j"), extra: true }])(
    "refuses %j, which no state of the machine sends",
    async (payload) => {
      await expect(world().handle(payload)).rejects.toMatchObject({ name: "ZodError" });
    },
  );
});
