/** For each BR-FR rule the smallest change that breaks it and, where it depends on something, one that keeps it. */
import { BUYER, type Change, MENTIONS, SELLER } from "./french-invoice.ts";

export interface Case {
  readonly breaks: Change;
  /** Without one, the invoice as it stands. */
  readonly holds?: Change;
}

const DATES = ["BT-2", "BT-7", "BT-9", "BT-26", "BT-72", "BT-73", "BT-74", "BT-134", "BT-135"] as const;
const AMOUNTS = [
  ...(["BT-92", "BT-93", "BT-99", "BT-100", "BT-106", "BT-107", "BT-108", "BT-109", "BT-110", "BT-111"] as const),
  ...(["BT-112", "BT-113", "BT-114", "BT-115", "BT-116", "BT-117", "BT-131", "BT-136", "BT-137"] as const),
  ...(["BT-141", "BT-142"] as const),
];
const QUANTITIES = ["BT-129", "BT-149"] as const;
const PRICES = ["BT-146", "BT-147", "BT-148"] as const;
const RATES = ["BT-96", "BT-103", "BT-119", "BT-152"] as const;
const CATEGORIES = ["BT-95", "BT-102", "BT-118", "BT-151"] as const;
const IDENTIFIERS = ["BT-29", "BT-46", "BT-60", "EXT-FR-FE-69"] as const;

type Values = NonNullable<Change["set"]>;
type TermId = keyof Values;

const each = <Id extends TermId>(
  rule: string,
  ids: readonly Id[],
  breaks: NonNullable<Values[TermId]>,
  holds: NonNullable<Values[TermId]>,
): Readonly<Record<string, Case>> =>
  Object.fromEntries(
    ids.map((id) => [`${rule}_${id}`, { breaks: { set: { [id]: breaks } }, holds: { set: { [id]: holds } } }]),
  );

const between = (...notes: NonNullable<Change["notes"]>): NonNullable<Change["notes"]> => [
  ...MENTIONS,
  ["BAR", "B2B"],
  ...notes,
];

const B2B = { notes: between() };
const OTHER_MENTIONS = (left: string) => ({ notes: MENTIONS.filter(([subject]) => subject !== left) });
const TWICE = (subject: string) => ({ notes: [...MENTIONS, [subject, "1"], [subject, "2"]] as const });

const MEMBER = { "BT-29": ["999000110", "0231"] } as const;
const PAID = { "BT-23": "S2", "BT-113": "120.00", "BT-115": "0.00", "BT-9": "2026-09-01" } as const;

const objectCases = (rule: string, id: "BT-18" | "BT-128"): Readonly<Record<string, Case>> => ({
  [`${rule}_${id}`]: {
    breaks: { set: { [id]: ["1", "AFL"] }, again: { [id]: ["2", "AFL"] } },
    holds: { set: { [id]: ["1", "AFL"] }, again: { [id]: ["2", "AVV"] } },
  },
  [`${rule}_AFL`]: { breaks: { set: { [id]: ["", "AFL"] } }, holds: { set: { [id]: ["", "AVV"] } } },
  [`${rule}_AVV`]: { breaks: { set: { [id]: ["", "AVV"] } }, holds: { set: { [id]: ["1", "AVV"] } } },
});

const siretCase = (id: TermId, legal: TermId, siren: string): Case => ({
  breaks: { set: { [id]: ["12345678200010", "0009"], [legal]: [siren, "0002"] } },
  holds: { set: { [id]: [`${siren}00010`, "0009"], [legal]: [siren, "0002"] } },
});

export const BR_FR_CASES: Readonly<Record<string, Case>> = {
  ...each("BR-FR-01", ["BT-1", "BT-25"], "F".repeat(36), "F".repeat(35)),
  ...each("BR-FR-02", ["BT-1", "BT-25"], "F 1", "aZ0-+_/"),
  ...each("BR-FR-03", DATES, "1999-12-31", "2099-12-31"),
  "BR-FR-04_BT-3": { breaks: { set: { "BT-3": "325" } }, holds: { set: { "BT-3": "381" } } },
  "BR-FR-08_BT-23": { breaks: { set: { "BT-23": "A1" } }, holds: { set: { "BT-23": "A1" }, again: { "BT-23": "B1" } } },
  "BR-FR-MV-13_BT-3": {
    breaks: { set: { "BT-23": "S8", "BT-3": "389" } },
    holds: { set: { "BT-23": "S8", "BT-3": "380" } },
  },
  "BR-FR-MV-BD_BT-3": {
    breaks: { set: { "BT-23": "S9", "BT-3": "380" } },
    holds: { set: { "BT-23": "S9", "BT-3": "389" } },
  },
  "BR-FR-05_BT-22_PMT": { breaks: OTHER_MENTIONS("PMT") },
  "BR-FR-05_BT-22_PMD": { breaks: OTHER_MENTIONS("PMD") },
  "BR-FR-05_BT-22_AAB": { breaks: OTHER_MENTIONS("AAB") },
  "BR-FR-06_BT-21_PMT": { breaks: TWICE("PMT") },
  "BR-FR-06_BT-21_PMD": { breaks: TWICE("PMD") },
  "BR-FR-06_BT-21_AAB": { breaks: TWICE("AAB") },
  "BR-FR-06_BT-21_TXD": { breaks: TWICE("TXD"), holds: { notes: [["TXD", "1"]] } },
  "BR-FR-20_BT-21": { breaks: { notes: [["BAR", "B2D"]] }, holds: { notes: [["BAR", "B2CINT"]] } },
  "BR-FR-31_BT-21": { breaks: { notes: between(["BAR", "B2C"]) }, holds: B2B },
  "BR-FR-CO-14_BT-29-1": {
    breaks: { set: MEMBER },
    holds: { set: MEMBER, notes: [...MENTIONS, ["TXD", "MEMBRE_ASSUJETTI_UNIQUE"]] },
  },
  "BR-FR-09_BT-29": siretCase("BT-29", "BT-30", SELLER.siren),
  "BR-FR-09_BT-46": siretCase("BT-46", "BT-47", BUYER.siren),
  "BR-FR-09_BT-60": siretCase("BT-60", "BT-61", BUYER.siren),
  ...each("BR-FR-09", ["EXT-FR-FE-69", "EXT-FR-FE-92", "BT-71"], ["9990002900010", "0009"], [BUYER.siret, "0009"]),
  "BR-FR-10_BT-30": { breaks: { set: { "BT-30": SELLER.siren } }, holds: { set: { "BT-30": [SELLER.siren, "0002"] } } },
  "BR-FR-11_BT-47": { breaks: { set: { "BT-47": undefined }, ...B2B }, holds: { set: { "BT-47": undefined } } },
  ...each("BR-FR-24", ["BT-29", "BT-46"], ["SERVICE/1", "0224"], ["SERVICE-1", "0224"]),
  ...each("BR-FR-26", ["BT-29", "BT-46"], ["S".repeat(101), "0224"], ["S".repeat(100), "0224"]),
  ...each(
    "BR-FR-32-LEGALID",
    ["BT-30", "BT-47", "BT-61", "EXT-FR-FE-92"],
    [BUYER.siret, "0002"],
    [BUYER.siren, "0002"],
  ),
  ...each("BR-FR-32-ID", IDENTIFIERS, [BUYER.siret, "0231"], [BUYER.siret, "0009"]),
  ...Object.fromEntries(
    [...IDENTIFIERS, "BT-71" as const].flatMap((id): readonly (readonly [string, Case])[] => [
      [`BR-FR-CO-10_${id}-1`, { breaks: { set: { [id]: "1" } }, holds: { set: { [id]: "1" }, syntax: "cii" } }],
      [
        `BR-FR-CO-10_${id}-2`,
        {
          breaks: { set: { [id]: ["1", "0088"] }, again: { [id]: ["2", "0088"] } },
          holds: { set: { [id]: ["1", "0088"] }, again: { [id]: ["2", "0060"] } },
        },
      ],
    ]),
  ),
  "BR-FR-CO-15_BT-29-1": { breaks: { set: MEMBER }, holds: { set: { ...MEMBER, "BT-63": "FR00999000110" } } },
  "BR-FR-12_BT-49": { breaks: { set: { "BT-49": undefined } } },
  "BR-FR-13_BT-34": { breaks: { set: { "BT-34": "" } } },
  "BR-FR-21_BT-49": {
    breaks: { set: { "BT-49": [SELLER.siren, "0225"] }, ...B2B },
    holds: { set: { "BT-49": [SELLER.siren, "0225"], "BT-3": "389" }, ...B2B },
  },
  "BR-FR-22_BT-34": {
    breaks: { set: { "BT-34": [SELLER.siren, "0088"], "BT-3": "389" }, ...B2B },
    holds: { set: { "BT-34": [SELLER.siren, "0088"] }, ...B2B },
  },
  ...each("BR-FR-23", ["BT-34", "BT-49"], ["999000029/1", "0225"], ["999000029_1.a-b", "0225"]),
  ...each("BR-FR-25", ["BT-34", "BT-49"], "9".repeat(126), "9".repeat(125)),
  ...each("BR-FR-15", CATEGORIES, "L", "AE"),
  ...each("BR-FR-16", RATES, "19", "5.50"),
  "BR-FR-CO-12_BT-5": {
    breaks: { set: { "BT-5": "USD", "BT-6": "EUR" } },
    holds: { set: { "BT-5": "USD", "BT-6": "EUR", "BT-111": "18.00" } },
  },
  "BR-FR-17_BT-123": { breaks: { set: { "BT-123": "Plan" } }, holds: { set: { "BT-123": "DOCUMENT_ANNEXE" } } },
  "BR-FR-18_BT-123": {
    breaks: { set: { "BT-123": "LISIBLE" }, more: [["BG-24", { "BT-123": "LISIBLE" }]] },
    holds: { set: { "BT-123": "LISIBLE" }, more: [["BG-24", { "BT-123": "RIB" }]] },
  },
  ...objectCases("BR-FR-29", "BT-18"),
  ...objectCases("BR-FR-30", "BT-128"),
  "BR-FR-CO-03_BT-3": {
    breaks: { set: { "BT-3": "262", "BT-12": "M-1", "BT-73": "2026-01-01" } },
    holds: { set: { "BT-3": "262", "BT-12": "M-1", "BT-73": "2026-01-01", "BT-74": "2026-06-30" } },
  },
  "BR-FR-CO-04_BT-3": {
    breaks: { set: { "BT-3": "384", "BT-25": "F-1" }, more: [["BG-3", { "BT-25": "F-2" }]] },
    holds: { set: { "BT-3": "384", "BT-25": "F-1" } },
  },
  "BR-FR-CO-05_BT-3": {
    breaks: { set: { "BT-3": "381", "BT-25": "F-1" } },
    holds: { set: { "BT-3": "381", "BT-25": "F-1", "BT-26": "2026-08-01" } },
  },
  "BR-FR-CO-07_BT-9": {
    breaks: { set: { "BT-9": "2026-09-14" } },
    holds: { set: { "BT-9": "2026-09-14", "BT-3": "386" } },
  },
  "BR-FR-CO-08_BT-23": {
    breaks: { set: { "BT-23": "S4", "BT-3": "386" } },
    holds: { set: { "BT-23": "S4", "BT-3": "380" } },
  },
  "BR-FR-CO-09_BT-23-1": { breaks: { set: { ...PAID, "BT-113": "100.00" } }, holds: { set: PAID } },
  "BR-FR-CO-09_BT-23-2": { breaks: { set: { ...PAID, "BT-115": "20.00" } }, holds: { set: PAID } },
  "BR-FR-CO-09_BT-23-3": { breaks: { set: { ...PAID, "BT-9": undefined } }, holds: { set: PAID } },
  ...each("BR-FR-DEC-01", AMOUNTS, "1.234", "-1234567890123456.78"),
  ...each("BR-FR-DEC-02", QUANTITIES, "1.23456", "-1.2345"),
  ...each("BR-FR-DEC-03", PRICES, "-1.00", "1.234567"),
  ...each("BR-FR-DEC-04", RATES, "5.500", "5.50"),
};
