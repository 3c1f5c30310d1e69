/** Every way through the works chain, driven on the embedded Step Functions. */
import { RedriveExecutionCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { EXAMPLES, States } from "./definition.ts";
import { answering, pathOf, startMachine } from "./given.ts";

const TASKS = Object.keys(States).filter((name) => States[name]?.Resource?.includes("lambda"));

describe.each(EXAMPLES)("%s", (_, example) => {
  const { titre, dossier, reponses, fin } = example;

  it(titre, async () => {
    const machine = await startMachine(answering(reponses));
    if (dossier !== null) await machine.write(dossier);
    const execution = await machine.run();
    expect(await machine.entered(execution)).toEqual(pathOf(example));
    expect(await machine.describe(execution)).toMatchObject(
      "etat" in fin ? { status: "SUCCEEDED" } : { status: "FAILED", error: fin.erreur },
    );
    expect(machine.asked.map(({ visit }) => visit)).toEqual(reponses.map((__, index) => (dossier?.visit ?? 0) + index));
  });
});

describe("a state that waits", () => {
  it("tells the function who waits for what, under which visit, with a token of its own", async () => {
    const machine = await startMachine(answering([{ acte: "valider", visit: 4, statut: "A_ASSOCIER_MOE" }]));
    await machine.write({ visit: 3, statutAttendu: "A_VALIDER_1" });
    const execution = await machine.run();
    expect(await machine.describe(execution)).toMatchObject({ status: "RUNNING" });
    expect(machine.asked).toEqual([
      { dossier: "dossier-1", visit: 3, statut: "A_VALIDER_1", jeton: expect.any(String) },
      { dossier: "dossier-1", visit: 4, statut: "A_ASSOCIER_MOE", jeton: expect.any(String) },
    ]);
    const [first, second] = machine.asked;
    expect(first?.jeton).not.toBe(second?.jeton);
  });

  it.each(TASKS)("%s: an answer that it does not expect fails, naming the dossier and what came", async (statut) => {
    const machine = await startMachine(answering([{ acte: "associer", visit: 2, statut: "A_ASSOCIER_FOURNISSEUR" }]));
    await machine.write({ visit: 1, statutAttendu: statut });
    const { status, error, cause } = await machine.describe(await machine.run());
    expect([status, error]).toEqual(["FAILED", "ETAPE_INATTENDUE"]);
    expect(cause).toMatch(/dossier-1.*A_ASSOCIER_FOURNISSEUR/);
  });

  it("waits for as long as nobody acts: after eleven months it still does", async () => {
    const machine = await startMachine(answering([]));
    await machine.write({ visit: 1, statutAttendu: "A_ASSOCIER_MOE" });
    const execution = await machine.run();
    await machine.move(330 * 86_400);
    expect(await machine.describe(execution)).toMatchObject({ status: "RUNNING" });
    expect(machine.asked).toHaveLength(1);
  });
});

describe("what fails", () => {
  const failing = (name: string, times: number) => {
    let failures = 0;
    return async (): Promise<void> => {
      if (failures++ >= times) return;
      throw Object.assign(new Error("refused"), { name });
    };
  };

  it.each(["SERVICE_INDISPONIBLE", "Sandbox.Timedout", "Runtime.ExitError"])(
    "for a moment (%s) is tried again, with a new token",
    async (name) => {
      const machine = await startMachine(failing(name, 3));
      await machine.write({ visit: 1, statutAttendu: "A_ASSOCIER_MOE" });
      const execution = await machine.run();
      await machine.move(600);
      expect(await machine.describe(execution)).toMatchObject({ status: "RUNNING" });
      expect(new Set(machine.asked.map(({ jeton }) => jeton)).size).toBe(4);
    },
  );

  it("for good, after six more attempts, is redriven from where it failed: the visit is kept, the token is new", async () => {
    const machine = await startMachine(failing("SERVICE_INDISPONIBLE", 7));
    await machine.write({ visit: 9, statutAttendu: "A_COMPLETER" });
    const execution = await machine.run();
    await machine.move(600);
    expect(await machine.describe(execution)).toMatchObject({ status: "FAILED", error: "SERVICE_INDISPONIBLE" });
    expect(machine.asked).toHaveLength(7);

    await machine.client.send(new RedriveExecutionCommand({ executionArn: execution }));
    await machine.settle();
    const last = machine.asked.at(-1);
    expect(last).toMatchObject({ visit: 9, statut: "A_COMPLETER" });
    const output = JSON.stringify({ acte: "completer", visit: 10, statut: "A_ASSOCIER_MOA" });
    await machine.client.send(new SendTaskSuccessCommand({ taskToken: last?.jeton, output }));
    await machine.settle();
    expect(machine.asked.at(-1)).toMatchObject({ visit: 10, statut: "A_ASSOCIER_MOA" });
  });

  it("by a bug of the function is not tried again: nothing would change before it is corrected, and then a redrive does", async () => {
    const machine = await startMachine(failing("TypeError", 1));
    await machine.write({ visit: 1, statutAttendu: "A_RECYCLER" });
    const execution = await machine.run();
    expect(await machine.describe(execution)).toMatchObject({ status: "FAILED", error: "TypeError" });
    await machine.client.send(new RedriveExecutionCommand({ executionArn: execution }));
    await machine.settle();
    expect(await machine.describe(execution)).toMatchObject({ status: "RUNNING" });
    expect(machine.asked.map(({ visit }) => visit)).toEqual([1, 1]);
  });

  it("an input that names no dossier reads nothing, and fails at once", async () => {
    const machine = await startMachine(answering([]));
    const execution = await machine.run({});
    expect(await machine.describe(execution)).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
    expect(await machine.entered(execution)).toEqual(["Lire le dossier"]);
  });
});
