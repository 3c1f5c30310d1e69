/** What the rules found, some places of each: a hostile invoice breaks one rule a hundred thousand times. */
import type { Location } from "#domain/fautes/fault.ts";
import type { Fired, RuleHead } from "#domain/regles/en16931/rule.ts";

/** Places shown of one rule: who corrects one place finds the others alike, and the report says how many there are. */
const MAX_PLACES = 10;

interface Found {
  readonly places: Fired[];
  others: number;
}

const listed = ({ places, others }: Found): readonly Fired[] => {
  const last = places.at(-1);
  return last === undefined || others === 0 ? places : [...places.slice(0, -1), { ...last, others }];
};

export class Findings {
  readonly #byRule = new Map<RuleHead, Found>();

  /** What was expected is worked out for the places that are shown, and for no other. */
  add(rule: RuleHead, at: Location, value?: string, expected?: () => string | undefined): void {
    const found = this.#byRule.get(rule) ?? { places: [], others: 0 };
    this.#byRule.set(rule, found);
    if (found.places.length < MAX_PLACES) found.places.push({ rule, at, value, expected: expected?.() });
    else found.others++;
  }

  /** By rule, in the order in which they were first broken. */
  all(): readonly Fired[] {
    return [...this.#byRule.values()].flatMap(listed);
  }
}
