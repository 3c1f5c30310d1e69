import { afterEach, describe, expect, it, vi } from "vitest";
import { readEnvironment } from "../../functions/environment.ts";

const COURRIELS = {
  STADE: "local",
  TABLE_FACTURES: "factures",
  EXPEDITEUR: "ne-pas-repondre@plainchant.example",
  CONFIGURATION_COURRIELS: "courriels",
};

afterEach(() => void vi.unstubAllEnvs());

describe("the environment of a function", () => {
  it("is what its list of variables names, and nothing else", () => {
    expect(readEnvironment("Courriels", { ...COURRIELS, CLE_JETONS: "cle", PATH: "/bin" })).toEqual(COURRIELS);
  });

  it("is that of the process unless another is given", () => {
    for (const [name, value] of Object.entries(COURRIELS)) vi.stubEnv(name, value);
    expect(readEnvironment("Courriels")).toEqual(COURRIELS);
  });

  it("names every variable that is missing or wrong, and the function", () => {
    const read = () => readEnvironment("Courriels", { STADE: "recette", TABLE_FACTURES: "", EXPEDITEUR: "personne" });
    expect(read).toThrow("the environment of Courriels is wrong");
    for (const name of Object.keys(COURRIELS)) expect(read).toThrow(new RegExp(`at ${name}$`, "m"));
  });

  it("shows no value that it refuses: an environment may hold secrets", () => {
    const read = () => readEnvironment("Courriels", { ...COURRIELS, EXPEDITEUR: "mot-de-passe" });
    expect(read).toThrow("EXPEDITEUR");
    expect(read).not.toThrow("mot-de-passe");
  });

  it.each([
    ["Evenements", "FILE_COURRIELS", "courriels"],
    ["Jetons", "EMETTEUR_TECHNIQUE", "api.exemple"],
    ["Depots", "STADE", "preproduction"],
  ] as const)("of %s wants %s of another form than %j", (name, variable, value) => {
    expect(() => readEnvironment(name, { [variable]: value })).toThrow(
      new RegExp(`Invalid.*\\n.*at ${variable}$`, "m"),
    );
  });
});
