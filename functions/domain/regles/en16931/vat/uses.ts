/** Which categories of VAT an invoice uses, how often and for how much: one pass, shared by all rules. */
import { Decimal } from "#domain/facture/decimal.ts";
import { type Group, groups, type Invoice, type Term, term } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";
import { STANDARD, VAT_CATEGORIES, ZERO_RATED } from "#domain/regles/en16931/vat/categories.ts";
import { CategoryUses, NO_USES } from "#domain/regles/en16931/vat/category-uses.ts";
import type { CategoryElsewhere, VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import { VAT_PLACES, type VatPlace } from "#domain/regles/en16931/vat/places.ts";
import { Said } from "#domain/regles/en16931/vat/said.ts";

/** What is of these is added up by rate; what is of others, as a whole. */
const TAXED: ReadonlySet<string> = new Set(VAT_CATEGORIES.filter(({ taxed }) => taxed).map(({ code }) => code));

const OF_ANY_TAX_IN_CII: ReadonlySet<string> = new Set([STANDARD, ZERO_RATED]);

const decimal = (text: string | undefined): Decimal => Decimal.parse(text ?? "") ?? Decimal.ZERO;

type ByHolder = ReadonlyMap<Location, readonly CategoryElsewhere[]>;

const NO_HOLDERS: ByHolder = new Map();

const byHolder = (categories: readonly CategoryElsewhere[]): ByHolder => {
  if (categories.length === 0) return NO_HOLDERS;
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
  #foreign: Map<Location, CategoryElsewhere> | undefined;
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
      if (!isAsked) continue;
      this.#foreign ??= new Map();
      this.#foreign.set(category.at, category);
    }
  }

  /** What is of that category; all zero where nothing is. */
  of(code: string): CategoryUses {
    return this.#categories.get(code) ?? NO_USES;
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
    return this.#foreign?.get(group.at)?.code === code;
  }

  /** The rate of that group of the breakdown, empty where there is none. */
  rateOf(group: Group): string {
    return term(group, "BT-119")?.value ?? this.#foreign?.get(group.at)?.rate ?? "";
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
    const { codes } = this.#said;
    codes.clear();
    for (const code of terms) {
      if (code.id !== "BT-118") continue;
      const { size } = codes;
      codes.add(code.value);
      const isRepeated = isOnce && codes.size === size;
      if (!isRepeated && this.isReadAlike(code)) this.#category(code.value).breakdown.countInModel();
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
    codes.forEach((code) => {
      const category = this.#category(code);
      if (!TAXED.has(code)) {
        category.tally(place.kind).add(amount);
        return;
      }
      rates.forEach((rate) => {
        const atRate = category.opened(rate).tally(place.kind);
        atRate.countInModel();
        atRate.add(amount);
      });
    });
  }

  #addTax(tax: Group, { code, rate, kind }: VatPlace): void {
    for (const found of tax.terms) {
      if (found.id === rate) this.#said.rate(found.value);
      else if (found.id === code && this.isReadAlike(found)) {
        this.#said.codes.add(found.value);
        this.#category(found.value).tally(kind).countInModel();
      }
    }
  }

  #addElsewhere({ kind, code, rate, isVat, holder }: CategoryElsewhere): void {
    const category = this.#category(code);
    if (kind === "breakdown" || kind === "other") {
      category[kind].countElsewhere(isVat);
      return;
    }
    category.tally(kind).countElsewhere(isVat);
    const isAtRate = holder === undefined && rate !== undefined && TAXED.has(code);
    if (isAtRate) category.opened(Number(rate)).tally(kind).countElsewhere(isVat);
  }
}
