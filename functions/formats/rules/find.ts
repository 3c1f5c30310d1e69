/** How rules over elements look around: by local names, which no type of UBL or CII has in two namespaces. */
import { Decimal } from "#domain/facture/decimal.ts";
import { someChild } from "#formats/rules/questions.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

/** The name of a child, or the steps down to what is meant: those stand in constants, so that asking makes nothing. */
export type Path = string | readonly string[];

const stepsOf = (path: Path): readonly string[] => (typeof path === "string" ? [path] : path);

const firstFrom = (from: XmlElement, steps: readonly string[], depth: number): XmlElement | undefined => {
  const step = steps[depth];
  if (step === undefined) return from;
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    const found = child.local === step ? firstFrom(child, steps, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The first element at the end of the path, in the order of the file. */
export const first = (from: XmlElement, path: Path): XmlElement | undefined => {
  if (typeof path !== "string") return firstFrom(from, path, 0);
  let child = from.firstChild;
  while (child !== undefined && child.local !== path) child = child.next;
  return child;
};

export const exists = (from: XmlElement, path: Path): boolean => first(from, path) !== undefined;

/** The first one's text, white space around it removed; empty where there is none. */
export const textAt = (from: XmlElement, path: Path): string => trimXml(first(from, path)?.text ?? "");

/** Undefined where there is no such element, or its text is no decimal. */
export const decimalAt = (from: XmlElement, path: Path): Decimal | undefined => {
  const found = first(from, path);
  return found && decimalOf(found);
};

/** Undefined where the text is no decimal. */
export const decimalOf = ({ text }: XmlElement): Decimal | undefined => Decimal.parse(trimXml(text));

const forEachFrom = (
  from: XmlElement,
  steps: readonly string[],
  depth: number,
  look: (found: XmlElement) => void,
): void => {
  const step = steps[depth];
  if (step === undefined) {
    look(from);
    return;
  }
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    if (child.local === step) forEachFrom(child, steps, depth + 1, look);
  }
};

/** Looks at each element at the end of the path. */
export const forEach = (from: XmlElement, path: Path, look: (found: XmlElement) => void): void =>
  forEachFrom(from, stepsOf(path), 0, look);

/** All of them. */
export const all = (from: XmlElement, path: Path): readonly XmlElement[] => {
  const found: XmlElement[] = [];
  forEach(from, path, (element) => found.push(element));
  return found;
};

/** The different texts of them, as written. */
export const textsAt = (from: XmlElement, path: Path): Set<string> => {
  const texts = new Set<string>();
  forEach(from, path, ({ text }) => texts.add(text));
  return texts;
};

const someFrom = (
  from: XmlElement,
  steps: readonly string[],
  depth: number,
  asked: (found: XmlElement) => boolean,
): boolean => {
  const step = steps[depth];
  if (step === undefined) return asked(from);
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    if (child.local === step && someFrom(child, steps, depth + 1, asked)) return true;
  }
  return false;
};

/** One of them is as asked. */
export const some = (from: XmlElement, path: Path, asked: (found: XmlElement) => boolean): boolean =>
  typeof path === "string" ? someChild(from, path, asked) : someFrom(from, path, 0, asked);

const saysSomething = ({ text }: XmlElement): boolean => trimXml(text) !== "";

export const isFilled = (from: XmlElement, path: Path): boolean => some(from, path, saysSomething);
