/** A small invoice between French parties that breaks no national rule, and what a test changes in it. */

import type { Group, GroupId, Invoice, Syntax, Term } from "#domain/facture/invoice.ts";
import { GROUPS, type ReadGroupId, type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { judgeNational } from "#domain/regles/national/judge.ts";
import type { ProfileName } from "#domain/regles/national/profiles.ts";

type Value = string | readonly [value: string, scheme: string];
type Values = Readonly<Partial<Record<ReadTermId, Value>>>;

export interface Change {
  /** Terms said otherwise; undefined are not said at all. */
  readonly set?: Readonly<Partial<Record<ReadTermId, Value | undefined>>>;
  /** A term once more in the same group. */
  readonly again?: Values;
  /** Groups more of a kind that may be repeated. */
  readonly more?: readonly (readonly [ReadGroupId, Values])[];
  /** The notes, by subject and text, instead of the mentions. */
  readonly notes?: readonly (readonly [subject: string, text: string])[];
  readonly syntax?: Syntax;
}

export const SELLER = { siren: "999000110", siret: "99900011000018" };
export const BUYER = { siren: "999000029", siret: "99900002900010" };

const BASE: Values = {
  "BT-1": "F-2026-001",
  "BT-2": "2026-09-15",
  "BT-3": "380",
  "BT-5": "EUR",
  "BT-9": "2026-10-15",
  "BT-13": "EJ-1",
  "BT-23": "S1",
  "BT-24": "urn:cen.eu:en16931:2017",
  "BT-27": "Atelier du Lavoir",
  "BT-29": [SELLER.siret, "0009"],
  "BT-30": [SELLER.siren, "0002"],
  "BT-34": [SELLER.siren, "0225"],
  "BT-44": "Commune de Saint-Exemple",
  "BT-46": [BUYER.siret, "0009"],
  "BT-47": [BUYER.siren, "0002"],
  "BT-49": [BUYER.siren, "0225"],
  "BT-72": "2026-09-10",
  "BT-112": "120.00",
  "BT-115": "120.00",
  "BT-118": "S",
  "BT-119": "20.00",
  "BT-126": "1",
  "BT-146": "100.00",
  "BT-151": "S",
  "BT-152": "20",
};

export const MENTIONS = [
  ["PMT", "Indemnité forfaitaire de 40 euros"],
  ["PMD", "Pénalités au taux légal"],
  ["AAB", "Pas d'escompte"],
] as const;

const at = (id: string) => ({ path: `/${id}`, line: 1, column: 1 });

const termOf = (id: ReadTermId, given: Value): Term => {
  const [value, scheme] = typeof given === "string" ? [given] : given;
  return { id, value, at: at(id), scheme };
};

const isTermId = (id: string): id is ReadTermId => Object.hasOwn(TERMS, id);

const termsOf = (values: Change["set"] = {}): readonly Term[] =>
  Object.entries(values).flatMap(([id, given]) => (isTermId(id) && given !== undefined ? termOf(id, given) : []));

const ownGroup = ({ id }: Term): string => (isTermId(id) ? TERMS[id].group : "BG-0");

const parentOf = (id: ReadGroupId): ReadGroupId | undefined => {
  const definition = GROUPS[id];
  return "parent" in definition ? definition.parent : undefined;
};

const isGroupId = (id: string): id is ReadGroupId => Object.hasOwn(GROUPS, id);

export const frenchInvoice = (change: Change = {}): Invoice => {
  const { set = {}, again, more = [], notes = MENTIONS, syntax = "ubl-invoice" } = change;
  const terms = [...termsOf({ ...BASE, ...set }), ...termsOf(again)];
  const repeated: NonNullable<Change["more"]> = [
    ...notes.map(([subject, text]) => ["BG-1", { "BT-21": subject, "BT-22": text }] as const),
    ...more,
  ];
  const build = (id: ReadGroupId): Group => {
    const own = terms.filter((term) => ownGroup(term) === id);
    const inner = Object.keys(GROUPS).flatMap((child): readonly Group[] => {
      if (!isGroupId(child) || parentOf(child) !== id) return [];
      const first = build(child);
      const others = repeated
        .filter(([kind]) => kind === child)
        .map(([, values]): Group => ({ id: child, at: at(child), terms: termsOf(values), groups: new Map() }));
      return first.terms.length > 0 || first.groups.size > 0 ? [first, ...others] : others;
    });
    return { id, at: at(id), terms: own, groups: Map.groupBy(inner, (group): GroupId => group.id) };
  };
  return { ...build("BG-0"), id: "BG-0", syntax };
};

/** The codes of the faults of that invoice, each once. */
export const codesOf = (change: Change, profile: ProfileName, day = "2026-11-23"): readonly string[] => [
  ...new Set(judgeNational(frenchInvoice(change), { profile, day }).map(({ code }) => code)),
];
