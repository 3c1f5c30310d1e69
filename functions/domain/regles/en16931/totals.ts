/** Totals and the VAT breakdown: BR-12 to BR-15, BR-45 to BR-48, BR-CO-10 to BR-CO-17. */
import { Decimal } from "#domain/facture/decimal.ts";
import type { Group, TermId } from "#domain/facture/invoice.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { amountOf, type Facts, type SumOfInvoice } from "#domain/regles/en16931/facts.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import { has, written } from "#domain/regles/en16931/presence.ts";
import type { AnyRule, Rule } from "#domain/regles/en16931/rule.ts";

/** What a total should be; undefined where the invoice does not tell. */
type Compute = (totals: Group, facts: Facts) => Decimal | undefined;

/** Sums of a term over groups; what is no decimal is a fault of its own, and counts for nothing here. */
const sumOf = (holders: readonly Group[], id: TermId): Decimal => {
  let total = Decimal.ZERO;
  for (const holder of holders) total = total.plus(amountOf(holder, id) ?? Decimal.ZERO);
  return total;
};

/** Hundredths of less than this are told to a millionth. */
const PLAIN = 1_000_000;

/** How far from half a cent a number of them is certainly not half a cent. */
const SURE = 0.001;

const isSurelyRounded = (cents: number, rounded: number): boolean => Math.abs(cents - rounded) < 0.5 - SURE;

/** A binary number in cents, rounded exactly: where it is near half a cent, twenty digits tell on which side it is. */
const centsOf = (total: number): Decimal | undefined => {
  const rounded = Math.round(total * 100);
  const isSure = Math.abs(total) < PLAIN && isSurelyRounded(total * 100, rounded);
  return isSure ? Decimal.parse(String(rounded))?.percent() : Decimal.parse(total.toFixed(20))?.cents();
};

/** CII adds the lines as binary numbers, then rounds what came out: half a cent goes one way or the other. */
const binarySumOf = (holders: readonly Group[], id: TermId): Decimal | undefined => {
  let total = 0;
  for (const holder of holders) total += amountOf(holder, id)?.toNumber() ?? 0;
  return centsOf(total);
};

/** What is added up for one group of totals is added up for all. */
const oncePerInvoice =
  (sum: SumOfInvoice): Compute =>
  (_, facts) =>
    facts.sum(sum);

const exactLineTotal = oncePerInvoice(({ lines }) => sumOf(lines, "BT-131").cents());

const binaryLineTotal = oncePerInvoice(({ lines }) => binarySumOf(lines, "BT-131"));

const lineTotal: Compute = (totals, facts) =>
  facts.family === "CII" ? binaryLineTotal(totals, facts) : exactLineTotal(totals, facts);

const amount = (holder: Group, id: TermId): Decimal => amountOf(holder, id) ?? Decimal.ZERO;

const equals = (stated: Decimal | undefined, computed: Decimal): boolean => stated?.equals(computed) === true;

type Comparison = Required<Pick<Rule, "holds" | "expected">>;

const expectedIn =
  (id: TermId, compute: Compute): Comparison["expected"] =>
  (totals, facts) =>
    insteadOf(amountOf(totals, id), compute(totals, facts));

/** A total that is not stated equals nothing. */
const comparing = (id: TermId, compute: Compute): Comparison => ({
  holds: (totals, facts) => {
    const computed = compute(totals, facts);
    return computed !== undefined && equals(amountOf(totals, id), computed);
  },
  expected: expectedIn(id, compute),
});

/** A total that may be left out where there is nothing to add up. */
const summing = (id: TermId, holders: (facts: Facts) => readonly Group[], of: TermId): Comparison => {
  const { holds, expected } = comparing(
    id,
    oncePerInvoice((facts) => sumOf(holders(facts), of).cents()),
  );
  return {
    holds: (totals, facts) => {
      const isLeftOut = amountOf(totals, id) === undefined && holders(facts).length === 0;
      return isLeftOut || holds(totals, facts);
    },
    expected,
  };
};

/** BR-CO-13: in UBL, rounded only where something is added or deducted. */
const totalWithoutVat: Compute = (totals, { family }) => {
  const lines = amountOf(totals, "BT-106");
  if (family === "UBL" && !has(totals, "BT-107") && !has(totals, "BT-108")) return lines;
  return lines?.minus(amount(totals, "BT-107")).plus(amount(totals, "BT-108")).cents();
};

const isExact = (totals: Group, family: Family): boolean =>
  family === "CII" || (!has(totals, "BT-113") && !has(totals, "BT-114"));

/** BR-CO-16: CII compares exactly; UBL rounds both sides where something was paid or rounded, and compares exactly where not. */
const amountDueIsRight: Rule["holds"] = (totals, { family }) => {
  const due = amountOf(totals, "BT-115");
  const total = amountOf(totals, "BT-112");
  if (due === undefined || total === undefined) return false;
  const payable = total.minus(amount(totals, "BT-113"));
  const stated = due.minus(amount(totals, "BT-114"));
  if (isExact(totals, family)) return equals(stated, payable);
  return equals(has(totals, "BT-114") ? stated.cents() : stated, payable.cents());
};

const amountDue: Compute = (totals, { family }) => {
  const payable = amountOf(totals, "BT-112")?.minus(amount(totals, "BT-113"));
  return (isExact(totals, family) ? payable : payable?.cents())?.plus(amount(totals, "BT-114"));
};

/** Categories whose own rules take the breakdown away from the general ones in CII: a node is tested once in a pattern. */
const SHADOWED = ["O", "L", "M"] as const;

const unlessShadowed =
  (holds: Rule["holds"]): Rule["holds"] =>
  (breakdown, facts) => {
    if (holds(breakdown, facts)) return true;
    const { family, vat } = facts;
    return family === "CII" && SHADOWED.some((code) => vat.breaksDown(breakdown, code));
  };

const isZero = (value: Decimal | undefined): boolean => value?.integer().sign() === 0;

/** The tax of a group of the breakdown, in cents. */
const vatAmount: Compute = (breakdown) => {
  const rate = amountOf(breakdown, "BT-119");
  return rate && amountOf(breakdown, "BT-116")?.times(rate).percent().cents();
};

/** BR-CO-17: to one unit of the currency, since lines were rounded before; UBL takes no less than that. */
const vatAmountIsRight: Rule["holds"] = (breakdown, { family }) => {
  const stated = amountOf(breakdown, "BT-117");
  const rate = amountOf(breakdown, "BT-119");
  if (rate === undefined || isZero(rate)) return isZero(stated);
  const base = amountOf(breakdown, "BT-116");
  if (stated === undefined || base === undefined) return false;
  const gap = stated.abs().minus(base.abs().times(rate).percent().cents()).abs().compare(Decimal.ONE);
  return family === "UBL" ? gap < 0 : gap <= 0;
};

export const TOTAL_RULES: readonly AnyRule[] = [
  {
    id: "BR-12",
    severity: "fatal",
    terms: ["BT-106", "BG-22"],
    on: "BG-22",
    holds: written("BT-106"),
    message: "Les totaux n'ont pas la somme des montants nets des lignes (BT-106).",
    fix: "Indiquez la somme des montants nets des lignes.",
  },
  {
    id: "BR-13",
    severity: "fatal",
    terms: ["BT-109", "BG-22"],
    on: "BG-22",
    holds: written("BT-109"),
    message: "Les totaux n'ont pas le montant hors TVA (BT-109).",
    fix: "Indiquez le montant total hors TVA.",
  },
  {
    id: "BR-14",
    severity: "fatal",
    terms: ["BT-112", "BG-22"],
    on: "BG-22",
    holds: written("BT-112"),
    message: "Les totaux n'ont pas le montant TVA comprise (BT-112).",
    fix: "Indiquez le montant total TVA comprise.",
  },
  {
    id: "BR-15",
    severity: "fatal",
    terms: ["BT-115", "BG-22"],
    on: "BG-22",
    holds: written("BT-115"),
    message: "Les totaux n'ont pas le montant à payer (BT-115).",
    fix: "Indiquez le montant à payer.",
  },
  {
    id: "BR-45",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-116", "BG-23"],
    on: "BG-23",
    holds: unlessShadowed(written("BT-116")),
    message: "Une ventilation de la TVA n'a pas de base d'imposition (BT-116).",
    fix: "Indiquez la base d'imposition de chaque ventilation.",
  },
  {
    id: "BR-46",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-117", "BG-23"],
    on: "BG-23",
    holds: unlessShadowed(written("BT-117")),
    message: "Une ventilation de la TVA n'a pas de montant de TVA (BT-117).",
    fix: "Indiquez le montant de TVA de chaque ventilation, même nul.",
  },
  {
    id: "BR-47",
    severity: "fatal",
    terms: ["BT-118", "BG-23"],
    message: "Une ventilation de la TVA n'a pas de type (BT-118).",
    fix: "Indiquez le code du type de TVA de chaque ventilation, par exemple S.",
  },
  {
    id: "BR-48",
    severity: "fatal",
    terms: ["BT-119", "BG-23"],
    message: "Une ventilation de la TVA n'a pas de taux (BT-119).",
    fix: "Indiquez le taux de TVA, 0 s'il est nul.",
  },
  {
    id: "BR-CO-10",
    severity: "fatal",
    terms: ["BT-106", "BT-131"],
    on: "BG-22",
    ...comparing("BT-106", lineTotal),
    // What is right is said exactly, all the same.
    expected: expectedIn("BT-106", exactLineTotal),
    message: "La somme des montants nets des lignes (BT-106) n'est pas celle des lignes (BT-131).",
    fix: "Recalculez la somme des montants nets des lignes.",
  },
  {
    id: "BR-CO-11",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-107", "BT-92"],
    on: "BG-22",
    ...summing("BT-107", (facts) => facts.allowances, "BT-92"),
    message: "La somme des remises au niveau du document (BT-107) n'est pas celle de leurs montants (BT-92).",
    fix: "Recalculez la somme des remises.",
  },
  {
    id: "BR-CO-12",
    byElements: ["CII"],
    severity: "fatal",
    terms: ["BT-108", "BT-99"],
    on: "BG-22",
    ...summing("BT-108", (facts) => facts.charges, "BT-99"),
    message: "La somme des frais au niveau du document (BT-108) n'est pas celle de leurs montants (BT-99).",
    fix: "Recalculez la somme des frais.",
  },
  {
    id: "BR-CO-13",
    severity: "fatal",
    terms: ["BT-109", "BT-106", "BT-107", "BT-108"],
    on: "BG-22",
    ...comparing("BT-109", totalWithoutVat),
    message:
      "Le montant total hors TVA (BT-109) n'est pas la somme des lignes (BT-106), moins les remises (BT-107), plus les frais (BT-108).",
    fix: "Recalculez le montant total hors TVA.",
  },
  {
    id: "BR-CO-14",
    severity: "fatal",
    terms: ["BT-110", "BT-117"],
    message: "Le total de TVA (BT-110) n'est pas la somme des montants de TVA de la ventilation (BT-117).",
    fix: "Recalculez le total de TVA.",
  },
  {
    id: "BR-CO-15",
    severity: "fatal",
    terms: ["BT-112", "BT-109", "BT-110"],
    message:
      "Le montant total TVA comprise (BT-112) n'est pas le montant hors TVA (BT-109) plus le total de TVA (BT-110).",
    fix: "Recalculez le montant total TVA comprise.",
  },
  {
    id: "BR-CO-16",
    severity: "fatal",
    terms: ["BT-115", "BT-112", "BT-113", "BT-114"],
    on: "BG-22",
    holds: amountDueIsRight,
    expected: expectedIn("BT-115", amountDue),
    message:
      "Le montant à payer (BT-115) n'est pas le total TVA comprise (BT-112), moins le montant payé (BT-113), plus l'arrondi (BT-114).",
    fix: "Recalculez le montant à payer.",
  },
  {
    id: "BR-CO-17",
    byElements: ["UBL"],
    severity: "fatal",
    terms: ["BT-117", "BT-116", "BT-119"],
    on: "BG-23",
    holds: unlessShadowed(vatAmountIsRight),
    expected: expectedIn("BT-117", vatAmount),
    message: "Un montant de TVA (BT-117) n'est pas sa base d'imposition (BT-116) multipliée par son taux (BT-119).",
    fix: "Recalculez le montant de TVA de la ventilation.",
  },
];
