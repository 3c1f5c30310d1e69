/** Invoices of any content that EN 16931 allows, for fast-check: every term and group of the model may be there. */
import fc from "fast-check";
import type { Group, GroupId, Invoice, Term, TermId } from "#domain/facture/invoice.ts";
import { GROUPS, type ReadGroupId, type ReadTermId, TERMS } from "#domain/facture/terms.ts";

const AT = { path: "/", line: 1, column: 1 };

/** Terms and groups of cardinality 0..n or 1..n in EN 16931-1, but BG-3, which CII D16B has once. */
const REPEATED_TERMS = new Set<TermId>(["BT-29", "BT-46", "BT-158"]);
const REPEATED_GROUPS = new Set<GroupId>([
  "BG-1",
  "BG-20",
  "BG-21",
  "BG-23",
  "BG-24",
  "BG-25",
  "BG-27",
  "BG-28",
  "BG-32",
]);

/** Terms that their group always has (cardinality 1..1 in EN 16931-1), so that none is an empty element. */
const MANDATORY: Readonly<Partial<Record<GroupId, TermId>>> = {
  "BG-4": "BT-27",
  "BG-7": "BT-44",
  "BG-16": "BT-81",
  "BG-22": "BT-115",
  "BG-23": "BT-118",
  "BG-25": "BT-126",
  "BG-31": "BT-153",
};

/** Terms that both syntaxes write on the element of another one: there is none without the other. */
const NEEDS: Readonly<Partial<Record<TermId, TermId>>> = {
  "BT-82": "BT-81",
  "BT-125-1": "BT-125",
  "BT-125-2": "BT-125",
  "BT-130": "BT-129",
  "BT-150": "BT-149",
};

const DATES = new Set<TermId>(["BT-2", "BT-7", "BT-9", "BT-26", "BT-72", "BT-73", "BT-74", "BT-134", "BT-135"]);
const SCHEMES = new Set<TermId>([
  "BT-18",
  "BT-29",
  "BT-30",
  "BT-34",
  "BT-46",
  "BT-47",
  "BT-49",
  "BT-60",
  "BT-61",
  "BT-71",
  "BT-128",
  "BT-157",
  "BT-158",
  "EXT-FR-FE-69",
]);

/** What XML can hold, without the carriage return, which it reads as a line feed; trimmed as readers do. */
const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(..."abcXYZ019 -/.,;:'\"&<>#éàçœ€ß\n\t") },
  { weight: 1, arbitrary: fc.constantFrom("]]>", "<!--", "&amp;", "😀", "\u00a0", "\u0085", "\u2028") },
);
const XML_SPACE = /^[ \n\t\r]+|[ \n\t\r]+$/g;
const text = fc
  .array(character, { minLength: 1, maxLength: 12 })
  .map((characters) => characters.join("").replace(XML_SPACE, ""))
  .filter((value) => value !== "" && !value.startsWith("#"));

const date = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

const CODES: Readonly<Partial<Record<TermId, fc.Arbitrary<string>>>> = {
  "BT-5": fc.constantFrom("EUR", "XPF"),
  "BT-6": fc.constantFrom("USD", "CHF"),
  "BT-8": fc.constantFrom("3", "35", "432"),
  "BT-21": fc.constantFrom("AAI", "REG", "PMD"),
  "BT-84": fc.oneof(fc.constant("FR7630006000011234567890189"), text),
  "BT-125": fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString("base64")),
};

const term = (id: ReadTermId): fc.Arbitrary<Term> =>
  fc
    .record({
      value: CODES[id] ?? (DATES.has(id) ? date : text),
      scheme: SCHEMES.has(id)
        ? fc.option(fc.constantFrom("0009", "0002", "0088", "VN"), { nil: undefined })
        : fc.constant(undefined),
      version: id === "BT-158" ? fc.option(fc.constant("1.2"), { nil: undefined }) : fc.constant(undefined),
    })
    .map(({ value, scheme, version }) => ({ id, value, at: AT, scheme, version: scheme && version }));

const termsOf = (id: ReadGroupId): fc.Arbitrary<readonly Term[]> => {
  const ids = (Object.keys(TERMS) as ReadTermId[]).filter((one) => TERMS[one].group === id && one !== "EXT-FR-FE-92");
  return fc
    .tuple(
      ...ids.map((one) =>
        fc.array(term(one), { minLength: MANDATORY[id] === one ? 1 : 0, maxLength: REPEATED_TERMS.has(one) ? 3 : 1 }),
      ),
    )
    .map((lists) => {
      const all = lists.flat();
      return all.filter(({ id: one }) => {
        const needed = NEEDS[one];
        return needed === undefined || all.some((other) => other.id === needed);
      });
    });
};

const isFilled = ({ terms, groups }: Group): boolean => terms.length > 0 || groups.size > 0;

/** Means of payment: credit transfers, several of them perhaps, or one of anything; what the syntax says once, the first has. */
const meansOf = (members: readonly Group[]): readonly Group[] =>
  members.length < 2
    ? members
    : members.map((member, index) => ({
        ...member,
        terms: member.terms.filter(({ id }) => index === 0 || id !== "BT-83"),
        groups: new Map([...member.groups].filter(([id]) => id !== "BG-19")),
      }));

const groupsIn = (parent: ReadGroupId): fc.Arbitrary<ReadonlyMap<GroupId, readonly Group[]>> => {
  const ids = (Object.keys(GROUPS) as ReadGroupId[]).filter((id) => {
    const definition = GROUPS[id];
    return "parent" in definition && definition.parent === parent && id !== "EXT-FR-FE-BG-04";
  });
  return fc
    .tuple(
      ...ids.map((id) => {
        const maxLength = REPEATED_GROUPS.has(id) || id === "BG-16" ? 3 : 1;
        return fc.array(group(id), { minLength: id in MANDATORY && id !== "BG-16" ? 1 : 0, maxLength });
      }),
    )
    .map((lists) => {
      const filled = lists.map((members, index) => {
        const means = ids[index] === "BG-16" ? meansOf(members) : members;
        return [ids[index] ?? "BG-0", means.filter(isFilled)] as const;
      });
      return new Map(filled.filter(([, members]) => members.length > 0));
    });
};

const group = (id: ReadGroupId): fc.Arbitrary<Group> =>
  fc.tuple(termsOf(id), groupsIn(id)).map(([terms, groups]) => ({ id, at: AT, terms, groups }));

/** A credit note in UBL has its due date with the means of payment: without them it has none. */
const withDueDate = (terms: readonly Term[], hasMeans: boolean): readonly Term[] =>
  terms.filter(({ id }) => id !== "BT-9" || hasMeans);

/** The currencies are there when an amount of the totals needs one. */
const withCurrencies = (terms: readonly Term[]): readonly Term[] => [
  ...terms.filter(({ id }) => id !== "BT-5" && id !== "BT-6"),
  { id: "BT-5", value: "EUR", at: AT, scheme: undefined, version: undefined },
  { id: "BT-6", value: "USD", at: AT, scheme: undefined, version: undefined },
];

export const arbitraryInvoice: fc.Arbitrary<Invoice> = fc
  .tuple(termsOf("BG-0"), groupsIn("BG-0"))
  .map(([terms, groups]) => ({
    id: "BG-0",
    syntax: "ubl-invoice",
    at: AT,
    terms: withCurrencies(withDueDate(terms, groups.has("BG-16"))),
    groups,
  }));
