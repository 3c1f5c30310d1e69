/** BR-IC-11 and BR-IC-12: what a supply to another state of the Union says of its delivery. */
import { type Group, group, groups, type TermId, term } from "#domain/facture/invoice.ts";
import type { Facts } from "#domain/regles/en16931/facts.ts";
import { has } from "#domain/regles/en16931/presence.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { INTRA_COMMUNITY } from "#domain/regles/en16931/vat/categories.ts";

const asked = ({ vat }: Facts): boolean => vat.of(INTRA_COMMUNITY).breakdown.inModel > 0;
const deliveries = ({ invoice }: Facts): readonly Group[] => groups(invoice, "BG-13");

/** UBL asks for a value of two characters or more, if they be spaces; CII for the element. */
const isGiven = (holder: Group | undefined, id: TermId, { family, vat }: Facts): boolean => {
  const found = holder && term(holder, id);
  if (found === undefined) return false;
  return family === "CII" || found.value.length > 1 || !vat.isReadAlike(found);
};

const hasPeriod = (delivery: Group): boolean => {
  const period = group(delivery, "BG-14");
  return has(period, "BT-73") || has(period, "BT-74");
};

/** In UBL the tax point code (BT-8) stands in the period, and is enough to make one. */
const saysWhen = (facts: Facts): boolean =>
  (facts.family === "UBL" && has(facts.invoice, "BT-8")) ||
  deliveries(facts).some((delivery) => isGiven(delivery, "BT-72", facts) || hasPeriod(delivery));

const saysWhere = (facts: Facts): boolean =>
  deliveries(facts).some((delivery) => groups(delivery, "BG-15").some((address) => isGiven(address, "BT-80", facts)));

export const INTRA_COMMUNITY_RULES: readonly Rule[] = [
  {
    id: "BR-IC-11",
    severity: "fatal",
    terms: ["BT-72", "BG-14", "BT-118"],
    on: "BG-0",
    holds: (_, facts) => !asked(facts) || saysWhen(facts),
    message:
      "La facture ventile une livraison intracommunautaire, mais ne donne ni date de livraison (BT-72) ni période de facturation (BG-14).",
    fix: "Indiquez la date effective de livraison ou la période de facturation.",
  },
  {
    id: "BR-IC-12",
    severity: "fatal",
    terms: ["BT-80", "BG-15", "BT-118"],
    on: "BG-0",
    holds: (_, facts) => !asked(facts) || saysWhere(facts),
    message: "La facture ventile une livraison intracommunautaire, mais ne donne pas le pays de livraison (BT-80).",
    fix: "Indiquez le code du pays où les biens sont livrés.",
  },
];
