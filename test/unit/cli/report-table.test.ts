import { describe, expect, it } from "vitest";
import type { DepotReport } from "#infra/cli/platform.ts";
import { reportTable } from "#infra/cli/report-table.ts";

type Member = DepotReport["factures"][number];

const member = (more: Partial<Member>): Member => ({
  rang: 1,
  resultat: "INTEGREE",
  jugeLe: "2026-01-15T10:00:00Z",
  sha256: "",
  fautes: [],
  ...more,
});

const fault = (more: Partial<Member["fautes"][number]> = {}): Member["fautes"][number] => ({
  code: "XML_DOCTYPE",
  gravite: "fatal",
  termes: [],
  message: "Le document porte une DTD.",
  correction: "Retirez-la.",
  ...more,
});

const report = (statut: DepotReport["statut"], factures: readonly Member[]): DepotReport => ({
  id: "d",
  statut,
  libelleStatut: "",
  nomFichier: "f.xml",
  taille: 1,
  verificationSeule: false,
  creeLe: "2026-01-15T10:00:00Z",
  versionsIgnorees: 0,
  factures: [...factures],
});

const lines = (statut: DepotReport["statut"], factures: readonly Member[]): readonly string[] =>
  reportTable([{ fichier: "f.xml", compte: "c", quoi: "UBL, bonne", report: report(statut, factures) }]).split("\n");

describe("the table of reports", () => {
  it("names the invoice that a deposit became", () => {
    const shown = lines("INTEGRE", [member({ facture: "fac-1" })]);
    expect(shown[1]).toMatch(/Fichier .*Contenu .*État .*Compte rendu/);
    expect(shown[3]).toMatch(/f\.xml .*UBL, bonne .*INTEGRE .*facture fac-1/);
  });

  it("says that an invoice was there already", () => {
    expect(lines("INTEGRE", [member({ facture: "fac-1", dejaDepose: true })])[3]).toContain("déjà intégrée fac-1");
  });

  it("gives each fault with its line, where it has one", () => {
    const shown = lines("REJETE", [
      member({ fautes: [fault({ ligne: 2 }), fault({ code: "DOUBLON", message: "Déjà vu." })] }),
    ]);
    expect(shown[3]).toContain("XML_DOCTYPE (ligne 2) : Le document porte une");
    expect(shown[5]).toContain("DOUBLON : Déjà vu.");
  });

  it("says which file of an archive each line is about", () => {
    const shown = lines("INTEGRE_PARTIELLEMENT", [
      member({ nomFichier: "lot/a.xml", facture: "fac-1" }),
      member({ nomFichier: "lot/b.xml", fautes: [fault({ code: "DOUBLON", message: "Déjà vu." })] }),
    ]);
    expect(shown.slice(3, 7).map((line) => line.split("│").at(-2)?.trim())).toEqual([
      "lot/a.xml :",
      "facture fac-1",
      "lot/b.xml :",
      "DOUBLON : Déjà vu.",
    ]);
  });

  it("fits in 120 columns whatever a fault says", () => {
    const shown = lines("REJETE", [member({ fautes: [fault({ message: "mot ".repeat(100) })] })]);
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
