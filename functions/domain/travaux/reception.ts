/**
 * When a monthly request counts as received, which starts the payment delay: nothing that happens to it later moves that date
 * (R2192-18), and whoever forwards it states it (R2192-20). Its end depends on the payer, whom the chain does not know.
 */
import { daysBetween } from "#domain/calendrier/jours.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";

interface DebutDefinition {
  /** French, for people. */
  readonly libelle: string;
  readonly article: string;
  /** What of it is a reading, not a sentence of the article. */
  readonly inferred?: string;
}

export const DEBUTS_DELAI_PAIEMENT = {
  MOE: {
    libelle: "Mise à disposition du maître d'œuvre",
    article: "R2192-12 et R2192-15",
    inferred: "R2192-12 asks that the contract name the MOE; works contracts do (CCAG Travaux, comment on 13.2.2)",
  },
  MOA: { libelle: "Mise à disposition du maître d'ouvrage", article: "R2192-15" },
  DESTINATAIRE: { libelle: "Mise à disposition du service financier", article: "R2192-15" },
  SOUS_TRAITANT: {
    libelle: "Accord du titulaire sur la demande du sous-traitant, ou fin de son délai",
    article: "R2192-23",
    inferred: "The agreement, given on the platform, reaches the public buyer as it is given",
  },
} as const satisfies Readonly<Record<string, DebutDefinition>>;

export type DebutDelaiPaiement = keyof typeof DEBUTS_DELAI_PAIEMENT;

export interface Reception {
  readonly debut: DebutDelaiPaiement;
  /** ISO 8601 UTC. */
  readonly instant: string;
}

/** By the status with which a piece is first at the disposal of the buyer, or of the MOE in his name. */
export const DEBUTS_BY_STATUT: Readonly<Partial<Record<StatutTravaux, DebutDelaiPaiement>>> = {
  A_ASSOCIER_MOE: "MOE",
  A_ASSOCIER_MOA: "MOA",
  DEPOSEE: "DESTINATAIRE",
};

export interface PaymentClock {
  readonly libelle: string;
  readonly article: string;
  readonly dateReception: string;
  /** Civil day in Paris; the delay is counted from the day after. */
  readonly depuis: string;
  readonly joursEcoules: number;
}

export const paymentClockOf = ({ debut, instant }: Reception, now: Date): PaymentClock => {
  const { libelle, article } = DEBUTS_DELAI_PAIEMENT[debut];
  const depuis = civilDayInParis(new Date(instant));
  return {
    libelle,
    article,
    dateReception: instant,
    depuis,
    joursEcoules: daysBetween(depuis, civilDayInParis(now)),
  };
};
