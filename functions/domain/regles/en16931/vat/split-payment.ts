/** BR-B-01 and BR-B-02: split payment is between Italians, and never beside the standard rate. */
import type { Rule } from "#domain/regles/en16931/rule.ts";

export const SPLIT_PAYMENT_RULES: readonly Rule[] = [
  {
    id: "BR-B-01",
    severity: "fatal",
    terms: ["BT-151", "BT-95", "BT-102", "BT-40", "BT-55"],
    on: "BG-0",
    holds: (_, { vat }) => !vat.elsewhere.isSplit || !vat.elsewhere.isAbroad,
    message: "La facture emploie le paiement scindé de la TVA (type B), qui n'existe qu'entre Italiens.",
    fix: "Choisissez un autre type de TVA, ou n'indiquez que des adresses en Italie.",
  },
  {
    id: "BR-B-02",
    severity: "fatal",
    terms: ["BT-151", "BT-95", "BT-102", "BT-118"],
    on: "BG-0",
    holds: (_, { vat }) => !vat.elsewhere.isSplitBesideStandard,
    message: "La facture réunit le paiement scindé de la TVA (type B) et le taux normal (type S).",
    fix: "Facturez à part ce qui est au taux normal, ou corrigez les types de TVA.",
  },
];
