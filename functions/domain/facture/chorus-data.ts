/**
 * What Chorus Pro asks of an invoice beyond EN 16931, and which terms hold it. The place of a term in UBL and CII is in the
 * tables of those syntaxes alone; `docs/chorus-data.md`, made from both, shows them side by side.
 */
import { type Group, groups, type Invoice, type Term } from "#domain/facture/invoice.ts";
import { GROUPS, type ReadGroupId, type ReadTermId, TERMS } from "#domain/facture/terms.ts";

/** A term in which a datum may stand. */
export interface ChorusPlace {
  readonly term: ReadTermId;
  /** Only values of this identification scheme; without one, any value. */
  readonly scheme?: string;
  /** Where this is written. */
  readonly source: string;
}

interface ChorusDatum {
  /** French name in the portal. */
  readonly libelle: string;
  /** The decisive one first. */
  readonly places: readonly ChorusPlace[];
}

/** Scheme of a code routage, that is of a service code (ISO 6523). */
const CODE_ROUTAGE = "0224";

/**
 * Sources: FX16 is the AIFE specification of the CII 16B flow (FSO1116A), CP26 the AIFE specifications of 2026, A7 their
 * annex 7, B2G the rules BR-FR-CPRO of the B2G flow, Z12 the French extension of XP Z12-012.
 */
export const CHORUS_DATA = {
  fournisseur: {
    libelle: "Fournisseur",
    places: [
      { term: "BT-29", source: "B2G 03 and 09, A7 G1.73" },
      { term: "BT-30", source: "FX16 SellerTradeParty" },
    ],
  },
  destinataire: {
    libelle: "Structure destinataire",
    places: [
      { term: "BT-46", source: "B2G 10, A7 G1.73" },
      { term: "BT-47", source: "FX16 BuyerTradeParty" },
    ],
  },
  codeService: {
    libelle: "Code service",
    places: [
      { term: "BT-46", scheme: CODE_ROUTAGE, source: "B2G 11 to 13, A7 G1.73 and S1.11" },
      { term: "BT-10", source: "FX16 BuyerReference" },
    ],
  },
  numeroEngagement: { libelle: "Numéro d'engagement", places: [{ term: "BT-13", source: "FX16, B2G 15" }] },
  numeroMarche: { libelle: "Numéro de marché", places: [{ term: "BT-12", source: "FX16, B2G 14" }] },
  cadre: { libelle: "Cadre de facturation", places: [{ term: "BT-23", source: "FX16, CP26 §3.2.1.2" }] },
  valideur: {
    libelle: "Valideur",
    places: [
      { term: "EXT-FR-FE-69", source: "CP26 §6.13, B2G 18, 21, 22 and 28: agent of the seller" },
      { term: "EXT-FR-FE-92", source: "FX16 InvoiceeTradeParty" },
    ],
  },
  factureOrigine: { libelle: "Facture d'origine", places: [{ term: "BT-25", source: "FX16, B2G 02 and 20" }] },
  affactureur: {
    libelle: "Affactureur",
    places: [
      { term: "BT-60", source: "FX16 P47" },
      { term: "BT-61", source: "FX16 P47" },
    ],
  },
  raisonSocialeAffactureur: {
    libelle: "Raison sociale de l'affactureur",
    places: [{ term: "BT-59", source: "FX16 P47" }],
  },
} as const satisfies Readonly<Record<string, ChorusDatum>>;

export type ChorusDatumName = keyof typeof CHORUS_DATA;

/** From the invoice down to the group of a term. */
const wayTo = (id: ReadGroupId): readonly ReadGroupId[] => {
  const definition = GROUPS[id];
  return "parent" in definition ? [...wayTo(definition.parent), id] : [];
};

const WAYS = new Map(
  Object.values(CHORUS_DATA).flatMap(({ places }) =>
    places.map(({ term }) => [term, wayTo(TERMS[term].group)] as const),
  ),
);

const collect = (from: Group, way: readonly ReadGroupId[], depth: number, place: ChorusPlace, found: Term[]): void => {
  const step = way[depth];
  if (step !== undefined) {
    for (const inner of groups(from, step)) collect(inner, way, depth + 1, place, found);
    return;
  }
  for (const one of from.terms) {
    const counts = one.id === place.term && one.value !== "";
    if (counts && (place.scheme === undefined || one.scheme === place.scheme)) found.push(one);
  }
};

/** All values in which the invoice may say that datum, the decisive one first. */
export const chorusValues = (invoice: Invoice, datum: ChorusDatumName): readonly Term[] => {
  const found: Term[] = [];
  for (const place of CHORUS_DATA[datum].places) collect(invoice, WAYS.get(place.term) ?? [], 0, place, found);
  return found;
};
