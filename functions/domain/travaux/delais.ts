/**
 * Legal delays of the monthly circuit, as dated data with their articles. None of them decides anything but D13: they are shown,
 * they warn, and D2 opens the MOA's own step. Source: CCAG Travaux 2009, 2014 and 2021; code de la commande publique.
 */
import { addDays, endOfMonth, orNextWorkingDay, startOfDayInParis } from "#domain/calendrier/jours.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import type { Acteur } from "#domain/travaux/acteurs.ts";

/** The CCAG Travaux that the contract refers to; without one, none of its delays applies (law, §1). */
export const CCAG = ["2009", "2014", "2021", "AUCUN"] as const;
export type CcagVersion = (typeof CCAG)[number];

/** What an article is of. */
type Texte = Exclude<CcagVersion, "AUCUN"> | "CCP";

/**
 * A contract keeps the CCAG that it refers to until its end: these are arrêtés of 8 September 2009, 3 March 2014 (contracts from
 * 1 April 2014) and 30 March 2021 (from 1 April 2021). The code is in force since 1 April 2019.
 */
const TEXTES: Readonly<Record<Texte, string>> = {
  "2009": "CCAG Travaux 2009",
  "2014": "CCAG Travaux 2014",
  "2021": "CCAG Travaux 2021",
  CCP: "code de la commande publique",
};

interface DelaiDefinition {
  /** French, for people. */
  readonly libelle: string;
  /** Against whom it runs. */
  readonly acteur: Acteur;
  /** Days after the event, or the end of the n-th month after its own. */
  readonly terme: { readonly jours: number } | { readonly finDuMois: number };
  /** Article by text; absent where that has no such delay. `CCP` holds whatever the contract refers to. */
  readonly articles: Readonly<Partial<Record<Texte, string>>>;
  /** A last day that is no working day moves to the next one (CCAG 3.2.4); the CCP knows no such rule. */
  readonly toNextWorkingDay: boolean;
  /** Civil days before the last one, at whose beginning the actor is warned. No text asks for it: a reading, kept as data. */
  readonly warnedDaysBefore?: number;
  /** What software may do once it is over; French. */
  readonly effet: string;
  /** What of it is a reading, not a sentence of the article. */
  readonly inferred?: string;
}

export const DELAIS = {
  D1: {
    libelle: "Projet de décompte mensuel suivant",
    acteur: "FOURNISSEUR",
    terme: { finDuMois: 1 },
    articles: { "2009": "13.1.1", "2014": "13.1.1", "2021": "12.1.1" },
    toNextWorkingDay: false,
    effet: "Simple rappel : remis plus tard, le projet de décompte reste recevable et rien n'est perdu.",
    inferred:
      "The month of a piece is that of its deposit. It is shown until its last day alone: the platform does not know whether another dossier holds the next request",
  },
  D2: {
    libelle: "Traitement du projet de décompte par le maître d'œuvre",
    acteur: "MOE",
    terme: { jours: 7 },
    articles: { "2009": "13.2.2", "2014": "13.2.2", "2021": "12.2.2" },
    toNextWorkingDay: true,
    warnedDaysBefore: 2,
    effet: "Le titulaire en informe le maître d'ouvrage, qui paie les sommes qu'il admet.",
    inferred:
      "It begins anew each time that the request comes to its MOE: corrected to another MOE, completed, or handed back by the MOA",
  },
  D3: {
    libelle: "Intervention du maître d'œuvre ou d'un autre tiers",
    acteur: "MOE",
    terme: { jours: 15 },
    articles: { CCP: "R2192-18 et R2192-19" },
    toNextWorkingDay: false,
    effet: "Le délai de paiement court toujours ; le marché du maître d'œuvre prévoit des pénalités.",
    inferred: "The contract of the MOE may set fewer days; these are the most that the code allows",
  },
  D13: {
    libelle: "Accord du titulaire sur la demande de son sous-traitant",
    acteur: "VALIDEUR",
    terme: { jours: 15 },
    articles: { CCP: "R2193-16, avec R2193-12 et R2193-13" },
    toNextWorkingDay: false,
    effet: "Le titulaire est réputé avoir accepté ce qu'il n'a ni accepté ni refusé.",
    inferred: "It begins anew for a corrected or a second valideur",
  },
} as const satisfies Readonly<Record<string, DelaiDefinition>>;

export type Delai = keyof typeof DELAIS;

export const definitionOf = (delai: Delai): DelaiDefinition => DELAIS[delai];

export interface Echeance {
  readonly delai: Delai;
  readonly article: string;
  /** The text that the article is of; French. */
  readonly texte: string;
  /** Civil days in Paris. */
  readonly depuis: string;
  /** Last day on which the act is in time. */
  readonly jusquau: string;
  /** Instant from which it is late, ISO 8601 UTC: midnight in Paris at the end of the last day. */
  readonly echueLe: string;
}

const lastDay = (depuis: string, { terme, toNextWorkingDay }: DelaiDefinition): string => {
  const counted = "jours" in terme ? addDays(depuis, terme.jours) : endOfMonth(depuis, terme.finDuMois);
  return toNextWorkingDay ? orNextWorkingDay(counted) : counted;
};

/** Counted from the day after the event (CCAG 3.2.1); undefined where the contract has no such delay. */
export const echeanceOf = (delai: Delai, event: Date, ccag: CcagVersion): Echeance | undefined => {
  const definition = definitionOf(delai);
  const texte: Texte | undefined =
    definition.articles.CCP === undefined ? (ccag === "AUCUN" ? undefined : ccag) : "CCP";
  const article = texte && definition.articles[texte];
  if (texte === undefined || article === undefined) return undefined;
  const depuis = civilDayInParis(event);
  const jusquau = lastDay(depuis, definition);
  return {
    delai,
    article,
    texte: TEXTES[texte],
    depuis,
    jusquau,
    echueLe: startOfDayInParis(addDays(jusquau, 1)).toISOString(),
  };
};

/** Instant from which the actor is to be warned, ISO 8601 UTC; undefined of delays that nobody is warned of. */
export const warningOf = ({ delai, jusquau }: Echeance): string | undefined => {
  const { warnedDaysBefore } = definitionOf(delai);
  return warnedDaysBefore === undefined
    ? undefined
    : startOfDayInParis(addDays(jusquau, -warnedDaysBefore)).toISOString();
};
