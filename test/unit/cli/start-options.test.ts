import { describe, expect, it } from "vitest";
import { readOptions } from "#infra/cli/start-options.ts";
import { startPlatform } from "#infra/cli/start-platform.ts";
import { memoryTerminal } from "./memory-terminal.ts";

/** What `npm start` does before anything is started: it must not come to a synthesis. */
const refused = async (...args: string[]) => {
  const terminal = memoryTerminal();
  const surroundings = {
    terminal,
    synthesise: () => Promise.reject(new Error("it synthesises")),
    interrupted: () => Promise.resolve(),
  };
  const status = await startPlatform(args, surroundings);
  return { status, ...terminal.written };
};

describe("npm start", () => {
  it("asks for nothing: its data, its ports and its samples have defaults", () => {
    expect(readOptions([])).toEqual({
      help: false,
      fresh: false,
      samples: true,
      data: expect.stringMatching(/\.plainchant$/),
      ports: { api: 4600, aws: 4601, people: 4602 },
      au: undefined,
    });
  });

  it("takes each of its options", () => {
    const args = ["--fresh", "--au", "2026-05-01", "--port", "7000", "--data", "ailleurs", "--sans-exemples"];
    expect(readOptions(args)).toEqual({
      help: false,
      fresh: true,
      samples: false,
      data: "ailleurs",
      ports: { api: 7000, aws: 7001, people: 7002 },
      au: new Date("2026-05-01T00:00:00Z"),
    });
  });

  it("explains itself and starts nothing", async () => {
    const ended = await refused("--help");
    expect(ended).toMatchObject({ status: 0, error: "" });
    for (const option of ["--fresh", "--au DATE", "--port N", "--data FOLDER", "--sans-exemples"])
      expect(ended.out).toContain(option);
  });

  it.each([
    [["--port", "http"], "\n--port http is no port\n"],
    [["--port", "0"], "\n--port 0 is no port\n"],
    [["--port", "65534"], "\n--port 65534 is no port\n"],
    [["--port", "80.5"], "\n--port 80.5 is no port\n"],
    [["--au", "demain"], "\n--au demain is no date: write 2026-05-01\n"],
  ])("refuses %j in a sentence, with exit status 1", async (args, error) => {
    expect(await refused(...args)).toEqual({ status: 1, out: "", error });
  });

  it("names an option that it does not know", async () => {
    const ended = await refused("--vite");
    expect(ended).toMatchObject({ status: 1, out: "" });
    expect(ended.error).toContain("--vite");
  });
});
