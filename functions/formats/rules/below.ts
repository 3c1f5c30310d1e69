/** What element rules ask of the elements below one: paths with the prefixes of the tables, read once when a table is loaded. */
import type { Namespaces } from "#formats/binding/row.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

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

const count = (from: XmlElement, steps: readonly Step[], test: Test): number => {
  let total = 0;
  forEach(from, steps, 0, (found) => {
    if (test(found)) total++;
  });
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
    return (element) => count(element, steps, test);
  },
  atMost: (most: number, path: string): Test => {
    const steps = parseSteps(path, namespaces);
    return (element) => count(element, steps, always) <= most;
  },
  exactlyOne: (path: string): Test => {
    const steps = parseSteps(path, namespaces);
    return (element) => count(element, steps, always) === 1;
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

const SPACES = /[ \t\n\r]+/g;

const wordsOf = ({ text }: XmlElement): string => trimXml(text).replace(SPACES, " ");

/** Likewise, whatever white space they write around and between their words. */
export const sayTheSameWords = (elements: readonly XmlElement[]): boolean => {
  const [first] = elements;
  if (first === undefined || sayTheSame(elements)) return true;
  const words = wordsOf(first);
  return elements.every((element) => wordsOf(element) === words);
};

/** Likewise: below those that are meant, there is one of something at most. */
export const oneBelow =
  (isMeant: Test, countOf: (element: XmlElement) => number) =>
  (elements: readonly XmlElement[]): boolean =>
    elements.reduce((total, element) => total + (isMeant(element) ? countOf(element) : 0), 0) <= 1;
