/** `BR-…-05` (lines), `BR-…-06` (allowances) and `BR-…-07` (charges) of each category, as BR-AE-05: which rate goes with it. */
import type { Group, TermId } from "#domain/facture/invoice.ts";
import { textOf } from "#domain/regles/en16931/facts.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import { has } from "#domain/regles/en16931/presence.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";
import { named, type RateKind, type VatCategory } from "#domain/regles/en16931/vat/categories.ts";
import type { CategoryElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import type { VatPlace } from "#domain/regles/en16931/vat/places.ts";

interface Demand {
  /** Without a rate, undefined. */
  readonly accepts: (rate: number | undefined) => boolean;
  /** The rate, where only one is right. */
  readonly only?: string;
  readonly wrong: string;
  readonly fix: string;
}

const DEMANDS: Readonly<Record<RateKind, Demand>> = {
  positive: {
    accepts: (rate) => rate !== undefined && rate > 0,
    wrong: "n'est pas supérieur à zéro",
    fix: "Indiquez le taux de TVA, supérieur à zéro, ou corrigez le type de TVA",
  },
  "not negative": {
    accepts: (rate) => rate !== undefined && rate >= 0,
    wrong: "manque ou est négatif",
    fix: "Indiquez le taux de la taxe, nul ou positif, ou corrigez le type de TVA",
  },
  zero: {
    accepts: (rate) => rate === 0,
    only: "0",
    wrong: "n'est pas zéro",
    fix: "Indiquez le taux 0, ou corrigez le type de TVA",
  },
  none: {
    accepts: (rate) => rate === undefined,
    wrong: "est indiqué, alors que rien n'est à taxer",
    fix: "Retirez le taux de TVA, même nul, ou corrigez le type de TVA",
  },
};

const rateIn = (group: Group, id: TermId): number | undefined =>
  has(group, id) ? Number(textOf(group, id)) : undefined;

/** Each code of that category with the rate that follows it; with the first rate where none does. Codes in a row share one. */
const isRightIn =
  (place: VatPlace, code: string, accepts: Demand["accepts"]): Rule["holds"] =>
  (group, { vat }) => {
    let open = false;
    for (const found of group.terms) {
      if (found.id === place.code) open ||= found.value === code && vat.isReadAlike(found);
      else if (open && found.id === place.rate) {
        if (!accepts(Number(found.value))) return false;
        open = false;
      }
    }
    return !open || accepts(rateIn(group, place.rate));
  };

const idOf = ({ prefix }: VatCategory, { rates }: VatPlace): string => `BR-${prefix}-${rates}`;

const ruleOf = (category: VatCategory, place: VatPlace, kind: RateKind): Rule => {
  const { accepts, only, wrong, fix } = DEMANDS[kind];
  return {
    id: idOf(category, place),
    severity: "fatal",
    terms: [place.rate, place.code, place.holder],
    on: place.group,
    holds: isRightIn(place, category.code, accepts),
    ...(only !== undefined && { expected: () => only }),
    message: `Le taux de TVA (${place.rate}) ${place.ofOne} du type ${named(category)} ${wrong}.`,
    fix: `${fix} ${place.ofThis}.`,
  };
};

/** The artefacts ask the same of an allowance or a charge of a line that has a category, which EN 16931 gives it not. */
const inLineRuleOf = (category: VatCategory, place: VatPlace, kind: RateKind): Rule => {
  const { accepts, wrong, fix } = DEMANDS[kind];
  const isRight = (found: CategoryElsewhere): boolean =>
    found.kind !== place.kind ||
    found.code !== category.code ||
    !found.isVat ||
    accepts(found.rate === undefined ? undefined : Number(found.rate));
  return {
    id: idOf(category, place),
    severity: "fatal",
    terms: [place.rate, place.code, place.holder],
    on: "BG-0",
    holds: (_, { vat }) => vat.elsewhere.categories.every(isRight),
    message: `Le taux de TVA ${place.ofOne} de ligne du type ${named(category)} ${wrong}.`,
    fix: `${fix} ${place.ofThis} de la ligne.`,
  };
};

const rulesOf = (category: VatCategory, place: VatPlace, kind: RateKind): readonly Rule[] =>
  place.kind === "lines"
    ? [ruleOf(category, place, kind)]
    : [ruleOf(category, place, kind), inLineRuleOf(category, place, kind)];

const FAMILIES: readonly Family[] = ["UBL", "CII"];

/** The same in both families, or apart for each where they differ. */
export const rateRules = (category: VatCategory, place: VatPlace): readonly Rule[] => {
  const { rate } = category;
  if (typeof rate === "string") return rulesOf(category, place, rate);
  return FAMILIES.flatMap((family) =>
    rulesOf(category, place, rate[family]).map((rule) => ({ ...rule, only: family })),
  );
};
