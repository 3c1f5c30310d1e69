/**
 * The monthly circuit of works contracts, cadre by cadre: who deposits what, who has to act on it first, and what may follow.
 * Source: Chorus Pro guides for suppliers, MOE and MOA; where no guide says it, the row is marked as inferred.
 */
import type { Cadre } from "#domain/cadres/cadres.ts";
import type { Auteur } from "#domain/travaux/acteurs.ts";

/** The cadres of the monthly circuit. */
export type CadreMensuel = Extract<Cadre, "A4" | "A5" | "A6" | "A10" | "A13" | "A15" | "A16" | "A19">;

export interface CadreCircuit {
  readonly auteur: Auteur;
  /** Who validates before anybody else sees the piece. */
  readonly valideur: "compulsory" | "optional" | "none";
  /**
   * A valideur's refusal does not stop the request of a subcontractor, whose right to be paid is of the law (loi du 31 décembre
   * 1975; AIFE 2026, table 16, of simple invoices).
   */
  readonly refusalOfValideur: "stops" | "goes on";
  /** Who has to act, the first of them that the piece names; nobody for what is payable at once. */
  readonly awaits: readonly Exclude<Auteur, "FOURNISSEUR">[];
  /** What may be associated to it, by whoever deposits that cadre. */
  readonly mayFollow: readonly CadreMensuel[];
  readonly source: string;
  /** No source states it: a reading, kept as data. */
  readonly inferred: boolean;
}

const AFTER_A_REQUEST = ["A15", "A16", "A19"] as const;

export const CIRCUIT_MENSUEL: Readonly<Record<CadreMensuel, CadreCircuit>> = {
  A4: {
    auteur: "FOURNISSEUR",
    valideur: "optional",
    refusalOfValideur: "stops",
    awaits: ["MOE", "MOA"],
    mayFollow: AFTER_A_REQUEST,
    source: "Supplier guide; FSO1116A P74 for the valideur; Weka for what follows",
    inferred: false,
  },
  A5: {
    auteur: "FOURNISSEUR",
    valideur: "none",
    refusalOfValideur: "stops",
    awaits: ["MOA"],
    mayFollow: ["A19"],
    source: "Supplier guide for the author",
    inferred: true,
  },
  A6: {
    auteur: "FOURNISSEUR",
    valideur: "none",
    refusalOfValideur: "stops",
    awaits: [],
    mayFollow: [],
    source: "Label of the pivot: sent to the service financier",
    inferred: false,
  },
  A10: {
    auteur: "FOURNISSEUR",
    valideur: "compulsory",
    refusalOfValideur: "goes on",
    awaits: ["MOE", "MOA"],
    mayFollow: AFTER_A_REQUEST,
    source: "FSO1116A P76 for the valideur; AIFE 2026, table 16, for his refusal",
    inferred: true,
  },
  A13: {
    auteur: "FOURNISSEUR",
    valideur: "compulsory",
    refusalOfValideur: "stops",
    awaits: ["MOE", "MOA"],
    mayFollow: AFTER_A_REQUEST,
    source: "FSO1116A P57 for the valideur; AIFE 2026, table 17, for his refusal",
    inferred: true,
  },
  A15: {
    auteur: "MOE",
    valideur: "none",
    refusalOfValideur: "stops",
    awaits: ["MOA"],
    mayFollow: ["A19"],
    source: "MOE guide; Weka",
    inferred: false,
  },
  A16: {
    auteur: "MOE",
    valideur: "none",
    refusalOfValideur: "stops",
    awaits: [],
    mayFollow: [],
    source: "MOE guide: the MOE acts for the MOA",
    inferred: true,
  },
  A19: {
    auteur: "MOA",
    valideur: "none",
    refusalOfValideur: "stops",
    awaits: [],
    mayFollow: [],
    source: "Weka",
    inferred: false,
  },
};

export const isMensuel = (cadre: Cadre): cadre is CadreMensuel => Object.hasOwn(CIRCUIT_MENSUEL, cadre);
