/** When and how much is to be paid, as the business process (BT-23) has it: BR-FR-CO-07 to BR-FR-CO-09. */
import type { Invoice } from "#domain/facture/invoice.ts";
import { amountOf, says, textOf } from "#domain/regles/en16931/facts.ts";
import { isInOrder } from "#domain/regles/en16931/presence.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import { AFTER_PREPAYMENT, ALREADY_PAID, PREPAYMENTS } from "#domain/regles/national/codes.ts";
import type { NationalRule } from "#domain/regles/national/national-rule.ts";

const isPaid = (invoice: Invoice): boolean => ALREADY_PAID.includes(textOf(invoice, "BT-23"));
const isPrepayment = (invoice: Invoice): boolean => PREPAYMENTS.includes(textOf(invoice, "BT-3"));

const isDueAfterIssue = isInOrder("BT-2", "BT-9");

export const PAYMENT_RULES: readonly NationalRule[] = [
  {
    ...BR_FR,
    id: "BR-FR-CO-07_BT-9",
    terms: ["BT-9", "BT-2"],
    on: "BG-0",
    holds: (invoice, facts) => isPrepayment(facts.invoice) || isPaid(facts.invoice) || isDueAfterIssue(invoice, facts),
    message: "La date d'échéance (BT-9) est avant la date d'émission (BT-2).",
    fix: "Corrigez la date d'échéance ; elle ne précède l'émission que pour un acompte ou une facture déjà payée.",
  },
  {
    ...BR_FR,
    id: "BR-FR-CO-08_BT-23",
    terms: ["BT-23", "BT-3"],
    on: "BG-0",
    holds: (invoice, facts) => !AFTER_PREPAYMENT.includes(textOf(invoice, "BT-23")) || !isPrepayment(facts.invoice),
    message: "Une facture définitive après acompte (BT-23) ne peut pas être du type d'un acompte (BT-3).",
    fix: "Corrigez le cadre de facturation, ou choisissez un autre type que 386, 500 et 503.",
  },
  {
    ...BR_FR,
    id: "BR-FR-CO-09_BT-23-1",
    terms: ["BT-113", "BT-112", "BT-23"],
    on: "BG-22",
    holds: (totals, { invoice }) => {
      const [paid, total] = [amountOf(totals, "BT-113"), amountOf(totals, "BT-112")];
      return !isPaid(invoice) || (paid !== undefined && total !== undefined && paid.equals(total));
    },
    message: "La facture est déjà payée (BT-23), et le montant payé (BT-113) n'est pas le total TVA comprise (BT-112).",
    fix: "Indiquez comme montant payé le total de la facture, ou corrigez le cadre de facturation.",
  },
  {
    ...BR_FR,
    id: "BR-FR-CO-09_BT-23-2",
    terms: ["BT-115", "BT-23"],
    on: "BG-22",
    holds: (totals, { invoice }) => !isPaid(invoice) || amountOf(totals, "BT-115")?.sign() === 0,
    message: "La facture est déjà payée (BT-23), et le montant à payer (BT-115) n'est pas nul.",
    fix: "Indiquez un montant à payer de 0, ou corrigez le cadre de facturation.",
  },
  {
    ...BR_FR,
    id: "BR-FR-CO-09_BT-23-3",
    terms: ["BT-9", "BT-23"],
    on: "BG-0",
    holds: (invoice, facts) => !isPaid(facts.invoice) || says(invoice, "BT-9"),
    message: "La facture est déjà payée (BT-23), et n'indique pas par sa date d'échéance (BT-9) le jour du paiement.",
    fix: "Indiquez comme date d'échéance le jour où la facture a été payée.",
  },
];
