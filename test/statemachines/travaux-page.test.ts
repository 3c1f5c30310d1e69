import { describe, expect, it } from "vitest";
import { EXECUTION_ERRORS } from "#domain/erreurs/executions.ts";
import { diagramOf, withDiagram } from "#infra/cli/mermaid.ts";
import { page, States, substituted } from "./definition.ts";

const diagram = diagramOf(substituted({}));

describe("the page of the works chain", () => {
  it("shows the machine as it is: npm run diagram", () => {
    expect(withDiagram(page, diagram)).toBe(page);
  });

  it("says of each error of the catalogue what brings the dossier on, and of no other", () => {
    const rows = page.matchAll(/^\| `(?<error>[\w.]+)` \|.*\| (?<reprise>redrive|restart) \|$/gm);
    const told = Object.fromEntries([...rows].map(({ groups }) => [groups?.["error"], groups?.["reprise"]]));
    const known = Object.entries(EXECUTION_ERRORS).map(([error, { reprise }]) => [error, reprise]);
    expect(told).toEqual(Object.fromEntries(known));
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
