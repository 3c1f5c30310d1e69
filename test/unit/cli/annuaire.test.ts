import { describe, expect, it } from "vitest";
import { runAnnuaire } from "#infra/cli/annuaire-command.ts";
import { memoryTerminal } from "./memory-terminal.ts";

const run = async (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
  const terminal = memoryTerminal();
  const status = await runAnnuaire(args, terminal, environment);
  return { status, ...terminal.written, environment };
};

describe("npm run annuaire", () => {
  it.each([[["--help"]], [["importer", "--help"]], [[]]])("explains itself to %j", async (args) => {
    const ended = await run(args);
    expect(ended).toMatchObject({ status: 0, error: "" });
    expect(ended.out).toContain("importer FILE");
    expect(ended.out).toContain("Exit status: 0 done, 1 failed, 2 misuse.");
  });

  it.each([
    [["importer"], "importer needs an argument: see --help\n"],
    [["detruire", "x"], "unknown command detruire: see --help\n"],
    [["constructor", "x"], "unknown command constructor: see --help\n"],
    [["secret", "x", "--fin", "demain"], "--fin demain is no date: write 2027-12-31\n"],
  ])("says what is wrong with %j, and ends with 2", async (args, error) => {
    expect(await run(args)).toMatchObject({ status: 2, out: "", error });
  });

  it("names the option that it does not know, and ends with 2", async () => {
    const ended = await run(["importer", "x", "--inconnu"]);
    expect(ended).toMatchObject({ status: 2, out: "" });
    expect(ended.error).toContain("--inconnu");
  });

  it.each([
    ["a file that is not there", ["importer", "/nulle/part.json"], "ENOENT"],
    ["a stage that does not exist", ["secret", "x", "--stade", "recette"], 'Unknown stage "recette"'],
  ])("fails with 1 on %s", async (_, args, reason) => {
    const ended = await run(args);
    expect(ended).toMatchObject({ status: 1, out: "" });
    expect(ended.error).toContain(reason);
  });

  it("looks for the local platform where npm start opens it, unless the environment says where", async () => {
    const silent = await run(["importer"]);
    expect(silent.environment).toEqual({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4601",
      AWS_REGION: "eu-west-3",
      AWS_ACCESS_KEY_ID: "plainchant",
      AWS_SECRET_ACCESS_KEY: "plainchant-sur-cette-machine",
    });
    const told = await run(["importer"], { AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    expect(told.environment).toMatchObject({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
  });

  it("leaves it to the SDK to find AWS for the other stages", async () => {
    expect((await run(["importer", "--stade", "production"])).environment).toEqual({});
  });
});
