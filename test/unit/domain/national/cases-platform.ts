/** As those of BR-FR: for the rules of the platform, of the procurement code and of flow 1. */
import type { Case } from "./cases-br-fr.ts";
import { BUYER, type Change, SELLER } from "./french-invoice.ts";

type TermId = keyof NonNullable<Change["set"]>;

const length = (id: TermId, maximum: number): Case => ({
  breaks: { set: { [id]: "a".repeat(maximum + 1) } },
  // A letter outside the basic plane is one character.
  holds: { set: { [id]: "𝓪".repeat(maximum) } },
});

export const CPRO_CASES: Readonly<Record<string, Case>> = {
  "BR-FR-CPRO-09": {
    breaks: { set: { "BT-29": undefined } },
    holds: { set: { "BT-29": [SELLER.siret, "1"] } },
  },
  "BR-FR-CPRO-17": {
    breaks: { set: { "BT-61": [BUYER.siren, "0002"] } },
    holds: { set: { "BT-61": [BUYER.siren, "0002"], "BT-60": [BUYER.siret, "0009"] } },
  },
  "BR-FR-CPRO-20": {
    breaks: { set: { "BT-25": "F-1" }, more: [["BG-3", { "BT-25": "F-2" }]] },
    holds: { set: { "BT-25": "F-1" } },
  },
  "BR-FR-CPRO-25": {
    breaks: { set: { "BT-20": "30 jours" }, again: { "BT-20": "fin de mois" } },
    holds: { set: { "BT-20": "30 jours" } },
  },
  "BR-FR-CPRO-26": {
    breaks: { set: { "BT-41": "A" }, more: [["BG-6", { "BT-41": "B" }]] },
    holds: { set: { "BT-41": "A" } },
  },
  "BR-FR-CPRO-27": {
    breaks: { set: { "BT-56": "A" }, more: [["BG-9", { "BT-56": "B" }]] },
    holds: { set: { "BT-56": "A" } },
  },
  "BR-FR-CPRO-30": length("BT-122", 50),
  "BR-FR-CPRO-31": length("BT-154", 1024),
  "BR-FR-CPRO-32": length("BT-35", 400),
  "BR-FR-CPRO-33": length("BT-37", 400),
  "BR-FR-CPRO-34": length("BT-45", 99),
  "BR-FR-CPRO-35": length("BT-20", 1024),
  "BR-FR-CPRO-36": length("BT-28", 99),
  "BR-FR-CPRO-38": length("BT-71", 20),
  "BR-FR-CPRO-39": {
    breaks: { set: { "BT-84": "PL61109010140000071219812874" } },
    holds: { set: { "BT-84": "FR76 3000 6000 0112 3456 7890 189" } },
  },
  "BR-FR-CPRO-41": length("BT-125-2", 50),
  "BR-FR-CPRO-42": length("BT-22", 1024),
  "BR-FR-CPRO-43": length("BT-27", 99),
  "BR-FR-CPRO-44": length("BT-44", 99),
};

export const CPRO_HEADER_CASES: Readonly<Record<string, Case>> = {
  "BR-FR-CPRO-02_BT-1": length("BT-1", 20),
  "BR-FR-CPRO-02_BT-25": length("BT-25", 20),
  "BR-FR-CPRO-14": length("BT-12", 50),
  "BR-FR-CPRO-15": length("BT-13", 50),
  "BR-FR-CPRO-37": length("BT-59", 99),
  "BR-FR-CPRO-03": { breaks: { set: { "BT-29": ["1", "0088"] } }, holds: { set: { "BT-29": ["FR1", "0227"] } } },
  "BR-FR-CPRO-04-08": {
    breaks: { set: { "BT-29": ["12345678", "0228"] } },
    holds: { set: { "BT-29": ["123456789", "0228"] } },
  },
  "BR-FR-CPRO-10": { breaks: { set: { "BT-46": [BUYER.siren, "0002"] } } },
  "BR-FR-CPRO-24": { breaks: { set: { "BT-23": "S5" } }, holds: { set: { "BT-23": "S3" } } },
};

export const MENTION_CASES: Readonly<Record<string, Case>> = {
  MENTION_COMMANDE_ABSENTE: {
    breaks: { set: { "BT-13": undefined } },
    holds: { set: { "BT-13": undefined, "BT-12": "M-1" } },
  },
  MENTION_DATE_LIVRAISON_ABSENTE: {
    breaks: { set: { "BT-72": undefined } },
    holds: { set: { "BT-72": undefined, "BT-134": "2026-09-01" } },
  },
  PIECE_JOINTE_EXTENSION: {
    breaks: { set: { "BT-125-2": "plan.exe" } },
    holds: { set: { "BT-125-2": "plan.v2.PDF" } },
  },
};

const FOREIGN: NonNullable<Change["set"]> = { "BT-29": ["DE123456789", "0223"], "BT-30": "HRB 1" };

/** Asked of sellers established in France alone. */
const french = (id: TermId, value: string): Case => ({
  breaks: { set: { [id]: value } },
  holds: { set: { [id]: value, ...FOREIGN } },
});

export const FLUX_1_CASES: Readonly<Record<string, Case>> = {
  "PPF-G1-07_BT-2": { breaks: { set: { "BT-2": "2027-09-02" } }, holds: { set: { "BT-2": "2027-09-01" } } },
  "PPF-G1-31_BT-25": { breaks: { set: { "BT-3": "381" } }, holds: { set: { "BT-3": "381", "BT-25": "F-1" } } },
  "PPF-G1-31_BT-26": {
    breaks: { set: { "BT-3": "381", "BT-25": "F-1" } },
    holds: { set: { "BT-3": "381", "BT-25": "F-1", "BT-26": "2026-09-01" } },
  },
  "PPF-G2-31_BT-95": french("BT-95", "L"),
  "PPF-G2-31_BT-102": french("BT-102", "L"),
  "PPF-G2-31_BT-118": french("BT-118", "M"),
  "PPF-G2-31_BT-151": french("BT-151", "M"),
  "PPF-G1-24_BT-96": french("BT-96", "19"),
  "PPF-G1-24_BT-103": french("BT-103", "19"),
  "PPF-G1-24_BT-119": french("BT-119", "19"),
  "PPF-G1-24_BT-152": french("BT-152", "19"),
};
