/** What the rules of each family take, over documents that were read before: each family has books of its own. */
import type { Invoice } from "#domain/facture/invoice.ts";
import { MODEL_RULES } from "#domain/regles/en16931/book.ts";
import { type Family, familyOf } from "#domain/regles/en16931/family.ts";
import { judgeModel, makeRuleBook } from "#domain/regles/en16931/judge.ts";
import type { Fired } from "#domain/regles/en16931/rule.ts";
import { ruleFault } from "#domain/regles/en16931/rule-fault.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { repeatedFaults } from "#formats/repeated.ts";
import { ELEMENT_RULES } from "#formats/rules/books.ts";
import { judgeDocument } from "#formats/rules/judge-document.ts";
import { judgeByBook } from "#formats/rules/judge-elements.ts";
import { ElementRuleBook } from "#formats/rules/rule-book.ts";
import { findVatElsewhere } from "#formats/rules/vat-elsewhere.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import type { Sheet } from "./contract.ts";
import type { Document } from "./documents.ts";
import { median } from "./statistics.ts";

const ROUNDS = 9;
/** Not counted: they let the compiler see the code. */
const WARMING = 2;

interface ReadDocument {
  readonly root: XmlElement;
  readonly invoice: Invoice;
  readonly family: Family;
  /** What it breaks. */
  readonly fired: readonly Fired[];
}

const FAMILIES: readonly Family[] = ["UBL", "CII"];

const NAMESPACES = { UBL: UBL_NAMESPACES, CII: CROSS_INDUSTRY_INVOICE.namespaces };

/** What an id begins with; what is neither of these is a rule on a category of VAT. */
const KINDS: readonly (readonly [kind: string, id: RegExp])[] = [
  ["BR", /^BR-\d/],
  ["BR-CO", /^BR-CO-/],
  ["BR-CL", /^BR-CL-/],
  ["BR-DEC", /^BR-DEC-/],
  ["UBL-SR", /^UBL-SR-/],
  ["UBL-DT", /^UBL-DT-/],
  ["UBL-CR", /^UBL-CR-/],
  ["CII-SR", /^CII-SR-/],
  ["CII-DT", /^CII-DT-/],
  ["VAT", /^/],
];

const kindOf = (id: string): string => KINDS.find(([, pattern]) => pattern.test(id))?.[0] ?? "";

interface Kind {
  readonly name: string;
  readonly rules: number;
  readonly judge: (document: ReadDocument) => void;
}

const NO_RULES: Readonly<Record<Family, ElementRuleBook>> = {
  UBL: new ElementRuleBook([], NAMESPACES.UBL),
  CII: new ElementRuleBook([], NAMESPACES.CII),
};

const kindNamed = (name: string): Kind => {
  const model = MODEL_RULES.filter(({ id }) => kindOf(id) === name);
  const book = makeRuleBook(model);
  const ofElements = (family: Family) => ELEMENT_RULES[family].filter(({ id }) => kindOf(id) === name);
  const books = {
    UBL: new ElementRuleBook(ofElements("UBL"), NAMESPACES.UBL),
    CII: new ElementRuleBook(ofElements("CII"), NAMESPACES.CII),
  };
  const ids = new Set([...model, ...FAMILIES.flatMap(ofElements)].map(({ id }) => id));
  return {
    name,
    rules: ids.size,
    judge: ({ root, invoice, family }) => {
      judgeModel(invoice, book, name === "VAT" ? findVatElsewhere(root, family) : undefined);
      judgeByBook(root, books[family]);
    },
  };
};

/** What is asked of no rule. */
const beside = (): readonly Kind[] => {
  const book = makeRuleBook([]);
  return [
    {
      name: "the walks alone",
      rules: 0,
      judge: ({ root, invoice, family }) => {
        judgeModel(invoice, book);
        judgeByBook(root, NO_RULES[family]);
      },
    },
    {
      name: "the faults, with their places",
      rules: 0,
      judge: ({ invoice, family, fired }) => {
        for (const one of fired) ruleFault(one, family);
        repeatedFaults(invoice);
      },
    },
    { name: "all rules together", rules: 0, judge: ({ root, invoice }) => judgeDocument(root, invoice) },
  ];
};

const readAll = (documents: readonly Document[]): readonly ReadDocument[] =>
  documents.flatMap(({ bytes }) => {
    const { root, invoice } = readInvoice(bytes);
    if (root === undefined || invoice === undefined) return [];
    return [{ root, invoice, family: familyOf(invoice.syntax), fired: judgeDocument(root, invoice) }];
  });

export interface KindTime {
  readonly name: string;
  /** Ids; none for what is done beside asking. */
  readonly rules: number;
  /** Milliseconds of one document; those of a family have the walks in them. */
  readonly ms: number;
}

export const timesByKind = (documents: readonly Document[]): readonly KindTime[] => {
  const read = readAll(documents);
  const kinds = [...beside(), ...KINDS.map(([name]) => kindNamed(name))];
  const times = new Map(kinds.map((kind): [Kind, number[]] => [kind, []]));
  for (let round = 0; round < WARMING + ROUNDS; round++) {
    for (const [{ judge }, taken] of times) {
      const started = performance.now();
      for (const document of read) judge(document);
      if (round >= WARMING) taken.push((performance.now() - started) / read.length);
    }
  }
  return [...times].map(([{ name, rules }, taken]) => ({ name, rules, ms: median(taken) }));
};

export const kindsSheet = (name: string, times: readonly KindTime[]): Sheet => {
  const walking = times[0]?.ms ?? 0;
  const own = ({ rules, ms }: KindTime): string => (rules === 0 ? "" : ((ms - walking) * 1_000).toFixed(1));
  return {
    title: `Judging by family of rules: ${name}`,
    head: ["Family", "Rules", "µs a document", "µs less the walks"],
    rows: times.map((one) => [one.name, one.rules || "", (one.ms * 1_000).toFixed(1), own(one)]),
    notes: [
      "Over documents already read, each family alone with books of its own. Of VAT, with the search for what the model does not hold.",
    ],
  };
};
