/** What the rules found, some places of each: a hostile invoice breaks one rule a hundred thousand times. */
import type { Location } from "#domain/fautes/fault.ts";
import type { Fired, RuleHead } from "#domain/regles/en16931/rule.ts";

/** Places shown of one rule: who corrects one place finds the others alike, and the report says how many there are. */
const MAX_PLACES = 10;

interface Found {
  readonly places: Fired[];
  others: number;
}

/** The last place that is shown tells how many are not. */
const tellOthers = ({ places, others }: Found): void => {
  const last = places.pop();
  if (last !== undefined) places.push({ ...last, others });
};

export class Findings {
  readonly #byRule = new Map<RuleHead, Found>();

  /** What was expected is worked out for the places that are shown, and for no other. */
  add(rule: RuleHead, at: Location, value?: string, expected?: () => string | undefined): void {
    const found = this.#found(rule);
    if (found.places.length < MAX_PLACES) found.places.push({ rule, at, value, expected: expected?.() });
    else found.others++;
  }

  #found(rule: RuleHead): Found {
    const known = this.#byRule.get(rule);
    if (known !== undefined) return known;
    const found = { places: [], others: 0 };
    this.#byRule.set(rule, found);
    return found;
  }

  /** By rule, in the order in which they were first broken. */
  all(): readonly Fired[] {
    const fired: Fired[] = [];
    for (const found of this.#byRule.values()) {
      if (found.others > 0) tellOthers(found);
      fired.push(...found.places);
    }
    return fired;
  }
}
