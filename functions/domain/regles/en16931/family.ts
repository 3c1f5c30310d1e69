import type { Syntax } from "#domain/facture/invoice.ts";

/** The two families of syntaxes, which the official artefacts judge by two sets of rules. */
export type Family = "UBL" | "CII";

export const familyOf = (syntax: Syntax): Family => (syntax === "cii" ? "CII" : "UBL");
