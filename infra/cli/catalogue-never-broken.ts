/**
 * Rules that the official artefacts (1.3.16) publish and that no document can break: whoever looks their codes up in the
 * catalogue is told so. Each reason is what the published rule asks, as opposed to what its message says.
 */
import type { ReadGroupId, ReadTermId } from "#domain/facture/terms.ts";
import type { Family } from "#domain/regles/en16931/family.ts";

export interface NeverBroken {
  readonly code: string;
  readonly syntaxes: readonly Family[];
  readonly terms: readonly (ReadTermId | ReadGroupId)[];
  /** French: what the message of the rule is about. */
  readonly about: string;
  /** French. */
  readonly reason: string;
}

const BOTH: readonly Family[] = ["UBL", "CII"];

const ALWAYS_TRUE = "La règle publiée est vraie de toute facture.";
const NO_RATE = "La règle publiée cherche le taux là où il n'est jamais, et ne compare rien.";
const NO_CURRENCY = "La règle publiée cherche la devise là où elle n'est jamais, et ne compte rien.";
const ASKED_BEFORE = "Une règle plus générale est posée avant elle au même endroit, et l'écarte.";

export const NEVER_BROKEN: readonly NeverBroken[] = [
  {
    code: "BR-CO-05",
    syntaxes: BOTH,
    terms: ["BT-97", "BT-98"],
    about: "Le motif d'une remise au niveau du document et son code disent la même chose.",
    reason: ALWAYS_TRUE,
  },
  {
    code: "BR-CO-06",
    syntaxes: BOTH,
    terms: ["BT-104", "BT-105"],
    about: "Le motif de charges ou frais au niveau du document et son code disent la même chose.",
    reason: ALWAYS_TRUE,
  },
  {
    code: "BR-CO-07",
    syntaxes: BOTH,
    terms: ["BT-139", "BT-140"],
    about: "Le motif d'une remise de ligne et son code disent la même chose.",
    reason: ALWAYS_TRUE,
  },
  {
    code: "BR-CO-08",
    syntaxes: BOTH,
    terms: ["BT-144", "BT-145"],
    about: "Le motif de charges ou frais de ligne et son code disent la même chose.",
    reason: ALWAYS_TRUE,
  },
  {
    code: "BR-AF-08",
    syntaxes: ["CII"],
    terms: ["BT-116"],
    about: "La base d'imposition du type de TVA L (IGIC des Canaries) est la somme de ce qui est de ce type à ce taux.",
    reason: NO_RATE,
  },
  {
    code: "BR-AF-09",
    syntaxes: ["CII"],
    terms: ["BT-117"],
    about: "Le montant de taxe du type L (IGIC des Canaries) est sa base d'imposition multipliée par son taux.",
    reason: ALWAYS_TRUE,
  },
  {
    code: "BR-AG-08",
    syntaxes: ["CII"],
    terms: ["BT-116"],
    about:
      "La base d'imposition du type de TVA M (IPSI de Ceuta et Melilla) est la somme de ce qui est de ce type à ce taux.",
    reason: NO_RATE,
  },
  {
    code: "BR-AG-09",
    syntaxes: ["CII"],
    terms: ["BT-117"],
    about: "Le montant de taxe du type M (IPSI de Ceuta et Melilla) est sa base d'imposition multipliée par son taux.",
    reason: ALWAYS_TRUE,
  },
  {
    code: "BR-DEC-13",
    syntaxes: ["UBL"],
    terms: ["BT-110"],
    about: "Le montant total de TVA de la facture a deux décimales au plus.",
    reason: NO_CURRENCY,
  },
  {
    code: "BR-DEC-15",
    syntaxes: ["UBL"],
    terms: ["BT-111"],
    about: "Le montant total de TVA en devise de comptabilisation a deux décimales au plus.",
    reason: NO_CURRENCY,
  },
  {
    code: "CII-DT-010",
    syntaxes: ["CII"],
    terms: ["BT-3"],
    about: "Le code de type de la facture ne nomme pas de liste de codes.",
    reason: ASKED_BEFORE,
  },
  {
    code: "CII-DT-011",
    syntaxes: ["CII"],
    terms: ["BT-3"],
    about: "Le code de type de la facture ne nomme pas d'organisme de liste de codes.",
    reason: ASKED_BEFORE,
  },
  {
    code: "CII-DT-012",
    syntaxes: ["CII"],
    terms: ["BT-3"],
    about: "Le code de type de la facture ne donne pas de version de liste de codes.",
    reason: ASKED_BEFORE,
  },
];
