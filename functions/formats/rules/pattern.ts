/** The paths of element rules, taken apart once, and matched from the element up. */
import type { Namespaces } from "#formats/binding/row.ts";

/** An element, or its place: all that a path speaks of. */
export interface Named {
  readonly uri: string;
  readonly local: string;
  readonly parent: Named | undefined;
}

interface NameTest {
  /** Undefined matches any namespace. */
  readonly uri: string | undefined;
  /** The whole local name, or its end. */
  readonly text: string;
  readonly isEnd: boolean;
}

export interface Pattern {
  /** The last step first. */
  readonly steps: readonly NameTest[];
  readonly fromRoot: boolean;
  /** The attribute that is meant, instead of the element. */
  readonly attribute: string | undefined;
}

const ANYWHERE = "//";

const ANY_ELEMENT: NameTest = { uri: undefined, text: "", isEnd: true };

const nameTest = (step: string, namespaces: Namespaces): NameTest => {
  const colon = step.indexOf(":");
  const prefix = step.slice(0, Math.max(colon, 0));
  const name = step.slice(colon + 1);
  const isEnd = name.startsWith("*");
  const uri = namespaces[prefix];
  // A mistake in a table is a bug of ours: it stops the program when the table is loaded, not a supplier's invoice.
  if (uri === undefined && !(prefix === "" && isEnd)) throw new Error(`${step}: not a name of the table`);
  return { uri, text: isEnd ? name.slice(1) : name, isEnd };
};

export const parsePattern = (path: string, namespaces: Namespaces): Pattern => {
  const fromRoot = !path.startsWith(ANYWHERE);
  const texts = (fromRoot ? path : path.slice(ANYWHERE.length)).split("/").filter((text) => text !== "");
  const attribute = texts.at(-1)?.startsWith("@") ? texts.pop()?.slice(1) : undefined;
  const steps = texts.map((text) => nameTest(text, namespaces)).reverse();
  return { steps: fromRoot || steps.length > 0 ? steps : [ANY_ELEMENT], fromRoot, attribute };
};

const isNamed = ({ uri, local }: Named, test: NameTest): boolean =>
  (test.isEnd ? local.endsWith(test.text) : local === test.text) && (test.uri === undefined || test.uri === uri);

/** Whether the path leads to that element or place. */
export const matches = ({ steps, fromRoot }: Pattern, named: Named): boolean => {
  let at: Named | undefined = named;
  for (const step of steps) {
    if (at === undefined || !isNamed(at, step)) return false;
    at = at.parent;
  }
  return !fromRoot || (at !== undefined && at.parent === undefined);
};

/** Whether the name of an element is enough to know if the path leads to it. */
export const looksAtNameAlone = ({ steps, fromRoot }: Pattern): boolean => !fromRoot && steps.length === 1;

/** Whether the path may lead to a child of an element of that name. */
export const mayStandIn = ({ steps: [, second] }: Pattern, parent: Named): boolean =>
  second === undefined || isNamed(parent, second);
