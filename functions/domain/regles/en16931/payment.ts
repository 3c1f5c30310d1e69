/** Means of payment and the invoicing period: BR-29, BR-49 to BR-51, BR-61, BR-CO-19. */
import type { RuleHead } from "#domain/regles/en16931/rule.ts";

export const PAYMENT_RULES: readonly RuleHead[] = [
  {
    id: "BR-29",
    severity: "fatal",
    terms: ["BT-74", "BT-73"],
    message: "La période de facturation finit (BT-74) avant de commencer (BT-73).",
    fix: "Corrigez les dates de la période de facturation.",
  },
  {
    id: "BR-49",
    severity: "fatal",
    terms: ["BT-81", "BG-16"],
    message: "Une instruction de paiement n'a pas de code de moyen de paiement (BT-81).",
    fix: "Indiquez le code du moyen de paiement, par exemple 30 pour un virement.",
  },
  {
    id: "BR-50",
    severity: "fatal",
    terms: ["BT-84", "BG-17"],
    message: "Un virement est annoncé sans l'identifiant du compte à créditer (BT-84).",
    fix: "Indiquez l'IBAN du compte à créditer.",
  },
  {
    id: "BR-51",
    severity: { UBL: "warning", CII: "fatal" },
    terms: ["BT-87", "BG-18"],
    message: "Le numéro de la carte de paiement (BT-87) est donné en entier.",
    fix: "Ne montrez que les six premiers et les quatre derniers chiffres de la carte.",
  },
  {
    id: "BR-61",
    severity: "fatal",
    terms: ["BT-84", "BT-81"],
    message: "Le moyen de paiement (BT-81) est un virement, et aucun compte à créditer (BT-84) n'est donné.",
    fix: "Indiquez le compte à créditer, ou un autre moyen de paiement.",
  },
  {
    id: "BR-CO-19",
    severity: "fatal",
    terms: ["BG-14", "BT-73", "BT-74"],
    message: "La période de facturation (BG-14) n'a ni début (BT-73) ni fin (BT-74).",
    fix: "Indiquez le début ou la fin de la période de facturation, ou retirez-la.",
  },
];
