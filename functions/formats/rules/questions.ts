/** What rules on codes and amounts ask of an element and of those around it. */
import type { CodeList } from "#domain/regles/en16931/codes/code-list.ts";
import type { Test } from "#formats/rules/below.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
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

/** Fewer children than this are looked through again sooner than what was found among them is looked up. */
const FEW = 32;

const hasFew = (element: XmlElement): boolean => {
  let count = 0;
  for (let child = element.firstChild; child !== undefined; child = child.next) if (++count > FEW) return false;
  return true;
};

/** Looks below a large element once, however many of its children ask: a hostile file has 100,000 of them in one place. */
export const oncePerElement = <Found extends boolean | object>(
  look: (element: XmlElement) => Found,
): ((element: XmlElement) => Found) => {
  const seen = new WeakMap<XmlElement, Found>();
  return (element) => {
    if (hasFew(element)) return look(element);
    const known = seen.get(element);
    if (known !== undefined) return known;
    const found = look(element);
    seen.set(element, found);
    return found;
  };
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
