/** How rules over elements look around: by local names, which no type of UBL or CII has in two namespaces. */
import { Decimal } from "#domain/facture/decimal.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const gather = (from: XmlElement, steps: readonly string[], depth: number, found: XmlElement[]): void => {
  const step = steps[depth];
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    if (child.local !== step) continue;
    if (depth === steps.length - 1) found.push(child);
    else gather(child, steps, depth + 1, found);
  }
};

/** All elements at the end of the steps. */
export const all = (from: XmlElement, ...steps: readonly string[]): readonly XmlElement[] => {
  const found: XmlElement[] = [];
  gather(from, steps, 0, found);
  return found;
};

const firstFrom = (from: XmlElement, steps: readonly string[], depth: number): XmlElement | undefined => {
  const step = steps[depth];
  if (step === undefined) return from;
  for (let child = from.firstChild; child !== undefined; child = child.next) {
    const found = child.local === step ? firstFrom(child, steps, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The first of them, in the order of the file. */
export const first = (from: XmlElement, ...steps: readonly string[]): XmlElement | undefined =>
  firstFrom(from, steps, 0);

export const exists = (from: XmlElement, ...steps: readonly string[]): boolean =>
  firstFrom(from, steps, 0) !== undefined;

/** The first one's text, white space around it removed; empty where there is none. */
export const textAt = (from: XmlElement, ...steps: readonly string[]): string =>
  trimXml(first(from, ...steps)?.text ?? "");

export const isFilled = (from: XmlElement, ...steps: readonly string[]): boolean =>
  all(from, ...steps).some(({ text }) => trimXml(text) !== "");

/** Undefined where there is no such element, or its text is no decimal. */
export const decimalAt = (from: XmlElement, ...steps: readonly string[]): Decimal | undefined =>
  Decimal.parse(textAt(from, ...steps));
