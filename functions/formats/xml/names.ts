/** Names with a prefix (Namespaces in XML 1.0 §4): a part before the only colon, and one after. */

export interface QualifiedName {
  /** Empty where there is no colon. */
  readonly prefix: string;
  readonly local: string;
}

/** Undefined for what is no such name: nothing on one side of the colon, or a second one. */
export const splitName = (name: string): QualifiedName | undefined => {
  const colon = name.indexOf(":");
  if (colon === -1) return { prefix: "", local: name };
  if (colon === 0 || colon === name.length - 1 || name.includes(":", colon + 1)) return undefined;
  return { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
};

/** Whether an attribute of that name declares a namespace. */
export const declaresNamespace = (name: string): boolean =>
  name.startsWith("xmlns") && (name.length === 5 || name.charAt(5) === ":");

/** What such an attribute gives a meaning to: empty for the default namespace, undefined where its name is no such name. */
export const declaredPrefix = (name: string): string | undefined => {
  if (name.length === 5) return "";
  return name.length === 6 || name.includes(":", 6) ? undefined : name.slice(6);
};

/** The string that V8 keeps for all of its kind, as keys of properties are: two of those are compared at once. */
export const interned = (name: string): string => Object.keys({ [name]: true })[0] ?? name;

/** Names met in documents are some dozens; a hostile file has as many as it likes. */
const MOST_REMEMBERED = 256;

const remembered = new Map<string, string>();

/**
 * The name as a string that is the same for all documents, which V8 compares at once; what the parser cuts out of a document
 * is compared sign by sign, and keeps the document in memory.
 */
export const sharedName = (name: string): string => {
  const known = remembered.get(name);
  if (known !== undefined || remembered.size === MOST_REMEMBERED) return known ?? name;
  const shared = interned(name);
  remembered.set(shared, shared);
  return shared;
};
