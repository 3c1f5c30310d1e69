/** What element rules ask of the elements below one: paths with the prefixes of the tables, read once when a table is loaded. */
import type { Namespaces } from "#formats/binding/row.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { isSpace, skipSpace } from "#formats/xml/whitespace.ts";

interface Step {
  readonly uri: string;
  readonly local: string;
}

export type Test = (element: XmlElement) => boolean;

const parseSteps = (path: string, namespaces: Namespaces): readonly Step[] =>
  path.split("/").map((step) => {
    const [prefix = "", local] = step.split(":");
    const uri = namespaces[prefix];
    if (uri === undefined || local === undefined) throw new Error(`${step}: not a name of the table`);
    return { uri, local };
  });

const isA = ({ place }: XmlElement, { uri, local }: Step): boolean => place.local === local && place.uri === uri;

/** Looks at each element at the end of the steps. */
const forEach = (from: XmlElement, steps: readonly Step[], depth: number, look: (found: XmlElement) => void): void => {
  const step = steps[depth];
  if (step === undefined) {
    look(from);
    return;
  }
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    if (isA(child, step)) forEach(child, steps, depth + 1, look);
  }
};

const count = (from: XmlElement, steps: readonly Step[], depth: number, test: Test): number => {
  const step = steps[depth];
  if (step === undefined) return test(from) ? 1 : 0;
  let total = 0;
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    if (isA(child, step)) total += count(child, steps, depth + 1, test);
  }
  return total;
};

const some = (from: XmlElement, steps: readonly Step[], depth: number, test: Test): boolean => {
  const step = steps[depth];
  if (step === undefined) return test(from);
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    if (isA(child, step) && some(child, steps, depth + 1, test)) return true;
  }
  return false;
};

const always: Test = () => true;

/** The questions in the prefixes of one table. */
export const below = (namespaces: Namespaces) => ({
  countOf: (path: string, test: Test = always): ((element: XmlElement) => number) => {
    const steps = parseSteps(path, namespaces);
    return (element) => count(element, steps, 0, test);
  },
  atMost: (most: number, path: string): Test => {
    const steps = parseSteps(path, namespaces);
    return (element) => count(element, steps, 0, always) <= most;
  },
  exactlyOne: (path: string): Test => {
    const steps = parseSteps(path, namespaces);
    return (element) => count(element, steps, 0, always) === 1;
  },
  has: (path: string, test: Test = always): Test => {
    const steps = parseSteps(path, namespaces);
    return (element) => some(element, steps, 0, test);
  },
  /** The different texts, as written. */
  textsOf: (path: string): ((element: XmlElement) => ReadonlySet<string>) => {
    const steps = parseSteps(path, namespaces);
    return (element) => {
      const texts = new Set<string>();
      forEach(element, steps, 0, ({ text }) => texts.add(text));
      return texts;
    };
  },
});

/** As written: the rules that compare codes without trimming them are quoted so. */
export const says =
  (...values: readonly string[]): Test =>
  ({ text }) =>
    values.includes(text);

/** For rules that are asked of several elements together. */
export const atMostOne = (elements: readonly XmlElement[]): boolean => elements.length <= 1;

/** Likewise: they all say the same, as written. */
export const sayTheSame = (elements: readonly XmlElement[]): boolean =>
  elements.every(({ text }) => text === elements[0]?.text);

const isOver = (text: string, from: number): boolean => skipSpace(text, from) === text.length;

/** Whatever white space is around and between the words: sign by sign, for words cut out of a large text fill the memory. */
const haveTheSameWords = (one: string, other: string): boolean => {
  let [at, otherAt] = [skipSpace(one, 0), skipSpace(other, 0)];
  while (at < one.length && otherAt < other.length) {
    const isBetween = isSpace(one.charCodeAt(at));
    if (isBetween !== isSpace(other.charCodeAt(otherAt))) return false;
    if (!isBetween && one.charCodeAt(at) !== other.charCodeAt(otherAt)) return false;
    at = isBetween ? skipSpace(one, at) : at + 1;
    otherAt = isBetween ? skipSpace(other, otherAt) : otherAt + 1;
  }
  return isOver(one, at) && isOver(other, otherAt);
};

/** Likewise, whatever white space they write; each compared with the one before, so that none is read again and again. */
export const sayTheSameWords = (elements: readonly XmlElement[]): boolean =>
  elements.every(({ text }, index) => {
    const before = elements[index - 1];
    return before === undefined || before.text === text || haveTheSameWords(before.text, text);
  });

/** Likewise: below those that are meant, there is one of something at most. */
export const oneBelow =
  (isMeant: Test, countOf: (element: XmlElement) => number) =>
  (elements: readonly XmlElement[]): boolean =>
    elements.reduce((total, element) => total + (isMeant(element) ? countOf(element) : 0), 0) <= 1;
