/** How the structure of a syntax is written down: one line per type, for people to read beside the standard. */
import type { LexicalKind } from "#formats/structure/lexical.ts";

interface RowOfElements {
  /**
   * The child elements in their order: `cbc:ID` exactly once, `cbc:ID?` at most once, `cbc:Note*` any number of times,
   * `cbc:Note+` at least once. `a:A|a:B` is one of the two. `ram:TypeCode=qdt:DocumentCodeType` has that type here.
   */
  readonly children: string;
  readonly content?: undefined;
  readonly attributes?: undefined;
}

interface RowOfText {
  readonly children?: undefined;
  /**
   * The kind of value of a text; `any` for what is not looked into; `extension` for exactly one element of another
   * namespace, which is only looked into where it holds elements of this syntax.
   */
  readonly content: LexicalKind | "any" | "extension";
  /**
   * `currencyID` must be there, `schemeID?` may be. `listID?='4461'` is that value where it is, and
   * `unitCode?=xs:token[1..3]` has that kind here.
   */
  readonly attributes?: string;
}

export type TypeRow = (RowOfElements | RowOfText) & {
  /** Names of the elements of this type; a child may name another type for itself. None for those only named so. */
  readonly elements?: string;
};

export interface StructureTable {
  /** As it is called in messages. */
  readonly standard: string;
  /** Prefix of this table → URI. A document's own prefixes are free. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** Kind of value → names of the attributes that have it wherever they stand. All are in no namespace. */
  readonly attributes: Readonly<Partial<Record<LexicalKind, string>>>;
  readonly types: Readonly<Record<string, TypeRow>>;
}
