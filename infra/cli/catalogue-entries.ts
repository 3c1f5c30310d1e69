/** Every code that a report or a refusal can carry, with its words: what the published catalogue lists. */
import { REFUSALS, type RefusalDefinition } from "#domain/erreurs/catalogue.ts";
import { nameOf } from "#domain/facture/terms.ts";
import { ARCHIVE_FAULTS } from "#domain/fautes/archive.ts";
import type { FaultDefinition, Severity } from "#domain/fautes/fault.ts";
import { FILE_FAULTS } from "#domain/fautes/file.ts";
import { READING_FAULTS } from "#domain/fautes/reading.ts";
import { REPORT_FAULTS } from "#domain/fautes/report.ts";
import { ROUTING_FAULTS } from "#domain/fautes/routing.ts";
import { STRUCTURE_FAULTS } from "#domain/fautes/structure.ts";
import { TRAVAUX_FAULTS } from "#domain/fautes/travaux.ts";
import type { NamedTerm } from "#domain/rapports/report.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { RuleHead } from "#domain/regles/en16931/rule.ts";
import type { Dated, NationalRule } from "#domain/regles/national/national-rule.ts";
import { RULE_SETS } from "#domain/regles/national/rule-sets.ts";
import { rulesIn } from "#formats/rules/catalogue.ts";
import { NEVER_BROKEN } from "./catalogue-never-broken.ts";
import { SECTIONS, type SectionId, sectionOf } from "./catalogue-sections.ts";

/** What a code says in one case; one code may have several, by syntax or by place. */
export interface CatalogueText {
  /** Those in which it says so; all where there is none. */
  readonly syntaxes?: readonly Family[];
  /** None for a refusal of the API, which is no fault of an invoice. */
  readonly severity?: Severity;
  /** Of the answer that refuses. */
  readonly status?: number;
  /** First and last civil day in Paris on which it is asked, of a rule of France or of the platform. */
  readonly from?: string;
  readonly until?: string;
  readonly terms: readonly NamedTerm[];
  /** A word in braces stands for a value of the document: `{max}`. */
  readonly message: string;
  readonly fix: string;
}

export interface CatalogueEntry {
  readonly code: string;
  readonly section: SectionId;
  readonly texts: readonly CatalogueText[];
  /** That the rule is published and can never be broken, and why; in all syntaxes where there are no texts. */
  readonly never?: Never;
}

interface Never {
  readonly syntaxes: readonly Family[];
  readonly terms: readonly NamedTerm[];
  readonly about: string;
  readonly reason: string;
}

interface Said extends CatalogueText {
  readonly code: string;
  readonly section: SectionId;
}

const named = (ids: readonly string[]): readonly NamedTerm[] => ids.map((id) => ({ id, name: nameOf(id) }));

const ofFaults = (section: SectionId, faults: Readonly<Record<string, FaultDefinition>>): readonly Said[] =>
  Object.entries(faults).map(([code, { severity, terms, message, fix }]) => ({
    code,
    section,
    severity,
    terms: named(terms),
    message,
    fix,
  }));

const ofRefusals = (refusals: Readonly<Record<string, RefusalDefinition>>): readonly Said[] =>
  Object.entries(refusals).map(([code, { status, titre, correction }]) => ({
    code,
    section: "api",
    status,
    terms: [],
    message: titre,
    fix: correction,
  }));

const FAMILIES: readonly Family[] = ["UBL", "CII"];

const severityIn = ({ severity }: RuleHead, family: Family): Severity =>
  typeof severity === "string" ? severity : severity[family];

const isNever = (id: string, family: Family): boolean =>
  NEVER_BROKEN.some(({ code, syntaxes }) => code === id && syntaxes.includes(family));

const ofRule = (section: SectionId, rule: RuleHead, family: Family): Omit<Said, "syntaxes"> => ({
  code: rule.id,
  section,
  severity: severityIn(rule, family),
  terms: named(rule.terms),
  message: rule.message,
  fix: rule.fix,
});

const ofStandard = (family: Family): readonly Said[] =>
  rulesIn(family)
    .filter(({ id }) => !isNever(id, family))
    .map((rule) => ({ ...ofRule(sectionOf(rule.id), rule, family), syntaxes: [family] }));

const daysOf = ({ from, until }: Dated): Pick<CatalogueText, "from" | "until"> => ({
  from,
  ...(until !== undefined && { until }),
});

const ofFrance = (): readonly Said[] =>
  Object.values(RULE_SETS).flatMap((rules: readonly NationalRule[]) =>
    rules.flatMap((rule) =>
      FAMILIES.map((syntax) => ({ ...daysOf(rule), ...ofRule("national", rule, syntax), syntaxes: [syntax] })),
    ),
  );

const wordsOf = ({ syntaxes, code, section, ...words }: Said): Omit<CatalogueText, "syntaxes"> => words;

const keyOf = (said: Said): string => JSON.stringify(wordsOf(said));

/** The same words in both families are one text. */
const textsOf = (all: readonly Said[]): readonly CatalogueText[] =>
  [...Map.groupBy(all, keyOf).values()].flatMap((alike): readonly CatalogueText[] => {
    const [first] = alike;
    if (first === undefined) return [];
    const syntaxes = FAMILIES.filter((family) => alike.some((said) => said.syntaxes?.includes(family)));
    const isOfOne = syntaxes.length === 1;
    return [{ ...(isOfOne && { syntaxes }), ...wordsOf(first) }];
  });

const allSaid = (): readonly Said[] => [
  ...ofFaults("lecture", READING_FAULTS),
  ...ofFaults("lecture", FILE_FAULTS),
  ...ofFaults("lecture", REPORT_FAULTS),
  ...ofFaults("archive", ARCHIVE_FAULTS),
  ...ofFaults("structure", STRUCTURE_FAULTS),
  ...FAMILIES.flatMap(ofStandard),
  ...ofFrance(),
  ...ofFaults("routage", ROUTING_FAULTS),
  ...ofFaults("travaux", TRAVAUX_FAULTS),
  ...ofRefusals(REFUSALS),
];

const neverOf = (code: string): Never | undefined => {
  const found = NEVER_BROKEN.find((never) => never.code === code);
  return found && { syntaxes: found.syntaxes, terms: named(found.terms), about: found.about, reason: found.reason };
};

const entryOf = (code: string, section: SectionId, all: readonly Said[]): CatalogueEntry => {
  const never = neverOf(code);
  return { code, section, texts: textsOf(all), ...(never && { never }) };
};

const byCode = (one: CatalogueEntry, other: CatalogueEntry): number =>
  one.code.localeCompare(other.code, "en", { numeric: true });

/** By section, and by code in each. */
export const catalogueEntries = (): readonly CatalogueEntry[] => {
  const byItsCode = Map.groupBy(allSaid(), ({ code }) => code);
  const entries = [
    ...[...byItsCode].flatMap(([code, all]) => (all[0] ? [entryOf(code, all[0].section, all)] : [])),
    ...NEVER_BROKEN.filter(({ code }) => !byItsCode.has(code)).map(({ code }) => entryOf(code, sectionOf(code), [])),
  ];
  return Object.keys(SECTIONS).flatMap((id) => entries.filter(({ section }) => section === id).toSorted(byCode));
};
