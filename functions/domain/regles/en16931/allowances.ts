/** Allowances and charges of the document: BR-31 to BR-33, BR-36 to BR-38, BR-CO-21, BR-CO-22. */
import { oneWritten, written } from "#domain/regles/en16931/presence.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";

export const ALLOWANCE_RULES: readonly Rule[] = [
  {
    id: "BR-31",
    severity: "fatal",
    terms: ["BT-92", "BG-20"],
    on: "BG-20",
    holds: written("BT-92"),
    message: "Une remise au niveau du document n'a pas de montant (BT-92).",
    fix: "Indiquez le montant de la remise.",
  },
  {
    id: "BR-32",
    severity: "fatal",
    terms: ["BT-95", "BG-20"],
    on: "BG-20",
    holds: written("BT-95"),
    message: "Une remise au niveau du document n'a pas de type de TVA (BT-95).",
    fix: "Indiquez le code du type de TVA de la remise, par exemple S.",
  },
  {
    id: "BR-33",
    severity: "fatal",
    terms: ["BT-97", "BT-98", "BG-20"],
    on: "BG-20",
    holds: oneWritten("BT-97", "BT-98"),
    message: "Une remise au niveau du document n'a ni motif (BT-97) ni code de motif (BT-98).",
    fix: "Donnez le motif de la remise, ou son code.",
  },
  {
    id: "BR-36",
    severity: "fatal",
    terms: ["BT-99", "BG-21"],
    on: "BG-21",
    holds: written("BT-99"),
    message: "Des frais au niveau du document n'ont pas de montant (BT-99).",
    fix: "Indiquez le montant des frais.",
  },
  {
    id: "BR-37",
    severity: "fatal",
    terms: ["BT-102", "BG-21"],
    on: "BG-21",
    holds: written("BT-102"),
    message: "Des frais au niveau du document n'ont pas de type de TVA (BT-102).",
    fix: "Indiquez le code du type de TVA des frais, par exemple S.",
  },
  {
    id: "BR-38",
    severity: "fatal",
    terms: ["BT-104", "BT-105", "BG-21"],
    on: "BG-21",
    holds: oneWritten("BT-104", "BT-105"),
    message: "Des frais au niveau du document n'ont ni motif (BT-104) ni code de motif (BT-105).",
    fix: "Donnez le motif des frais, ou son code.",
  },
  {
    id: "BR-CO-21",
    severity: "fatal",
    terms: ["BT-97", "BT-98", "BG-20"],
    on: "BG-20",
    holds: oneWritten("BT-97", "BT-98"),
    message:
      "Une remise au niveau du document n'est justifiée ni par un motif (BT-97) ni par un code (BT-98), ni par les deux.",
    fix: "Justifiez la remise par un motif, un code, ou les deux.",
  },
  {
    id: "BR-CO-22",
    severity: "fatal",
    terms: ["BT-104", "BT-105", "BG-21"],
    on: "BG-21",
    holds: oneWritten("BT-104", "BT-105"),
    message:
      "Des frais au niveau du document ne sont justifiés ni par un motif (BT-104) ni par un code (BT-105), ni par les deux.",
    fix: "Justifiez les frais par un motif, un code, ou les deux.",
  },
];
