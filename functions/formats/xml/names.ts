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
