import { afterEach, describe, expect, it, vi } from "vitest";
import { makeJournal } from "#edge/journal.ts";

afterEach(() => void vi.restoreAllMocks());

/** What the function wrote where Lambda reads its log. */
const written = (act: (journal: ReturnType<typeof makeJournal>) => void): readonly string[] => {
  const chunks: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      chunks.push(String(chunk));
      return true;
    });
  }
  act(makeJournal("Intake"));
  vi.restoreAllMocks();
  return chunks;
};

describe("the log of a function", () => {
  it("is one line of JSON per entry: the code, its details, and which function speaks", () => {
    const lines = written(({ info }) => info("FACTURE_INTEGREE", { facture: "f-1", texte: "à\nla ligne" }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "INFO",
      message: "FACTURE_INTEGREE",
      service: "Intake",
      facture: "f-1",
      texte: "à\nla ligne",
    });
  });

  it("tells faults from the rest by their level", () => {
    const lines = written(({ error }) => error("BALAYAGE_ECHEC", { depot: "d-1" }));
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "ERROR", message: "BALAYAGE_ECHEC", depot: "d-1" });
  });

  it("may have nothing to add to a code", () => {
    const lines = written(({ info, error }) => {
      info("A");
      error("B");
    });
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(["A", "B"]);
  });

  it("says the informations whatever level the environment asks for: alarms count them", () => {
    vi.stubEnv("POWERTOOLS_LOG_LEVEL", "ERROR");
    const lines = written(({ info }) => info("LOT_TRAITE"));
    vi.unstubAllEnvs();
    expect(lines).toHaveLength(1);
  });
});
