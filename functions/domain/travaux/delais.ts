/**
 * Legal delays of the monthly circuit, as dated data with their articles. None of them decides anything but D13: they are shown,
 * they warn, and D2 opens the MOA's own step. Source: CCAG Travaux 2009, 2014 and 2021; code de la commande publique.
 */
import { addDays, orNextWorkingDay, startOfDayInParis } from "#domain/calendrier/jours.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";

/** The CCAG Travaux that the contract refers to; without one, none of its delays applies (law, §1). */
export const CCAG = ["2009", "2014", "2021", "AUCUN"] as const;
export type CcagVersion = (typeof CCAG)[number];

interface DelaiDefinition {
  /** French, for people. */
  readonly libelle: string;
  readonly jours: number;
  /** Article by version of the CCAG; absent where that has no such delay. `CCP` holds whatever the contract refers to. */
  readonly articles: Readonly<Partial<Record<CcagVersion | "CCP", string>>>;
  /** A last day that is no working day moves to the next one (CCAG 3.2.4); the CCP knows no such rule. */
  readonly toNextWorkingDay: boolean;
  /** What software may do once it is over; French. */
  readonly effet: string;
}

export const DELAIS = {
  D2: {
    libelle: "Traitement du projet de décompte par le maître d'œuvre",
    jours: 7,
    articles: { "2009": "13.2.2", "2014": "13.2.2", "2021": "12.2.2" },
    toNextWorkingDay: true,
    effet: "Le titulaire en informe le maître d'ouvrage, qui paie les sommes qu'il admet.",
  },
  D3: {
    libelle: "Intervention du maître d'œuvre ou d'un autre tiers",
    jours: 15,
    articles: { CCP: "R2192-18 et R2192-19" },
    toNextWorkingDay: false,
    effet: "Le délai de paiement court toujours ; le marché du maître d'œuvre prévoit des pénalités.",
  },
  D13: {
    libelle: "Accord du titulaire sur la demande de son sous-traitant",
    jours: 15,
    articles: { CCP: "R2193-16, avec R2193-12 et R2193-13" },
    toNextWorkingDay: false,
    effet: "Le titulaire est réputé avoir accepté ce qu'il n'a ni accepté ni refusé.",
  },
} as const satisfies Readonly<Record<string, DelaiDefinition>>;

export type Delai = keyof typeof DELAIS;

export interface Echeance {
  readonly delai: Delai;
  readonly article: string;
  /** Civil days in Paris. */
  readonly depuis: string;
  /** Last day on which the act is in time. */
  readonly jusquau: string;
  /** Instant from which it is late, ISO 8601 UTC: midnight in Paris at the end of the last day. */
  readonly echueLe: string;
}

/** Counted from the day after the event (CCAG 3.2.1); undefined where the contract has no such delay. */
export const echeanceOf = (delai: Delai, event: Date, ccag: CcagVersion): Echeance | undefined => {
  const { jours, articles, toNextWorkingDay }: DelaiDefinition = DELAIS[delai];
  const article = articles.CCP ?? articles[ccag];
  if (article === undefined) return undefined;
  const depuis = civilDayInParis(event);
  const counted = addDays(depuis, jours);
  const jusquau = toNextWorkingDay ? orNextWorkingDay(counted) : counted;
  return { delai, article, depuis, jusquau, echueLe: startOfDayInParis(addDays(jusquau, 1)).toISOString() };
};
