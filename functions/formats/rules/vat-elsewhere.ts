/** Finds in a document the categories of tax, and the countries, that the rules on VAT count and the model does not hold. */
import type { Family } from "#domain/regles/en16931/family.ts";
import type { CategoryElsewhere, VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import { first } from "#formats/rules/find.ts";
import { oncePerElement } from "#formats/rules/questions.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

type Kind = CategoryElsewhere["kind"];

/** Where a category stands. */
interface Standing {
  readonly kind: Kind;
  /** The line, allowance or charge of the invoice itself, or the group of its breakdown: a place of the model. */
  readonly holder?: XmlElement | undefined;
  /** In UBL, split payment is not looked for there: below a line, and in what is no tax of the invoice. */
  readonly isAside?: boolean;
}

interface CategoryNames {
  readonly code: string;
  readonly rate: string;
  /** What says which tax it is. */
  readonly tax: (category: XmlElement) => XmlElement | undefined;
  readonly standing: (category: XmlElement) => Standing;
}

interface Names {
  /** Whether a code, and the name of a tax, is read without the spaces around it. */
  readonly trims: boolean;
  readonly categories: ReadonlyMap<string, CategoryNames>;
  readonly country: string;
}

const isRoot = (element: XmlElement | undefined): boolean => element !== undefined && element.parent === undefined;

const INDICATORS: ReadonlyMap<string, Kind> = new Map([
  ["true", "charges"],
  ["1", "charges"],
  ["false", "allowances"],
  ["0", "allowances"],
]);

/** `indicator` is undefined where there is none. */
const adjustment = (holder: XmlElement, indicator: XmlElement | undefined, isHeader: boolean): Standing => {
  const kind = INDICATORS.get(trimXml(indicator?.text ?? ""));
  if (kind === undefined) return { kind: "unsigned", isAside: !isHeader };
  return { kind, holder: isHeader ? holder : undefined, isAside: !isHeader };
};

/** Once for all categories of an allowance. */
const ublAdjustment = oncePerElement((holder) =>
  adjustment(holder, first(holder, "ChargeIndicator"), isRoot(holder.parent)),
);

const itemStanding = ({ parent: item }: XmlElement): Standing => {
  const line = item?.parent;
  return { kind: "lines", holder: isRoot(line?.parent) ? line : undefined };
};

const ublStanding = ({ parent: holder }: XmlElement): Standing => {
  if (holder?.local === "AllowanceCharge") return ublAdjustment(holder);
  const total = holder?.local === "TaxSubtotal" ? holder.parent : undefined;
  const isBreakdown = total?.local === "TaxTotal" && isRoot(total.parent);
  return isBreakdown ? { kind: "breakdown", holder } : { kind: "other", isAside: true };
};

/** Of several schemes the first is asked, and no other where that says nothing. */
const ublTax = (category: XmlElement): XmlElement | undefined => {
  const scheme = first(category, "TaxScheme");
  return scheme && first(scheme, "ID");
};

const UBL_CATEGORY = { code: "ID", rate: "Percent", tax: ublTax } as const;

const UBL: Names = {
  trims: true,
  categories: new Map([
    ["ClassifiedTaxCategory", { ...UBL_CATEGORY, standing: itemStanding }],
    ["TaxCategory", { ...UBL_CATEGORY, standing: ublStanding }],
  ]),
  country: "IdentificationCode",
};

const HEADER = "ApplicableHeaderTradeSettlement";
const LINE_SETTLEMENT = "SpecifiedLineTradeSettlement";
const LINE = "IncludedSupplyChainTradeLineItem";
const CII_CATEGORY = {
  code: "CategoryCode",
  rate: "RateApplicablePercent",
  tax: (category: XmlElement) => first(category, "TypeCode"),
} as const;

const tradeTaxStanding = ({ parent: settlement }: XmlElement): Standing => {
  if (settlement?.local === HEADER) return { kind: "breakdown", holder: settlement };
  if (settlement?.local !== LINE_SETTLEMENT) return { kind: "other" };
  const line = settlement?.parent;
  return { kind: "lines", holder: line?.local === LINE ? line : undefined };
};

/** Likewise. Of several indicators the first is asked, and no other where that says nothing. */
const ciiAdjustmentIn = oncePerElement((holder) => {
  const around = first(holder, "ChargeIndicator");
  return adjustment(holder, around && first(around, "Indicator"), holder.parent?.local === HEADER);
});

/** To CII every category that is not of a tax of its own is of an allowance or a charge. */
const ciiAdjustment = ({ parent: holder }: XmlElement): Standing =>
  holder?.local === "SpecifiedTradeAllowanceCharge" ? ciiAdjustmentIn(holder) : { kind: "unsigned" };

const CII: Names = {
  trims: false,
  categories: new Map([
    ["ApplicableTradeTax", { ...CII_CATEGORY, standing: tradeTaxStanding }],
    ["CategoryTradeTax", { ...CII_CATEGORY, standing: ciiAdjustment }],
  ]),
  country: "CountryID",
};

const NAMES: Readonly<Record<Family, Names>> = { UBL, CII };

const VAT = "VAT";
const ITALY = "IT";

/** Split payment, and what never stands beside it: as they are written. */
const SPLIT = "B";
const STANDARD = "S";

const SPACE = 0x20;

/** A value of several spaces is one to UBL, which asks for its length. */
const isBlank = (text: string): boolean => text.length > 1 && text.charCodeAt(0) <= SPACE && trimXml(text) === "";

/** To CII the scheme of a tax registration with spaces around is another scheme. */
const isOfPaddedScheme = (element: XmlElement): boolean => {
  if (element.local !== "ID" || element.parent?.local !== "SpecifiedTaxRegistration") return false;
  const scheme = attributeOf(element, "schemeID");
  return scheme !== undefined && trimXml(scheme) !== scheme;
};

/** All but the code, of which a category may have many. */
type Found = Omit<CategoryElsewhere, "code">;

const foundIn = (category: XmlElement, names: CategoryNames, { kind, holder }: Standing, isVat: boolean): Found => {
  const rate = first(category, names.rate);
  return { kind, rate: rate && trimXml(rate.text), isVat, at: category, holder };
};

class Search {
  readonly categories: CategoryElsewhere[] = [];
  readonly misread = new Set<XmlElement>();
  readonly padded: string[] = [];
  isAbroad = false;
  isSplit = false;
  readonly #names: Names;
  /** Of split payment and of the standard rate, where the artefacts look for both. */
  #hasSplit = false;
  #hasStandard = false;

  constructor(root: XmlElement, names: Names) {
    this.#names = names;
    this.#walk(root);
  }

  get isSplitBesideStandard(): boolean {
    return this.#hasSplit && this.#hasStandard;
  }

  #walk(parent: XmlElement): void {
    for (let child = parent.firstChild; child !== undefined; child = child.next) {
      if (child.firstChild !== undefined) {
        const names = this.#names.categories.get(child.local);
        if (names) this.#meet(child, names);
        this.#walk(child);
      } else this.#meetValue(child);
    }
  }

  #meetValue(element: XmlElement): void {
    const { text, local } = element;
    if (local === this.#names.country && text !== ITALY) this.isAbroad = true;
    const isMisread = this.#names.trims ? isBlank(text) : isOfPaddedScheme(element);
    if (isMisread) this.misread.add(element);
  }

  #meet(category: XmlElement, names: CategoryNames): void {
    const standing = names.standing(category);
    const tax = names.tax(category)?.text ?? "";
    const isCalledVat = tax === VAT || trimXml(tax).toUpperCase() === VAT;
    const isVat = isCalledVat && (this.#names.trims || tax.length === VAT.length);
    const isInModel = isCalledVat && standing.holder !== undefined;
    let isCoded = false;
    let found: Found | undefined;
    for (let child = category.firstChild; child !== undefined; child = child.next) {
      if (child.local !== names.code) continue;
      isCoded = true;
      this.#meetCode(child, standing);
      if (isInModel && isVat && this.#isReadAlike(child.text)) continue;
      if (isInModel) this.misread.add(child);
      found ??= foundIn(category, names, standing, isVat);
      this.#add(found, child.text);
    }
    // To UBL a category without a code is another one than any; to CII, none.
    if (!isCoded && this.#names.trims) this.#add(foundIn(category, names, standing, isVat), "");
  }

  #isReadAlike(code: string): boolean {
    return this.#names.trims ? !isBlank(code) : trimXml(code) === code;
  }

  #meetCode({ text: code }: XmlElement, { kind, isAside }: Standing): void {
    if (code === SPLIT) this.isSplit = true;
    if (kind === "breakdown" && trimXml(code) !== code) this.padded.push(trimXml(code));
    if (this.#names.trims && isAside === true) return;
    if (code === SPLIT) this.#hasSplit = true;
    else if (code === STANDARD) this.#hasStandard = true;
  }

  #add(found: Found, code: string): void {
    this.categories.push({ ...found, code: this.#names.trims ? trimXml(code) : code });
  }
}

/** One walk, linear in the number of elements. */
export const findVatElsewhere = (root: XmlElement, family: Family): VatElsewhere => new Search(root, NAMES[family]);
