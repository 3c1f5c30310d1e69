import { describe, expect, it } from "vitest";
import { makeHandler } from "#entrees/echeances/echeances.ts";
import { bytesOf, given, SUPPLIER } from "#test/unit/usecases/given.ts";

const HOUR = 3600;

const sweeping = () => {
  const world = given();
  const open = async (): Promise<string> => {
    const { depot } = await world.createDepot(SUPPLIER, { nomFichier: "f.xml", taille: 1, verificationSeule: false });
    return depot.id;
  };
  return {
    world,
    open,
    sweep: makeHandler(world),
    counts: () => world.logged.filter(({ code }) => code === "BALAYAGE"),
  };
};

describe("the hourly sweep", () => {
  it("does all that was left, and says in one line how much", async () => {
    const { world, open, sweep, counts } = sweeping();
    const uploaded = await open();
    const versionId = world.uploads.upload(uploaded, Buffer.from("a"));
    await open();
    await world.deposit(bytesOf({}));
    world.pass(3 * HOUR);

    await sweep();
    expect(counts()).toEqual([
      {
        code: "BALAYAGE",
        details: { relances: 1, clotures: 0, expires: 1, evenements: 1, etapesEchues: 0, avertissements: 0, echecs: 0 },
      },
    ]);
    expect(world.requeued).toEqual([{ depot: uploaded, versionId }]);
    expect(world.queued).toHaveLength(1);
    expect(world.pending()).toEqual([]);
  });

  it("has nothing to do right after: what was done stays done", async () => {
    const { world, open, sweep, counts } = sweeping();
    await open();
    await world.deposit(bytesOf({}));
    world.pass(3 * HOUR);
    await sweep();
    await sweep();
    expect(counts().at(-1)?.details).toEqual({
      relances: 0,
      clotures: 0,
      expires: 0,
      evenements: 0,
      etapesEchues: 0,
      avertissements: 0,
      echecs: 0,
    });
  });

  it("fails when a row did, so that its alarm rings, but not before all the others are done", async () => {
    const { world, open } = sweeping();
    const broken = await open();
    await open();
    await world.deposit(bytesOf({}));
    world.pass(3 * HOUR);
    const uploads = {
      storedVersion: async (depot: string) => {
        if (depot === broken) throw new Error("storage does not answer");
        return undefined;
      },
    };

    await expect(makeHandler({ ...world, uploads })()).rejects.toThrow("1 rows could not be swept");
    expect(world.logged).toContainEqual({
      code: "BALAYAGE_ECHEC",
      details: { depot: broken, erreur: "Error: storage does not answer" },
    });
    expect(world.logged).toContainEqual({
      code: "BALAYAGE",
      details: { relances: 0, clotures: 0, expires: 1, evenements: 1, etapesEchues: 0, avertissements: 0, echecs: 1 },
    });

    // The row that failed is tried again by the next sweep.
    await expect(makeHandler(world)()).resolves.toBeUndefined();
    expect(world.logged.at(-1)?.details).toMatchObject({ expires: 1, echecs: 0 });
  });
});
