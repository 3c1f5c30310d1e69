/** BR-B-01 and BR-B-02: split payment is between Italians, and never beside the standard rate. */
import type { Facts } from "#domain/regles/en16931/facts.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { SPLIT_PAYMENT, STANDARD } from "#domain/regles/en16931/vat/categories.ts";

const isSplit = ({ vat }: Facts): boolean => {
  const { asAnyTax, breakdown, other } = vat.of(SPLIT_PAYMENT);
  return asAnyTax + breakdown.asAnyTax + other.asAnyTax > 0;
};

/** CII counts the breakdown; UBL looks its code up where it is not. */
const isStandard = ({ vat, family }: Facts): boolean => {
  const { asAnyTax, breakdown } = vat.of(STANDARD);
  return asAnyTax + (family === "CII" ? breakdown.asAnyTax : 0) > 0;
};

export const SPLIT_PAYMENT_RULES: readonly Rule[] = [
  {
    id: "BR-B-01",
    severity: "fatal",
    terms: ["BT-151", "BT-95", "BT-102", "BT-40", "BT-55"],
    on: "BG-0",
    holds: (_, facts) => !isSplit(facts) || !facts.vat.isAbroad,
    message: "La facture emploie le paiement scindé de la TVA (type B), qui n'existe qu'entre Italiens.",
    fix: "Choisissez un autre type de TVA, ou n'indiquez que des adresses en Italie.",
  },
  {
    id: "BR-B-02",
    severity: "fatal",
    terms: ["BT-151", "BT-95", "BT-102", "BT-118"],
    on: "BG-0",
    holds: (_, facts) => !isSplit(facts) || !isStandard(facts),
    message: "La facture réunit le paiement scindé de la TVA (type B) et le taux normal (type S).",
    fix: "Facturez à part ce qui est au taux normal, ou corrigez les types de TVA.",
  },
];
