/** `BR-…-10` of each category, as BR-AE-10: whether its breakdown says why there is no tax (BT-120 or BT-121). */
import { has } from "#domain/regles/en16931/presence.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { named, type VatCategory } from "#domain/regles/en16931/vat/categories.ts";

const WORDING: Readonly<Record<VatCategory["exemption"], { readonly wrong: string; readonly fix: string }>> = {
  demanded: {
    wrong: "n'a ni motif d'exonération (BT-120) ni code de motif (BT-121)",
    fix: "Donnez le motif d'exonération de la TVA, ou son code, pour le type",
  },
  forbidden: {
    wrong: "a un motif d'exonération (BT-120 ou BT-121) qu'il ne doit pas avoir",
    fix: "Retirez le motif d'exonération et son code du type",
  },
};

/** A reason that is written counts, even empty. */
export const exemptionRule = (category: VatCategory): Rule => {
  const { prefix, code, exemption } = category;
  const { wrong, fix } = WORDING[exemption];
  return {
    id: `BR-${prefix}-10`,
    severity: "fatal",
    terms: ["BT-120", "BT-121", "BG-23"],
    on: "BG-23",
    holds: (group, { vat }) =>
      !vat.breaksDown(group, code) || (has(group, "BT-120") || has(group, "BT-121")) === (exemption === "demanded"),
    message: `La ventilation du type de TVA ${named(category)} ${wrong}.`,
    fix: `${fix} ${code}.`,
  };
};
