/** How amounts, quantities, prices and rates are written: BR-FR-DEC-01 to BR-FR-DEC-04. */
import type { Term } from "#domain/facture/invoice.ts";
import { type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { type Facts, textOf } from "#domain/regles/en16931/facts.ts";
import { BR_FR } from "#domain/regles/national/br-fr/in-force.ts";
import { BOTH_WAYS, RATE_TERMS } from "#domain/regles/national/codes.ts";
import { matches } from "#domain/regles/national/forms.ts";
import type { NationalRule, ValueRule } from "#domain/regles/national/national-rule.ts";

/** Signs and digits of a number, the point apart. */
const positions = ({ value }: Term): number => value.replace(".", "").length;

/** A number of so many positions and decimals; a minus sign is one position. */
const isNumber = (form: RegExp, maximum: number): ((term: Term) => boolean) => {
  const isWritten = matches(form);
  return (term) => isWritten(term) && positions(term) <= maximum;
};

interface Kind {
  readonly rule: string;
  readonly ids: readonly ReadTermId[];
  readonly holds: (term: Term, facts: Facts) => boolean;
  readonly is: string;
  readonly fix: string;
}

const isPrice = isNumber(/^\d+(\.\d{1,6})?$/, 19);
/** Where both parties sell to each other, what one owes the other has the opposite sign. */
const isSignedPrice = isNumber(/^-?\d+(\.\d{1,6})?$/, 19);

const KINDS: readonly Kind[] = [
  {
    rule: "BR-FR-DEC-01",
    ids: [
      ...(["BT-92", "BT-93", "BT-99", "BT-100"] as const),
      ...([
        "BT-106",
        "BT-107",
        "BT-108",
        "BT-109",
        "BT-110",
        "BT-111",
        "BT-112",
        "BT-113",
        "BT-114",
        "BT-115",
      ] as const),
      ...(["BT-116", "BT-117", "BT-131", "BT-136", "BT-137", "BT-141", "BT-142"] as const),
    ],
    holds: isNumber(/^-?\d+(\.\d{1,2})?$/, 19),
    is: "n'est pas un montant de 19 positions et 2 décimales au plus",
    fix: "Écrivez le montant avec des chiffres, un point et deux décimales au plus, par exemple 1200.50.",
  },
  {
    rule: "BR-FR-DEC-02",
    ids: ["BT-129", "BT-149"],
    holds: isNumber(/^-?\d+(\.\d{1,4})?$/, 19),
    is: "n'est pas une quantité de 19 positions et 4 décimales au plus",
    fix: "Écrivez la quantité avec des chiffres, un point et quatre décimales au plus, par exemple 2.5.",
  },
  {
    rule: "BR-FR-DEC-03",
    ids: ["BT-146", "BT-147", "BT-148"],
    holds: (term, { invoice }) => (BOTH_WAYS.includes(textOf(invoice, "BT-23")) ? isSignedPrice(term) : isPrice(term)),
    is: "n'est pas un prix sans signe, de 19 positions et 6 décimales au plus",
    fix: "Écrivez le prix sans signe, avec six décimales au plus ; une réduction se marque par la quantité ou par une remise.",
  },
  {
    rule: "BR-FR-DEC-04",
    ids: RATE_TERMS,
    holds: isNumber(/^\d+(\.\d{1,2})?$/, 4),
    is: "n'est pas un taux sans signe, de 4 chiffres et 2 décimales au plus",
    fix: "Écrivez le taux en pourcentage, sans signe, par exemple 20 ou 5.5.",
  },
];

const decimalRule = ({ rule, holds, is, fix }: Kind, id: ReadTermId): ValueRule => ({
  ...BR_FR,
  id: `${rule}_${id}`,
  terms: [id],
  ofTerm: id,
  holds: (term, _, facts) => holds(term, facts),
  message: `La valeur « ${TERMS[id].name} » (${id}) ${is}.`,
  fix,
});

export const DECIMAL_RULES: readonly NationalRule[] = KINDS.flatMap((kind) =>
  kind.ids.map((id) => decimalRule(kind, id)),
);
