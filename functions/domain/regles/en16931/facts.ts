/** What several rules ask of one invoice, worked out once and only when asked for. */
import { Decimal } from "#domain/facture/decimal.ts";
import {
  type Group,
  group,
  groups,
  type Invoice,
  type Term,
  type TermId,
  term,
  terms,
} from "#domain/facture/invoice.ts";
import { type Family, familyOf } from "#domain/regles/en16931/family.ts";
import { NOTHING_ELSEWHERE, type VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import { VatUses } from "#domain/regles/en16931/vat/uses.ts";

/** Whether the group says something in that term: an empty value says nothing. */
export const says = (holder: Group | undefined, id: TermId): boolean => textOf(holder, id) !== "";

/** The first value of a term, empty where there is none. */
export const textOf = (holder: Group | undefined, id: TermId): string => (holder && term(holder, id)?.value) ?? "";

/** The amount of a term; undefined where there is none, or it is no decimal. */
export const amountOf = (holder: Group | undefined, id: TermId): Decimal | undefined => {
  const text = textOf(holder, id);
  return text === "" ? undefined : Decimal.parse(text);
};

/** Undefined where the invoice does not tell. */
export type SumOfInvoice = (facts: Facts) => Decimal | undefined;

export class Facts {
  readonly invoice: Invoice;
  readonly family: Family;
  #lines: readonly Group[] | undefined;
  readonly #elsewhere: VatElsewhere;
  #vat: VatUses | undefined;
  readonly #sums = new Map<SumOfInvoice, Decimal | undefined>();

  constructor(invoice: Invoice, elsewhere: VatElsewhere = NOTHING_ELSEWHERE) {
    this.invoice = invoice;
    this.family = familyOf(invoice.syntax);
    this.#elsewhere = elsewhere;
  }

  get seller(): Group | undefined {
    return this.sellers[0];
  }

  /** One in a right invoice: where there are several, one that is right is enough, or one that is wrong. */
  get sellers(): readonly Group[] {
    return groups(this.invoice, "BG-4");
  }

  /** Likewise. */
  get buyers(): readonly Group[] {
    return groups(this.invoice, "BG-7");
  }

  /** Likewise. */
  get representatives(): readonly Group[] {
    return groups(this.invoice, "BG-11");
  }

  get totals(): Group | undefined {
    return group(this.invoice, "BG-22");
  }

  get lines(): readonly Group[] {
    this.#lines ??= groups(this.invoice, "BG-25");
    return this.#lines;
  }

  get breakdown(): readonly Group[] {
    return groups(this.invoice, "BG-23");
  }

  get allowances(): readonly Group[] {
    return groups(this.invoice, "BG-20");
  }

  get charges(): readonly Group[] {
    return groups(this.invoice, "BG-21");
  }

  /** Which categories of VAT are used, and for how much. */
  get vat(): VatUses {
    this.#vat ??= new VatUses(this.invoice, this.#elsewhere);
    return this.#vat;
  }

  /** Worked out once: a hostile file has 50,000 groups of totals beside 50,000 lines. */
  sum(of: SumOfInvoice): Decimal | undefined {
    const known = this.#sums.get(of);
    if (known !== undefined || this.#sums.has(of)) return known;
    const sum = of(this);
    this.#sums.set(of, sum);
    return sum;
  }

  /** All values of a term in the groups of one kind of the invoice. */
  values(holders: readonly Group[], id: TermId): readonly Term[] {
    return holders.flatMap((holder) => terms(holder, id));
  }
}
