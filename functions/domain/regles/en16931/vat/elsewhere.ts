/**
 * Categories that the artefacts count and the model has no place for: those of another tax, and those that stand in an
 * allowance of a line, in a sub-line or in a tax total of a line. They change what the rules on VAT find.
 */
import type { Location } from "#domain/fautes/fault.ts";
import type { VatPlace } from "#domain/regles/en16931/vat/places.ts";

export interface CategoryElsewhere {
  /** `unsigned` is of an allowance or a charge that does not say which; `other` stands in something else altogether. */
  readonly kind: VatPlace["kind"] | "unsigned" | "breakdown" | "other";
  readonly code: string;
  /** Undefined where there is none. */
  readonly rate: string | undefined;
  readonly isVat: boolean;
  /** The element of the category. */
  readonly at: Location;
  /** The line, allowance or charge of the invoice that it stands in; undefined deeper down. */
  readonly holder?: Location | undefined;
}

export interface VatElsewhere {
  readonly categories: readonly CategoryElsewhere[];
  /**
   * Where values stand that the artefacts do not read as the model does: to CII a code with spaces around is another code, and
   * so are the name of a tax and the scheme of a registration; to UBL several spaces are a value.
   */
  readonly misread: ReadonlySet<Location>;
  /**
   * Codes of groups of the breakdown that are written with spaces around, without these: UBL counts the groups of the islands
   * without them.
   */
  readonly padded: readonly string[];
  /** Whether the document names a country that is not Italy. */
  readonly isAbroad: boolean;
  /** Whether split payment is used, and whether the standard rate is used beside it. */
  readonly isSplit: boolean;
  readonly isSplitBesideStandard: boolean;
}

export const NOTHING_ELSEWHERE: VatElsewhere = {
  categories: [],
  misread: new Set(),
  padded: [],
  isAbroad: false,
  isSplit: false,
  isSplitBesideStandard: false,
};
