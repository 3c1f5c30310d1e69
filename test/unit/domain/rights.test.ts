import { describe, expect, it } from "vitest";
import { type Action, mayDo, mayOperate, RIGHTS, structuresFor } from "#domain/droits/rights.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import { ESPACES, NIVEAUX, type Principal, STATUTS_RATTACHEMENT } from "#domain/structures/structure.ts";

const OWN: StructureId = { typeIdentifiantStructure: "SIRET", identifiantStructure: "99900011000018" };
const OTHER: StructureId = { typeIdentifiantStructure: "SIRET", identifiantStructure: "99900012800010" };

/** Written by hand, so that the table does not test itself. */
const GRANTED = new Set([
  "DEPOSER_FACTURE FACTURES_EMISES MODIFICATION",
  "CONSULTER_FACTURE_EMISE FACTURES_EMISES MODIFICATION",
  "CONSULTER_FACTURE_EMISE FACTURES_EMISES CONSULTATION_UNIQUEMENT",
  "CONSULTER_FACTURE_RECUE FACTURES_RECUES MODIFICATION",
  "CONSULTER_FACTURE_RECUE FACTURES_RECUES CONSULTATION_UNIQUEMENT",
  "CONSULTER_TRAVAUX FACTURES_TRAVAUX MODIFICATION",
  "CONSULTER_TRAVAUX FACTURES_TRAVAUX CONSULTATION_UNIQUEMENT",
  "TRAITER_TRAVAUX FACTURES_TRAVAUX MODIFICATION",
  "CONSULTER_A_VALIDER FACTURES_A_VALIDER MODIFICATION",
  "CONSULTER_A_VALIDER FACTURES_A_VALIDER CONSULTATION_UNIQUEMENT",
  "TRAITER_A_VALIDER FACTURES_A_VALIDER MODIFICATION",
]);

const cases = (Object.keys(RIGHTS) as Action[]).flatMap((action) =>
  ESPACES.flatMap((espace) => NIVEAUX.map((niveau) => [action, espace, niveau] as const)),
);

describe("rights", () => {
  it.each(cases)("%s with %s at %s", (action, espace, niveau) => {
    const allowed = GRANTED.has(`${action} ${espace} ${niveau}`);
    const principal = (statut: (typeof STATUTS_RATTACHEMENT)[number]): Principal => ({
      id: "compte:exemple",
      statut: "ACTIF",
      rattachements: [{ structure: OWN, statut, habilitations: { [espace]: niveau } }],
    });
    for (const statut of STATUTS_RATTACHEMENT) {
      expect(mayDo(principal(statut), action, OWN)).toBe(allowed && statut === "VALIDEE");
    }
    expect(mayDo(principal("VALIDEE"), action, OTHER)).toBe(false);
    expect(mayDo({ ...principal("VALIDEE"), statut: "INACTIF" }, action, OWN)).toBe(false);
  });
});

describe("operating the platform", () => {
  const operator: Principal = { id: "personne:ops", statut: "ACTIF", rattachements: [], exploitant: true };

  it("is for people who are marked so, while they are active", () => {
    expect(mayOperate(operator)).toBe(true);
    expect(mayOperate({ ...operator, statut: "INACTIF" })).toBe(false);
    expect(mayOperate({ ...operator, id: "compte:automate" })).toBe(false);
    expect(mayOperate({ id: operator.id, statut: "ACTIF", rattachements: [] })).toBe(false);
  });

  it.each(Object.keys(RIGHTS) as Action[])("gives no right: %s", (action) => {
    expect(structuresFor(operator, action)).toEqual([]);
  });
});
