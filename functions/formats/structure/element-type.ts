/** The structure of a syntax as a graph of types: what an element may hold, in which order and how often. */
import type { Lexical, LexicalKind } from "#formats/structure/lexical.ts";

export interface AttributeRule {
  readonly kind: LexicalKind;
  readonly required: boolean;
  /** The only value allowed, white space collapsed. */
  readonly fixed: string | undefined;
}

/** A child element in its place. */
export interface ChildSlot {
  /** Place among the children, from 0; the alternatives of a choice share one place. */
  readonly ordinal: number;
  readonly uri: string;
  readonly local: string;
  /** Of a choice: how many of all its alternatives together. */
  readonly min: 0 | 1;
  /** 1 or Infinity. */
  readonly max: number;
  readonly type: ElementType;
  /** How many mandatory places come before this one: a reader that met as many has skipped none. */
  readonly mandatoryBefore: number;
}

export interface ElementType {
  /** As the standard calls it, with the prefix of the table: `cac:PartyType`. */
  readonly name: string;
  /** `complex` has child elements only, a kind of value text only; `extension` and `any` as the table says. */
  readonly content: LexicalKind | "complex" | "extension" | "any";
  /** How its text is written, where it holds nothing else. */
  readonly value: Lexical | undefined;
  /** In order. Empty unless the content is `complex`. */
  readonly sequence: readonly ChildSlot[];
  /** The same by local name: no type has two children of one local name. */
  readonly children: ReadonlyMap<string, ChildSlot>;
  /** How many places of the sequence are mandatory. */
  readonly mandatory: number;
  /** By name; all are in no namespace. */
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  readonly mandatoryAttributes: readonly string[];
}
