/** The attributes of an element as the parser gathered them, with their namespaces. */
import { NO_ATTRIBUTES, type XmlAttribute } from "#formats/xml/element.ts";
import { declaresNamespace, splitName } from "#formats/xml/names.ts";
import {
  BAD_NAME,
  type NameComplaint,
  type Namespaces,
  REPEATED_ATTRIBUTE,
  unknownPrefix,
} from "#formats/xml/namespaces.ts";

type Refuse = (complaint: NameComplaint) => never;

const prefixed = (name: string, value: string, namespaces: Namespaces, refuse: Refuse): XmlAttribute => {
  const { prefix, local } = splitName(name) ?? refuse(BAD_NAME);
  return { uri: namespaces.uriOf(prefix) ?? refuse(unknownPrefix(prefix)), local, value };
};

const isNamedAs = (one: XmlAttribute, other: XmlAttribute): boolean =>
  one.local === other.local && one.uri === other.uri;

/** Without those that declare namespaces. Unlike elements, attributes without a prefix are in no namespace (§6.2). */
export const attributesOf = (
  written: Readonly<Record<string, string>>,
  namespaces: Namespaces,
  refuse: Refuse,
): readonly XmlAttribute[] => {
  let kept = NO_ATTRIBUTES;
  // The key of a property is a string that V8 has once, and compares at once; what the parser cuts out is not.
  for (const name in written) {
    const value = written[name];
    if (value === undefined || declaresNamespace(name)) continue;
    const attribute = name.includes(":") ? prefixed(name, value, namespaces, refuse) : { uri: "", local: name, value };
    // The parser has compared the names as they are written.
    if (attribute.uri !== "" && kept.some((other) => isNamedAs(other, attribute))) refuse(REPEATED_ATTRIBUTE);
    // Nearly all elements have one: a list made with it takes no room for more.
    kept = kept.length === 0 ? [attribute] : [...kept, attribute];
  }
  return kept;
};
