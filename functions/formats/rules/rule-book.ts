/**
 * The element rules of a family of syntaxes, found by the place of an element: worked out when a first document has an
 * element there, and then one look into a list for each element.
 */
import type { Namespaces } from "#formats/binding/row.ts";
import type { Place } from "#formats/place.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import {
  looksAtNameAlone,
  matches,
  mayStandIn,
  type Named,
  type Pattern,
  parsePattern,
} from "#formats/rules/pattern.ts";
import type { XmlElement } from "#formats/xml/element.ts";

/** What is asked of an element; places where the same is asked share one. */
export interface Asked {
  readonly element: readonly ElementRule[];
  /** By the local name of an attribute without namespace. */
  readonly attributes: ReadonlyMap<string, readonly ElementRule[]>;
}

/** One path of one rule. */
interface Entry {
  readonly number: number;
  readonly rule: ElementRule;
  readonly pattern: Pattern;
  readonly except: readonly Pattern[];
}

/** The entries that a name may meet: those that it meets for certain, and those that depend on where it stands. */
interface Candidates {
  readonly certain: readonly Entry[];
  /** What the certain ones ask. */
  readonly asked: Asked;
  readonly depending: readonly Entry[];
  /** Of those, what is left below a parent of that place: a hostile file has 100,000 strangers side by side. */
  readonly below: WeakMap<Place, readonly Entry[]>;
}

const NO_ENTRIES: readonly Entry[] = [];

const listed = (paths: string | readonly string[]): readonly string[] => (typeof paths === "string" ? [paths] : paths);

const meets = ({ pattern, except }: Entry, named: Named): boolean =>
  matches(pattern, named) && !except.some((left) => matches(left, named));

const dependsOnPlace = ({ pattern, except }: Entry): boolean =>
  !looksAtNameAlone(pattern) || !except.every(looksAtNameAlone);

const leftBelow = (parent: Place | undefined, { depending, below }: Candidates): readonly Entry[] => {
  if (parent === undefined) return depending;
  const left = below.get(parent) ?? depending.filter(({ pattern }) => mayStandIn(pattern, parent));
  below.set(parent, left);
  return left;
};

const rulesOf = (entries: readonly Entry[]): readonly ElementRule[] =>
  // Two paths of one rule may lead to one element.
  Array.from(new Set(entries.map(({ rule }) => rule)));

const askedBy = (entries: readonly Entry[]): Asked => {
  const attributes = new Map<string, readonly ElementRule[]>();
  const byAttribute = Map.groupBy(entries, ({ pattern }) => pattern.attribute);
  for (const [name, found] of byAttribute) if (name !== undefined) attributes.set(name, rulesOf(found));
  return { element: rulesOf(byAttribute.get(undefined) ?? NO_ENTRIES), attributes };
};

export class ElementRuleBook {
  /** By the local name of their last step. */
  readonly #byName: ReadonlyMap<string, readonly Entry[]>;
  /** Those of the root, and those whose last step is the end of a name. */
  readonly #unnamed: readonly Entry[];
  /** By the numbers of their entries. */
  readonly #shared = new Map<string, Asked>();
  /** By the number of the place. */
  readonly #asked: (Asked | undefined)[] = [];
  readonly #strangers = new WeakMap<Place, Candidates>();

  constructor(rules: readonly ElementRule[], namespaces: Namespaces) {
    const entries = rules.flatMap((rule) => {
      const except = listed(rule.except ?? []).map((path) => parsePattern(path, namespaces));
      return listed(rule.on).map((path) => ({ rule, pattern: parsePattern(path, namespaces), except }));
    });
    const byName = Map.groupBy(
      entries.map((entry, number): Entry => ({ ...entry, number })),
      ({ pattern: { steps } }) => (steps[0]?.isEnd === false ? steps[0].text : ""),
    );
    this.#unnamed = byName.get("") ?? NO_ENTRIES;
    this.#byName = byName;
  }

  of(element: XmlElement): Asked {
    const { place } = element;
    if (place.number === undefined) return this.#ofStranger(element);
    const known = this.#asked[place.number];
    if (known !== undefined) return known;
    const asked = this.#share(this.#named(place.local).filter((entry) => meets(entry, place)));
    this.#asked[place.number] = asked;
    return asked;
  }

  /** A name that no table knows has one place, wherever it stands: its path is that of the element. */
  #ofStranger(element: XmlElement): Asked {
    const candidates = this.#candidates(element.place);
    const met = leftBelow(element.parent?.place, candidates).filter((entry) => meets(entry, element));
    return met.length === 0 ? candidates.asked : this.#share([...candidates.certain, ...met]);
  }

  #candidates(place: Place): Candidates {
    const known = this.#strangers.get(place);
    if (known !== undefined) return known;
    const named = this.#named(place.local);
    const certain = named.filter((entry) => !dependsOnPlace(entry) && meets(entry, place));
    const depending = named.filter(dependsOnPlace);
    const candidates = { certain, asked: this.#share(certain), depending, below: new WeakMap() };
    this.#strangers.set(place, candidates);
    return candidates;
  }

  #named(local: string): readonly Entry[] {
    return [...(this.#byName.get(local) ?? NO_ENTRIES), ...this.#unnamed];
  }

  #share(entries: readonly Entry[]): Asked {
    const key = entries.map(({ number }) => number).join();
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const asked = askedBy(entries);
    this.#shared.set(key, asked);
    return asked;
  }
}
