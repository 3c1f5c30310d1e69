/** Where an invoice uses a category: its lines, its allowances, its charges. Each has rules of its own, alike but for the terms. */
import type { ReadGroupId, ReadTermId } from "#domain/facture/terms.ts";

export interface VatPlace {
  readonly kind: "lines" | "allowances" | "charges";
  /** The group that holds the category. */
  readonly group: "BG-30" | "BG-20" | "BG-21";
  readonly code: ReadTermId;
  readonly rate: ReadTermId;
  /** The group that has the amount, and that a supplier knows it by. */
  readonly holder: ReadGroupId;
  readonly amount: ReadTermId;
  /** Last part of the id of its rule on identifiers, and on rates. */
  readonly identifiers: "02" | "03" | "04";
  readonly rates: "05" | "06" | "07";
  readonly one: string;
  readonly ofOne: string;
  readonly ofThis: string;
}

export const VAT_PLACES: readonly VatPlace[] = [
  {
    kind: "lines",
    group: "BG-30",
    code: "BT-151",
    rate: "BT-152",
    holder: "BG-25",
    amount: "BT-131",
    identifiers: "02",
    rates: "05",
    one: "une ligne",
    ofOne: "d'une ligne",
    ofThis: "de la ligne",
  },
  {
    kind: "allowances",
    group: "BG-20",
    code: "BT-95",
    rate: "BT-96",
    holder: "BG-20",
    amount: "BT-92",
    identifiers: "03",
    rates: "06",
    one: "une remise",
    ofOne: "d'une remise",
    ofThis: "de la remise",
  },
  {
    kind: "charges",
    group: "BG-21",
    code: "BT-102",
    rate: "BT-103",
    holder: "BG-21",
    amount: "BT-99",
    identifiers: "04",
    rates: "07",
    one: "des frais",
    ofOne: "de frais",
    ofThis: "des frais",
  },
];
