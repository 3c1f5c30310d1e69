/**
 * What the rules on decimals (BR-DEC-*) say to a supplier: amounts have two decimals at most, prices and quantities any
 * number. The rules count what is written, so they are asked of elements: their tables are in `formats/rules`. The
 * artefacts number no rule BR-DEC-03, 04, 07, 08, 21, 22 or 26.
 */
import { type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import type { RuleHead } from "#domain/regles/en16931/rule.ts";

const DECIMAL_TERMS = {
  "BR-DEC-01": "BT-92",
  "BR-DEC-02": "BT-93",
  "BR-DEC-05": "BT-99",
  "BR-DEC-06": "BT-100",
  "BR-DEC-09": "BT-106",
  "BR-DEC-10": "BT-107",
  "BR-DEC-11": "BT-108",
  "BR-DEC-12": "BT-109",
  "BR-DEC-13": "BT-110",
  "BR-DEC-14": "BT-112",
  "BR-DEC-15": "BT-111",
  "BR-DEC-16": "BT-113",
  "BR-DEC-17": "BT-114",
  "BR-DEC-18": "BT-115",
  "BR-DEC-19": "BT-116",
  "BR-DEC-20": "BT-117",
  "BR-DEC-23": "BT-131",
  "BR-DEC-24": "BT-136",
  "BR-DEC-25": "BT-137",
  "BR-DEC-27": "BT-141",
  "BR-DEC-28": "BT-142",
} as const satisfies Readonly<Record<string, ReadTermId>>;

export type DecimalRuleId = keyof typeof DECIMAL_TERMS;

export const decimalHead = (id: DecimalRuleId): RuleHead => {
  const term = DECIMAL_TERMS[id];
  return {
    id,
    severity: "fatal",
    terms: [term],
    message: `La valeur « ${TERMS[term].name} » (${term}) a plus de deux décimales.`,
    fix: "Arrondissez ce montant à deux décimales, sans rien écrire après elles, pas même un espace.",
  };
};
