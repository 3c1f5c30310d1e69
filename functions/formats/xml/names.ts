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
  // Keys of properties are the strings that V8 shares.
  const [shared = name] = Object.keys({ [name]: true });
  remembered.set(shared, shared);
  return shared;
};
