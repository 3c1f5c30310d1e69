/** How often, and for how much, one category of VAT is used. */
import { Decimal } from "#domain/facture/decimal.ts";
import type { VatPlace } from "#domain/regles/en16931/vat/places.ts";

/** How often something is categorised: in the model, as VAT wherever it stands, and as any tax. */
class Counter {
  inModel = 0;
  asVat = 0;
  asAnyTax = 0;

  countInModel(): void {
    this.inModel++;
    this.asVat++;
    this.asAnyTax++;
  }

  countElsewhere(isVat: boolean): void {
    if (isVat) this.asVat++;
    this.asAnyTax++;
  }
}

/** What is of one category, of one kind. */
class Tally extends Counter {
  sum = Decimal.ZERO;

  /** Once for each line, allowance or charge, however many categories it has. */
  add(amount: Decimal): void {
    this.sum = this.sum.plus(amount);
  }
}

type TallyKind = VatPlace["kind"] | "unsigned";

/** Shared by all that uses nothing of a kind, which nearly all do of most; never added to. */
const NO_TALLY = new Tally();

/** The lines, allowances and charges of one category, or of one category at one rate. */
export class Uses {
  lines = NO_TALLY;
  allowances = NO_TALLY;
  charges = NO_TALLY;
  /** Said to be neither an allowance nor a charge: used, but in no sum. */
  unsigned = NO_TALLY;

  /** To add to. */
  tally(kind: TallyKind): Tally {
    if (this[kind] === NO_TALLY) this[kind] = new Tally();
    return this[kind];
  }

  get asVat(): number {
    return this.lines.asVat + this.allowances.asVat + this.charges.asVat + this.unsigned.asVat;
  }

  get asAnyTax(): number {
    return this.lines.asAnyTax + this.adjustments;
  }

  /** Allowances and charges, of any tax. */
  get adjustments(): number {
    return this.allowances.asAnyTax + this.charges.asAnyTax + this.unsigned.asAnyTax;
  }

  /** Lines plus charges, less allowances. */
  get total(): Decimal {
    return this.lines.sum.plus(this.adjustment);
  }

  /** Charges less allowances. */
  get adjustment(): Decimal {
    return this.charges.sum.minus(this.allowances.sum);
  }

  /** The total of what is rounded to cents each for itself. */
  get roundedTotal(): Decimal {
    return this.lines.sum.cents().plus(this.charges.sum.cents()).minus(this.allowances.sum.cents());
  }
}

/** Shared, and never added to. */
const NO_USES_AT_RATE = new Uses();

export class CategoryUses extends Uses {
  readonly breakdown = new Counter();
  /** Groups of the breakdown whose code is written with spaces around. */
  padded = 0;
  /** Neither of a line, an allowance, a charge nor the breakdown of the invoice. */
  readonly other = new Counter();
  #rates: Map<number, Uses> | undefined;

  /** What is of the category at that rate: 20 and 20.00 are the same. Told of the categories that are taxed, and no other. */
  at(rate: string): Uses {
    return this.#rates?.get(Number(rate)) ?? NO_USES_AT_RATE;
  }

  /** The same, to add to. */
  opened(rate: number): Uses {
    this.#rates ??= new Map();
    const known = this.#rates.get(rate);
    if (known) return known;
    const uses = new Uses();
    this.#rates.set(rate, uses);
    return uses;
  }
}

/** Shared by all categories that an invoice does not use; never added to. */
export const NO_USES = new CategoryUses();
