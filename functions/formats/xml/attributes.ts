/** The attributes of an element, gathered as the parser meets them, then given their namespaces. */
import { NO_ATTRIBUTES, type XmlAttribute } from "#formats/xml/element.ts";
import { sharedName, splitName } from "#formats/xml/names.ts";
import {
  BAD_NAME,
  type NameComplaint,
  type Namespaces,
  REPEATED_ATTRIBUTE,
  unknownPrefix,
} from "#formats/xml/namespaces.ts";

type Refuse = (complaint: NameComplaint) => never;

const isNamedAs = (one: XmlAttribute, other: XmlAttribute): boolean =>
  one.local === other.local && one.uri === other.uri;

const inNamespace = (written: XmlAttribute, namespaces: Namespaces, refuse: Refuse): XmlAttribute => {
  const { local: name, value } = written;
  if (!name.includes(":")) return written;
  const { prefix, local } = splitName(name) ?? refuse(BAD_NAME);
  return { uri: namespaces.uriOf(prefix) ?? refuse(unknownPrefix(prefix)), local: sharedName(local), value };
};

/** Those of one element after the other. Unlike elements, attributes without a prefix are in no namespace (§6.2). */
export class AttributesGathered {
  #written: XmlAttribute[] | undefined;
  #hasPrefixes = false;

  /** What declares a namespace is no attribute here. */
  add(name: string, value: string): void {
    const written = { uri: "", local: sharedName(name), value };
    // Nearly all elements have one: a list made with it takes no room for more.
    if (this.#written === undefined) this.#written = [written];
    else this.#written.push(written);
    this.#hasPrefixes ||= name.includes(":");
  }

  /** Those gathered since the element before. Prefixes may be declared after they are used, in the same tag. */
  take(namespaces: Namespaces, refuse: Refuse): readonly XmlAttribute[] {
    const written = this.#written;
    if (written === undefined) return NO_ATTRIBUTES;
    this.#written = undefined;
    if (!this.#hasPrefixes) return written;
    this.#hasPrefixes = false;
    const named = written.map((one) => inNamespace(one, namespaces, refuse));
    // The parser has compared the names as they are written.
    const repeated = named.some(
      (one, index) => one.uri !== "" && named.findIndex((other) => isNamedAs(one, other)) < index,
    );
    return repeated ? refuse(REPEATED_ATTRIBUTE) : named;
  }
}
