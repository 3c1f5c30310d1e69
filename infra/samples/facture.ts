/** What a sample invoice says, before any syntax. All parties are fictitious; identifiers are given by the caller. */

export interface SampleParty {
  /** 14 digits with a valid key, obviously fictitious. */
  readonly siret: string;
  readonly raisonSociale: string;
}

export interface SampleLine {
  readonly designation: string;
  readonly quantite: number;
  /** Unit price without VAT, in euro cents. */
  readonly prixUnitaire: number;
}

export interface SampleOptions {
  readonly numero: string;
  /** YYYY-MM-DD. */
  readonly dateEmission: string;
  /** YYYY-MM-DD; without it the terms of payment are said in words alone. */
  readonly dateEcheance?: string;
  readonly fournisseur: SampleParty;
  readonly destinataire: SampleParty;
  /** Service of the recipient that executes (BT-10). */
  readonly codeService?: string;
  /** Number of the legal commitment (BT-13). */
  readonly engagement?: string;
  /** BT-23: cadre de facturation; that of a supplier's plain invoice without one. */
  readonly cadre?: string;
  /** True of an invoice that names no contract (BT-12). */
  readonly sansMarche?: true;
  readonly lignes?: readonly SampleLine[];
  /** UNTDID 1001: 380 invoice, 381 credit note. */
  readonly typeFacture?: "380" | "381";
  /** Number and date of the invoice that a credit note corrects (BG-3). */
  readonly factureOrigine?: { readonly numero: string; readonly date: string };
}

/** Amounts as EN 16931 writes them: euros with two decimals. */
export interface Sample extends SampleOptions {
  readonly lignes: readonly (SampleLine & { readonly id: string; readonly montant: string; readonly prix: string })[];
  readonly typeFacture: "380" | "381";
  readonly totaux: { readonly horsTaxe: string; readonly tva: string; readonly ttc: string };
}

/** VAT rate of all samples, in percent. */
export const TAUX = 20;

export const SPECIFICATION = "urn:cen.eu:en16931:2017";

/** Cadre de facturation of a supplier's plain invoice. */
export const CADRE = "A1";

/** The IBAN of the standard's own examples for France. */
export const IBAN = "FR7630006000011234567890189";

/** Contract of the samples (BT-12). */
export const MARCHE = "2026-ENTRETIEN-07";

export const CONDITIONS = "Paiement à 30 jours à compter de la réception de la facture";

const DEFAULT_LINES: readonly SampleLine[] = [
  { designation: "Ramettes de papier A4 & enveloppes", quantite: 40, prixUnitaire: 425 },
  { designation: "Entretien des espaces verts, février", quantite: 1, prixUnitaire: 118_050 },
];

const euros = (cents: number): string => (cents / 100).toFixed(2);

export const completeSample = (options: SampleOptions): Sample => {
  const lignes = options.lignes ?? DEFAULT_LINES;
  const horsTaxe = lignes.reduce((sum, { quantite, prixUnitaire }) => sum + quantite * prixUnitaire, 0);
  const tva = Math.round((horsTaxe * TAUX) / 100);
  return {
    ...options,
    typeFacture: options.typeFacture ?? "380",
    lignes: lignes.map((ligne, index) => ({
      ...ligne,
      id: String(index + 1),
      montant: euros(ligne.quantite * ligne.prixUnitaire),
      prix: euros(ligne.prixUnitaire),
    })),
    totaux: { horsTaxe: euros(horsTaxe), tva: euros(tva), ttc: euros(horsTaxe + tva) },
  };
};

/** SIREN: the first nine digits of the SIRET. */
export const sirenOf = ({ siret }: SampleParty): string => siret.slice(0, 9);

/** The French VAT number of a SIREN: its key is (12 + 3 × (SIREN mod 97)) mod 97. */
export const vatNumberOf = (party: SampleParty): string => {
  const siren = sirenOf(party);
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, "0")}${siren}`;
};
