/** BR-O-11 to BR-O-14: what is not subject to VAT stands alone in an invoice. */
import { groups } from "#domain/facture/invoice.ts";
import type { Facts } from "#domain/regles/en16931/facts.ts";
import { has } from "#domain/regles/en16931/presence.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { NOT_SUBJECT } from "#domain/regles/en16931/vat/categories.ts";
import type { VatPlace } from "#domain/regles/en16931/vat/places.ts";

type Kind = VatPlace["kind"] | "breakdown";

/** UBL looks at categories of VAT, CII at those of any tax. */
const isAlone = ({ vat, family }: Facts, kinds: readonly Kind[]): boolean => {
  for (const uses of vat.others(NOT_SUBJECT)) {
    for (const kind of kinds) if ((family === "UBL" ? uses[kind].asVat : uses[kind].asAnyTax) > 0) return false;
  }
  return true;
};

/** In UBL a line whose category has no code is of another category; in CII it is of none. */
const areLinesCoded = ({ lines, family }: Facts): boolean =>
  family === "CII" || lines.every((line) => groups(line, "BG-30").every((tax) => has(tax, "BT-151")));

/** CII tells neither the breakdown from lines, nor allowances from charges. */
const asked =
  (own: Kind, alike: Kind): Rule["holds"] =>
  (_, facts) =>
    facts.vat.of(NOT_SUBJECT).breakdown.inModel === 0 ||
    (isAlone(facts, facts.family === "UBL" ? [own] : [own, alike]) && (own !== "lines" || areLinesCoded(facts)));

const SHARED = { severity: "fatal", on: "BG-0" } as const;

export const NOT_SUBJECT_RULES: readonly Rule[] = [
  {
    ...SHARED,
    id: "BR-O-11",
    terms: ["BT-118", "BG-23"],
    holds: asked("breakdown", "lines"),
    message: "La ventilation réunit le type de TVA O (hors du champ de la TVA) et un autre type (BT-118).",
    fix: "Facturez à part ce qui est hors du champ de la TVA, ou corrigez les types de la ventilation.",
  },
  {
    ...SHARED,
    id: "BR-O-12",
    terms: ["BT-151", "BG-25", "BT-118"],
    holds: asked("lines", "breakdown"),
    message: "La facture est hors du champ de la TVA (type O), mais une ligne est d'un autre type de TVA (BT-151).",
    fix: "Facturez à part les lignes soumises à la TVA, ou corrigez leur type.",
  },
  {
    ...SHARED,
    id: "BR-O-13",
    terms: ["BT-95", "BG-20", "BT-118"],
    holds: asked("allowances", "charges"),
    message: "La facture est hors du champ de la TVA (type O), mais une remise est d'un autre type de TVA (BT-95).",
    fix: "Donnez le type O aux remises de cette facture.",
  },
  {
    ...SHARED,
    id: "BR-O-14",
    terms: ["BT-102", "BG-21", "BT-118"],
    holds: asked("charges", "allowances"),
    message: "La facture est hors du champ de la TVA (type O), mais des frais sont d'un autre type de TVA (BT-102).",
    fix: "Donnez le type O aux frais de cette facture.",
  },
];
