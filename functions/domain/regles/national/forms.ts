/** What rules ask of one value. A value that says nothing breaks none of them: whether it must be there is another rule. */
import type { Term } from "#domain/facture/invoice.ts";

type Asks = (term: Term) => boolean;

/** No longer than that, in characters as XPath counts them: a letter outside the basic plane is one. */
export const atMost =
  (maximum: number): Asks =>
  ({ value }) =>
    value.length <= maximum || [...value].length <= maximum;

export const matches =
  (form: RegExp): Asks =>
  ({ value }) =>
    value === "" || form.test(value);

export const oneOf = (codes: Iterable<string>): Asks => {
  const known = new Set(codes);
  return ({ value }) => value === "" || known.has(value);
};

/** Asked only of identifiers of those schemes. */
export const ofScheme =
  (schemes: readonly string[], asks: Asks): Asks =>
  (term) =>
    term.scheme === undefined || !schemes.includes(term.scheme) || asks(term);
