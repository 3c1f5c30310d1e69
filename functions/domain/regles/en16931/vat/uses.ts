/** Which categories of VAT an invoice uses, how often and for how much: one pass, shared by all rules. */
import { Decimal } from "#domain/facture/decimal.ts";
import { type Group, groups, type Invoice, type Term, term } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";
import { STANDARD, ZERO_RATED } from "#domain/regles/en16931/vat/categories.ts";
import type { CategoryElsewhere, VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import { VAT_PLACES, type VatPlace } from "#domain/regles/en16931/vat/places.ts";

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
  #last: Group | undefined;

  /** Counts a category of the holder, whose amount is added once however many categories it has. */
  add(holder: Group, amount: Decimal): void {
    this.countInModel();
    if (this.#last !== holder) this.sum = this.sum.plus(amount);
    this.#last = holder;
  }

  addElsewhere(isVat: boolean, amount: Decimal): void {
    this.countElsewhere(isVat);
    this.sum = this.sum.plus(amount);
  }
}

/** The lines, allowances and charges of one category, or of one category at one rate. */
export class Uses {
  readonly lines = new Tally();
  readonly allowances = new Tally();
  readonly charges = new Tally();
  /** Said to be neither an allowance nor a charge: used, but in no sum. */
  readonly unsigned = new Tally();

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

export class CategoryUses extends Uses {
  readonly breakdown = new Counter();
  /** Neither of a line, an allowance, a charge nor the breakdown of the invoice. */
  readonly other = new Counter();
  readonly #rates = new Map<number, Uses>();

  /** What is of the category at that rate: 20 and 20.00 are the same. */
  at(rate: string): Uses {
    return this.#rates.get(Number(rate)) ?? UNUSED;
  }

  /** The same, to add to. */
  opened(rate: string): Uses {
    const known = this.#rates.get(Number(rate));
    if (known) return known;
    const uses = new Uses();
    this.#rates.set(Number(rate), uses);
    return uses;
  }
}

/** Shared, and never added to. */
const UNUSED = new CategoryUses();

const OF_ANY_TAX_IN_CII: ReadonlySet<string> = new Set([STANDARD, ZERO_RATED]);

const decimal = (text: string | undefined): Decimal => Decimal.parse(text ?? "") ?? Decimal.ZERO;

export class VatUses {
  readonly #categories = new Map<string, CategoryUses>();
  /** What of it the model does not hold. */
  readonly elsewhere: readonly CategoryElsewhere[];
  /** Whether the document names a country that is not Italy. */
  readonly isAbroad: boolean;
  readonly #misread: ReadonlySet<Location>;
  /** Groups of the breakdown of which CII asks, at some rates, though they are of another tax. */
  readonly #foreign = new Map<Location, CategoryElsewhere>();

  constructor(invoice: Invoice, { categories, isAbroad, misread }: VatElsewhere) {
    this.#misread = misread;
    this.elsewhere = categories;
    this.isAbroad = isAbroad;
    for (const place of VAT_PLACES) {
      for (const holder of groups(invoice, place.holder)) this.#addHolder(holder, place);
    }
    for (const group of groups(invoice, "BG-23")) {
      const code = term(group, "BT-118");
      if (code && this.isReadAlike(code)) this.#category(code.value).breakdown.countInModel();
    }
    for (const category of categories) {
      this.#addElsewhere(category);
      const isAsked = invoice.syntax === "cii" && category.kind === "breakdown" && OF_ANY_TAX_IN_CII.has(category.code);
      if (isAsked) this.#foreign.set(category.at, category);
    }
  }

  /** What is of that category; all zero where nothing is. */
  of(code: string): CategoryUses {
    return this.#categories.get(code) ?? UNUSED;
  }

  /** Whether the artefacts read the code as the model does. */
  isReadAlike({ at }: Term): boolean {
    return this.#misread.size === 0 || !this.#misread.has(at);
  }

  /** Whether that group of the breakdown is of that category. */
  breaksDown(group: Group, code: string): boolean {
    const found = term(group, "BT-118");
    if (found) return found.value === code && this.isReadAlike(found);
    return this.#foreign.get(group.at)?.code === code;
  }

  /** The rate of that group of the breakdown, empty where there is none. */
  rateOf(group: Group): string {
    return term(group, "BT-119")?.value ?? this.#foreign.get(group.at)?.rate ?? "";
  }

  /** Every category but that one. */
  *others(code: string): Generator<CategoryUses> {
    for (const [other, uses] of this.#categories) if (other !== code) yield uses;
  }

  #category(code: string): CategoryUses {
    const known = this.#categories.get(code);
    if (known) return known;
    const uses = new CategoryUses();
    this.#categories.set(code, uses);
    return uses;
  }

  #addHolder(holder: Group, place: VatPlace): void {
    const amount = decimal(term(holder, place.amount)?.value);
    if (place.group === place.holder) this.#addTax(holder, amount, holder, place);
    else for (const tax of groups(holder, place.group)) this.#addTax(holder, amount, tax, place);
  }

  #addTax(holder: Group, amount: Decimal, tax: Group, place: VatPlace): void {
    let category: CategoryUses | undefined;
    let rate: string | undefined;
    for (const found of tax.terms) {
      if (found.id === place.rate) rate = found.value;
      else if (found.id === place.code && this.isReadAlike(found)) {
        const same = category;
        category = this.#category(found.value);
        if (category !== same) category[place.kind].add(holder, amount);
      } else continue;
      if (category !== undefined && rate !== undefined) category.opened(rate)[place.kind].add(holder, amount);
    }
  }

  #addElsewhere({ kind, code, rate, isVat, amount }: CategoryElsewhere): void {
    const category = this.#category(code);
    if (kind === "breakdown" || kind === "other") category[kind].countElsewhere(isVat);
    else {
      category[kind].addElsewhere(isVat, decimal(amount));
      if (rate !== "") category.opened(rate)[kind].addElsewhere(isVat, decimal(amount));
    }
  }
}
