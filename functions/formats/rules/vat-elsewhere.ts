/** Finds in a document the categories of tax, and the countries, that the rules on VAT count and the model does not hold. */
import type { Family } from "#domain/regles/en16931/family.ts";
import type { CategoryElsewhere, VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

type Kind = CategoryElsewhere["kind"];

/** Where a category stands. */
interface Standing {
  readonly kind: Kind;
  /** The line, allowance or charge of the invoice itself, or the group of its breakdown: a place of the model. */
  readonly holder?: XmlElement | undefined;
}

interface CategoryNames {
  readonly code: string;
  readonly rate: string;
  /** Steps down to what says which tax it is. */
  readonly tax: readonly string[];
  readonly standing: (category: XmlElement) => Standing;
  /** Steps down from the holder to its amount. */
  readonly amount: readonly string[];
}

interface Names {
  /** Whether a code is read without the spaces around it. */
  readonly trims: boolean;
  readonly categories: ReadonlyMap<string, CategoryNames>;
  readonly country: string;
}

/** The first element at the end of the steps. */
const below = (from: XmlElement | undefined, steps: readonly string[]): XmlElement | undefined => {
  let at = from;
  for (const step of steps) {
    let child = at?.firstChild;
    while (child !== undefined && child.local !== step) child = child.next;
    at = child;
  }
  return at;
};

const textBelow = (from: XmlElement | undefined, steps: readonly string[]): string =>
  trimXml(below(from, steps)?.text ?? "");

const isRoot = (element: XmlElement | undefined): boolean => element !== undefined && element.parent === undefined;

const INDICATORS: ReadonlyMap<string, Kind> = new Map([
  ["true", "charges"],
  ["1", "charges"],
  ["false", "allowances"],
  ["0", "allowances"],
]);

const adjustment = (holder: XmlElement, indicator: readonly string[], isHeader: boolean): Standing => {
  const kind = INDICATORS.get(textBelow(holder, indicator));
  return kind === undefined ? { kind: "unsigned" } : { kind, holder: isHeader ? holder : undefined };
};

const itemStanding = ({ parent: item }: XmlElement): Standing => {
  const line = item?.parent;
  return { kind: "lines", holder: isRoot(line?.parent) ? line : undefined };
};

const ublStanding = ({ parent: holder }: XmlElement): Standing => {
  if (holder?.local === "AllowanceCharge") return adjustment(holder, ["ChargeIndicator"], isRoot(holder.parent));
  const total = holder?.local === "TaxSubtotal" ? holder.parent : undefined;
  const isBreakdown = total?.local === "TaxTotal" && isRoot(total.parent);
  return isBreakdown ? { kind: "breakdown", holder } : { kind: "other" };
};

const UBL: Names = {
  trims: true,
  categories: new Map([
    [
      "ClassifiedTaxCategory",
      {
        code: "ID",
        rate: "Percent",
        tax: ["TaxScheme", "ID"],
        standing: itemStanding,
        amount: ["LineExtensionAmount"],
      },
    ],
    [
      "TaxCategory",
      { code: "ID", rate: "Percent", tax: ["TaxScheme", "ID"], standing: ublStanding, amount: ["Amount"] },
    ],
  ]),
  country: "IdentificationCode",
};

const HEADER = "ApplicableHeaderTradeSettlement";
const CII_CATEGORY = { code: "CategoryCode", rate: "RateApplicablePercent", tax: ["TypeCode"] } as const;

const tradeTaxStanding = ({ parent: settlement }: XmlElement): Standing => {
  if (settlement?.local === HEADER) return { kind: "breakdown", holder: settlement };
  return { kind: "lines", holder: settlement };
};

/** To CII every category that is not of a tax of its own is of an allowance or a charge. */
const ciiAdjustment = ({ parent: holder }: XmlElement): Standing =>
  holder?.local === "SpecifiedTradeAllowanceCharge"
    ? adjustment(holder, ["ChargeIndicator", "Indicator"], holder.parent?.local === HEADER)
    : { kind: "unsigned" };

const CII: Names = {
  trims: false,
  categories: new Map([
    [
      "ApplicableTradeTax",
      {
        ...CII_CATEGORY,
        standing: tradeTaxStanding,
        amount: ["SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"],
      },
    ],
    ["CategoryTradeTax", { ...CII_CATEGORY, standing: ciiAdjustment, amount: ["ActualAmount"] }],
  ]),
  country: "CountryID",
};

const NAMES: Readonly<Record<Family, Names>> = { UBL, CII };

const VAT = "VAT";
const ITALY = "IT";
const SPACE = 0x20;

class Search {
  readonly categories: CategoryElsewhere[] = [];
  readonly misread = new Set<XmlElement>();
  isAbroad = false;
  readonly #names: Names;

  constructor(root: XmlElement, names: Names) {
    this.#names = names;
    this.#walk(root);
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
    if (this.#names.trims && text.length > 1 && text.charCodeAt(0) <= SPACE && trimXml(text) === "") {
      this.misread.add(element);
    }
  }

  #meet(category: XmlElement, { code, rate, tax, standing, amount }: CategoryNames): void {
    const { kind, holder } = standing(category);
    const isVat = textBelow(category, tax).toUpperCase() === VAT;
    const codeElement = below(category, [code]);
    const written = codeElement?.text ?? "";
    const trimmed = trimXml(written);
    if (isVat && holder !== undefined) {
      if (codeElement && !this.#names.trims && written !== trimmed) this.misread.add(codeElement);
      return;
    }
    this.categories.push({
      kind,
      code: this.#names.trims ? trimmed : written,
      rate: textBelow(category, [rate]),
      isVat,
      at: category,
      amount: textBelow(holder, amount),
    });
  }
}

/** One walk, linear in the number of elements. */
export const findVatElsewhere = (root: XmlElement, family: Family): VatElsewhere => new Search(root, NAMES[family]);
