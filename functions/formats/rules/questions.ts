/** What rules on codes and amounts ask of an element and of those around it. */
import type { CodeList } from "#domain/regles/en16931/codes/code-list.ts";
import type { Test } from "#formats/rules/below.ts";
import { attributeOf, type RootElement, rootOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

/** The text, white space around it removed, is a code of the list. */
export const textIn =
  (list: CodeList): Test =>
  (element) =>
    list.has(trimXml(element.text));

/** The value of the attribute, white space around it removed, is a code of the list; a missing one is none. */
export const attributeIn =
  (name: string, list: CodeList): Test =>
  (element) =>
    list.has(trimXml(attributeOf(element, name) ?? ""));

/** Whether an ancestor has that name. */
export const isInside = (element: XmlElement, local: string): boolean => {
  for (let at = element.parent; at !== undefined; at = at.parent) if (at.local === local) return true;
  return false;
};

/** Whether a child of that name is as asked. */
export const someChild = (parent: XmlElement, local: string, asked: Test): boolean => {
  for (let child = parent.firstChild; child !== undefined; child = child.next) {
    if (child.local === local && asked(child)) return true;
  }
  return false;
};

/** What is smaller is looked through again sooner than what was found in it is looked up. */
const LITTLE = 16;

/** Signs of a text that take as long to read as an element to find. */
const SIGNS = 32;

/** What is left of so much when all that is in the element was looked at; it stops where nothing is. */
const leftOf = (much: number, parent: XmlElement): number => {
  let left = much;
  for (let child = parent.firstChild; child !== undefined && left > 0; child = child.next) {
    left = leftOf(left - 1 - Math.floor(child.text.length / SIGNS), child);
  }
  return left;
};

type Look<Found> = (element: XmlElement) => Found;

/** What was found already in the elements of a document. */
const answersTo = <Found>(look: Look<Found>, { answers }: RootElement): Map<XmlElement, Found> => {
  const known = answers.get(look);
  // What is kept under a question are the answers to it.
  if (known !== undefined) return known as Map<XmlElement, Found>;
  const none = new Map<XmlElement, Found>();
  answers.set(look, none);
  return none;
};

const lookOnce = <Found extends boolean | object>(look: Look<Found>, element: XmlElement, root: RootElement): Found => {
  const answers = answersTo(look, root);
  const known = answers.get(element);
  if (known !== undefined) return known;
  const found = look(element);
  answers.set(element, found);
  return found;
};

/** Looks into a large element once, however many of those in it ask: a hostile file has 100,000 of them in one place. */
export const oncePerElement =
  <Found extends boolean | object>(look: Look<Found>): Look<Found> =>
  (element) =>
    leftOf(LITTLE, element) > 0 ? look(element) : lookOnce(look, element, rootOf(element));

/** Looks through a document once, however many of its elements ask. */
export const oncePerDocument =
  <Found extends boolean | object>(look: Look<Found>): Look<Found> =>
  (element) => {
    const root = rootOf(element);
    return lookOnce(look, root, root);
  };

/** Whether the element stands beside one of that name that is as asked. */
export const beside = (local: string, asked: Test): Test => {
  const isBelow = oncePerElement((parent) => someChild(parent, local, asked));
  return ({ parent }) => parent !== undefined && isBelow(parent);
};

const isOneOf =
  (...values: readonly string[]): Test =>
  (element) =>
    values.includes(trimXml(element.text));

/** Booleans as XML Schema writes them. */
export const isTrue = isOneOf("true", "1");
export const isFalse = isOneOf("false", "0");
