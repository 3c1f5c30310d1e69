/**
 * What each prefix means, where (Namespaces in XML 1.0). The parser could tell, with a record for each element and a search
 * through those around it: that takes a quarter of its time, and nearly all documents declare all they use on their root.
 */
import type { ReadingFaultCode } from "#domain/fautes/reading.ts";
import { declaredPrefix, sharedName } from "#formats/xml/names.ts";

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";

/** Why names cannot be understood: the code and the parameters of the fault. */
export interface NameComplaint {
  readonly code: ReadingFaultCode;
  readonly params: Readonly<Record<string, string>>;
}

const badlyFormed = (raison: string): NameComplaint => ({ code: "XML_MAL_FORME", params: { raison } });

export const BAD_NAME = badlyFormed("un nom contient le caractère « : » au début, à la fin ou deux fois");
export const REPEATED_ATTRIBUTE = badlyFormed("un attribut est répété dans le même élément");
export const BAD_TARGET = badlyFormed("une instruction de traitement « <? … ?> » a le caractère « : » dans son nom");
const BAD_DECLARATION = badlyFormed("une déclaration d'espace de noms (xmlns) est contraire à la norme");

export const unknownPrefix = (prefixe: string): NameComplaint => ({
  code: "XML_PREFIXE_INCONNU",
  params: { prefixe },
});

/** §3: `xml` and `xmlns` mean what they mean, nothing else means the same, and XML 1.0 has no way to undeclare a prefix. */
const mayDeclare = (prefix: string, uri: string): boolean => {
  if (prefix === "xml" || uri === XML) return prefix === "xml" && uri === XML;
  return prefix !== "xmlns" && uri !== XMLNS && (prefix === "" || uri !== "");
};

interface Declaration {
  readonly prefix: string;
  /** What the prefix meant before, and means again afterwards. */
  readonly before: string | undefined;
  readonly depth: number;
}

/** A prefix with its colon, empty for the default namespace, and the tables' own string for what it means. */
interface Met {
  readonly written: string;
  readonly uri: string;
}

const NEVER: Met = { written: "", uri: "\0" };

export class Namespaces {
  readonly #bound = new Map([
    ["", ""],
    ["xml", XML],
  ]);
  readonly #declarations: Declaration[] = [];
  /** Those met last: documents go to and fro between groups, values and their parts. */
  #first = NEVER;
  #second = NEVER;
  #third = NEVER;

  /** Takes in an attribute of an element of that depth, which declares a namespace. */
  declare(name: string, uri: string, depth: number): NameComplaint | undefined {
    const prefix = declaredPrefix(name);
    if (prefix === undefined) return BAD_NAME;
    if (!mayDeclare(prefix, uri)) return BAD_DECLARATION;
    this.#declarations.push({ prefix, before: this.#bound.get(prefix), depth });
    this.#bound.set(prefix, uri);
    this.#forget();
    return undefined;
  }

  /** An element of that depth is closed: what it declared holds no longer. */
  leave(depth: number): void {
    // Nothing has a name after the root.
    if (depth === 1) return;
    for (let last = this.#declarations.at(-1); last?.depth === depth; last = this.#declarations.at(-1)) {
      this.#declarations.pop();
      if (last.before === undefined) this.#bound.delete(last.prefix);
      else this.#bound.set(last.prefix, last.before);
      this.#forget();
    }
  }

  /** Undefined where the prefix is not declared. */
  uriOf(prefix: string): string | undefined {
    return this.#bound.get(prefix);
  }

  /** Remembers how a namespace of the tables is written here. */
  note(prefix: string, uri: string): void {
    if (this.written(uri) !== undefined) return;
    this.#third = this.#second;
    this.#second = this.#first;
    this.#first = { written: prefix === "" ? "" : sharedName(`${prefix}:`), uri };
  }

  /** How a namespace of the tables was written when met last, colon included; undefined where that is not known. */
  written(uri: string): string | undefined {
    if (uri === this.#first.uri) return this.#first.written;
    if (uri === this.#second.uri) return this.#second.written;
    return uri === this.#third.uri ? this.#third.written : undefined;
  }

  #forget(): void {
    this.#first = NEVER;
    this.#second = NEVER;
    this.#third = NEVER;
  }
}
