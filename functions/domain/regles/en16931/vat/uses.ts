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

  /** Once for each line, allowance or charge, however many categories it has. */
  add(amount: Decimal): void {
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
  /** Groups of the breakdown whose code is written with spaces around. */
  padded = 0;
  /** Neither of a line, an allowance, a charge nor the breakdown of the invoice. */
  readonly other = new Counter();
  readonly #rates = new Map<number, Uses>();

  /** What is of the category at that rate: 20 and 20.00 are the same. */
  at(rate: string): Uses {
    return this.#rates.get(Number(rate)) ?? UNUSED;
  }

  /** The same, to add to. */
  opened(rate: number): Uses {
    const known = this.#rates.get(rate);
    if (known) return known;
    const uses = new Uses();
    this.#rates.set(rate, uses);
    return uses;
  }
}

/** Shared, and never added to. */
const UNUSED = new CategoryUses();

const OF_ANY_TAX_IN_CII: ReadonlySet<string> = new Set([STANDARD, ZERO_RATED]);

const decimal = (text: string | undefined): Decimal => Decimal.parse(text ?? "") ?? Decimal.ZERO;

/** More rates than this in one line are not put together with its codes: a hostile file has 100,000 of both. */
const MANY_RATES = 32;

/** What a line, an allowance or charges say, in all their categories: a rate may stand in another one than the code. */
class Said {
  readonly codes = new Set<string>();
  readonly rates = new Set<number>();

  clear(): void {
    this.codes.clear();
    this.rates.clear();
  }

  rate(rate: string): void {
    if (this.rates.size < MANY_RATES) this.rates.add(Number(rate));
  }
}

const byHolder = (categories: readonly CategoryElsewhere[]): ReadonlyMap<Location, readonly CategoryElsewhere[]> => {
  const found = new Map<Location, CategoryElsewhere[]>();
  for (const category of categories) {
    if (category.holder === undefined) continue;
    const others = found.get(category.holder);
    if (others === undefined) found.set(category.holder, [category]);
    else others.push(category);
  }
  return found;
};

const NONE: readonly CategoryElsewhere[] = [];

export class VatUses {
  readonly #categories = new Map<string, CategoryUses>();
  /** What the model does not hold. */
  readonly elsewhere: VatElsewhere;
  /** Groups of the breakdown of which CII asks, at some rates, though they are of another tax. */
  readonly #foreign = new Map<Location, CategoryElsewhere>();
  /** Of one holder after the other. */
  readonly #said = new Said();

  constructor(invoice: Invoice, elsewhere: VatElsewhere) {
    this.elsewhere = elsewhere;
    const beside = byHolder(elsewhere.categories);
    for (const place of VAT_PLACES) {
      for (const holder of groups(invoice, place.holder)) this.#addHolder(holder, place, beside.get(holder.at) ?? NONE);
    }
    for (const group of groups(invoice, "BG-23")) {
      this.#countBreakdown(group, invoice.syntax === "cii");
    }
    for (const code of elsewhere.padded) this.#category(code).padded++;
    for (const category of elsewhere.categories) {
      this.#addElsewhere(category);
      const isAsked = invoice.syntax === "cii" && category.kind === "breakdown" && OF_ANY_TAX_IN_CII.has(category.code);
      if (isAsked) this.#foreign.set(category.at, category);
    }
  }

  /** What is of that category; all zero where nothing is. */
  of(code: string): CategoryUses {
    return this.#categories.get(code) ?? UNUSED;
  }

  /** Whether anything is of that category. */
  uses(code: string): boolean {
    return this.#categories.has(code);
  }

  /** Whether the artefacts read the code as the model does. */
  isReadAlike({ at }: Term): boolean {
    const { misread } = this.elsewhere;
    return misread.size === 0 || !misread.has(at);
  }

  /** Whether that group of the breakdown is of that category. */
  breaksDown(group: Group, code: string): boolean {
    for (const found of group.terms) {
      if (found.id === "BT-118" && found.value === code && this.isReadAlike(found)) return true;
    }
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

  /** CII counts groups, UBL their codes: in a right invoice, a group has one. */
  #countBreakdown({ terms }: Group, isOnce: boolean): void {
    for (const code of terms) {
      if (code.id !== "BT-118" || !this.isReadAlike(code)) continue;
      const isRepeated = isOnce && terms.find(({ id, value }) => id === code.id && value === code.value) !== code;
      if (!isRepeated) this.#category(code.value).breakdown.countInModel();
    }
  }

  #addHolder(holder: Group, place: VatPlace, beside: readonly CategoryElsewhere[]): void {
    const { codes, rates } = this.#said;
    this.#said.clear();
    if (place.group === place.holder) this.#addTax(holder, place);
    else for (const tax of groups(holder, place.group)) this.#addTax(tax, place);
    for (const { code, rate } of beside) {
      codes.add(code);
      if (rate !== undefined) this.#said.rate(rate);
    }
    if (codes.size === 0) return;
    const amount = decimal(term(holder, place.amount)?.value);
    for (const code of codes) {
      const category = this.#category(code);
      category[place.kind].add(amount);
      for (const rate of rates) {
        const atRate = category.opened(rate)[place.kind];
        atRate.countInModel();
        atRate.add(amount);
      }
    }
  }

  #addTax(tax: Group, { code, rate, kind }: VatPlace): void {
    for (const found of tax.terms) {
      if (found.id === rate) this.#said.rate(found.value);
      else if (found.id === code && this.isReadAlike(found)) {
        this.#said.codes.add(found.value);
        this.#category(found.value)[kind].countInModel();
      }
    }
  }

  #addElsewhere({ kind, code, rate, isVat, holder }: CategoryElsewhere): void {
    const category = this.#category(code);
    category[kind].countElsewhere(isVat);
    const isAtRate = holder === undefined && rate !== undefined && kind !== "breakdown" && kind !== "other";
    if (isAtRate) category.opened(Number(rate))[kind].countElsewhere(isVat);
  }
}
