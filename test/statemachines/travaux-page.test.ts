import { describe, expect, it } from "vitest";
import { EXECUTION_ERRORS } from "#domain/exploitation/known-errors.ts";
import { diagramOf, withDiagram } from "#infra/cli/mermaid.ts";
import { NAMED_ERRORS, page, States, substituted } from "./definition.ts";

const diagram = diagramOf(substituted({}));

describe("the page of the works chain", () => {
  it("shows the machine as it is: npm run diagram", () => {
    expect(withDiagram(page, diagram)).toBe(page);
  });

  const rows = [...page.matchAll(/^\| `(?<error>[\w.]+)` \|.*\| (?<remede>redrive|restart) \|$/gm)];
  const told = Object.fromEntries(rows.map(({ groups }) => [groups?.["error"] ?? "", groups?.["remede"]]));

  it("says of each of its errors what brings the dossier on, as operators are told", () => {
    const known: Readonly<Record<string, { readonly remede: string }>> = EXECUTION_ERRORS;
    expect(rows).not.toEqual([]);
    expect(told).toEqual(Object.fromEntries(Object.keys(told).map((error) => [error, known[error]?.remede])));
  });

  it("has a row for every error that the definition names", () => {
    expect(NAMED_ERRORS.filter((error) => told[error] === undefined)).toEqual([]);
  });
});

describe("the diagram", () => {
  it("has an arrow for each rule after a state that waits, and no choice in between", () => {
    const rules = Object.entries(States)
      .filter(([, { Resource }]) => Resource?.endsWith(".waitForTaskToken"))
      .flatMap(([name, { Next = "" }]) => (States[Next]?.Choices ?? []).map((rule) => `${name} --> ${rule.Next}`));
    expect(rules.filter((arrow) => !diagram.includes(`  ${arrow}\n`))).toEqual([]);
    expect(diagram).not.toContain("Apr");
  });

  it("names states so that Mermaid takes them, and shows them as they are written", () => {
    expect(diagram).toContain('  state "Étape inattendue" as Etape_inattendue\n');
    expect(diagram).toContain("  Quelqu_un_est_attendu --> Etape_inattendue\n");
  });

  it("draws a choice between all that waits as one arrow", () => {
    expect(diagram).toContain("  Aiguiller --> Quelqu_un_est_attendu\n");
    expect(diagram).not.toContain("Aiguiller --> A_");
  });

  it("has its place in a page, or is refused one", () => {
    expect(() => withDiagram("# A page without a place", diagram)).toThrow("the page has no");
  });
});
