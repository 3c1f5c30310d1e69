/** BR-O-11 to BR-O-14: what is not subject to VAT stands alone in an invoice. */
import type { Facts } from "#domain/regles/en16931/facts.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { NOT_SUBJECT } from "#domain/regles/en16931/vat/categories.ts";
import type { CategoryElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";

type Kind = CategoryElsewhere["kind"];

/** UBL looks at categories of VAT, CII at those of any tax. */
const isAlone = ({ vat, family }: Facts, kinds: readonly Kind[]): boolean => {
  for (const uses of vat.others(NOT_SUBJECT)) {
    for (const kind of kinds) if ((family === "UBL" ? uses[kind].asVat : uses[kind].asAnyTax) > 0) return false;
  }
  return true;
};

/** CII tells neither the breakdown from lines, nor allowances from charges, even those that do not say which they are. */
const CII_TAXES: readonly Kind[] = ["breakdown", "lines", "other"];
const CII_ADJUSTMENTS: readonly Kind[] = ["allowances", "charges", "unsigned"];

const asked =
  (kinds: Readonly<Record<Family, readonly Kind[]>>): Rule["holds"] =>
  (_, facts) =>
    facts.vat.of(NOT_SUBJECT).breakdown.inModel === 0 || isAlone(facts, kinds[facts.family]);

const SHARED = { severity: "fatal", on: "BG-0" } as const;

export const NOT_SUBJECT_RULES: readonly Rule[] = [
  {
    ...SHARED,
    id: "BR-O-11",
    terms: ["BT-118", "BG-23"],
    holds: asked({ UBL: ["breakdown"], CII: CII_TAXES }),
    message: "La ventilation réunit le type de TVA O (hors du champ de la TVA) et un autre type (BT-118).",
    fix: "Facturez à part ce qui est hors du champ de la TVA, ou corrigez les types de la ventilation.",
  },
  {
    ...SHARED,
    id: "BR-O-12",
    terms: ["BT-151", "BG-25", "BT-118"],
    holds: asked({ UBL: ["lines"], CII: CII_TAXES }),
    message: "La facture est hors du champ de la TVA (type O), mais une ligne est d'un autre type de TVA (BT-151).",
    fix: "Facturez à part les lignes soumises à la TVA, ou corrigez leur type.",
  },
  {
    ...SHARED,
    id: "BR-O-13",
    terms: ["BT-95", "BG-20", "BT-118"],
    holds: asked({ UBL: ["allowances"], CII: CII_ADJUSTMENTS }),
    message: "La facture est hors du champ de la TVA (type O), mais une remise est d'un autre type de TVA (BT-95).",
    fix: "Donnez le type O aux remises de cette facture.",
  },
  {
    ...SHARED,
    id: "BR-O-14",
    terms: ["BT-102", "BG-21", "BT-118"],
    holds: asked({ UBL: ["charges"], CII: CII_ADJUSTMENTS }),
    message: "La facture est hors du champ de la TVA (type O), mais des frais sont d'un autre type de TVA (BT-102).",
    fix: "Donnez le type O aux frais de cette facture.",
  },
];
