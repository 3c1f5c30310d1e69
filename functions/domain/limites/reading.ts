/** How much of a deposited file is read before it is refused: limits as data, each with its reason. */

export interface Limit {
  readonly max: number;
  /** What is counted. */
  readonly unit: string;
  /** Where the figure comes from. */
  readonly why: string;
}

/**
 * "Largest seen" figures are those of 960 real UBL and CII invoices. A limit is far above them, so that it stops attacks
 * and no invoice; together they keep the worst document within seconds and within the memory of a function.
 */
export const READING_LIMITS = {
  fileBytes: {
    max: 10 * 1024 * 1024,
    unit: "bytes",
    why: "Chorus Pro takes 10 Mo a file; the largest seen has 255 kB.",
  },
  depth: {
    max: 32,
    unit: "nested elements",
    why: "EN 16931 needs 12, an embedded XAdES signature about 16, the deepest seen 15; a prefix is looked up level by level.",
  },
  nodes: {
    max: 390_000,
    unit: "elements and attributes",
    why: "The densest real one has 27 a kilobyte, or 281,000 in 10 Mo; 20,000 lines at their barest have 380,000.",
  },
  attributes: {
    max: 128,
    unit: "attributes of one element",
    why: "The most seen is 54, all namespace declarations of a root.",
  },
  attributeLength: {
    max: 4_096,
    unit: "characters",
    why: "The longest seen has 215, a schemaLocation; no term of EN 16931 in an attribute comes near.",
  },
  namespaceLength: {
    max: 256,
    unit: "characters",
    why: "The parser copies the namespace for each prefixed attribute; the longest of UBL and CII has 84.",
  },
  nameLength: {
    max: 128,
    unit: "characters, prefix included",
    why: "The longest seen has 52; UBL and CII names end below 70.",
  },
  termLength: {
    max: 65_536,
    unit: "characters",
    why: "Chorus Pro takes notes of 1,024; only attachments are longer, and those are not terms of text.",
  },
  unknownNames: {
    max: 2_048,
    unit: "distinct names that neither UBL nor CII knows",
    why: "Foreign extensions bring some hundred; the most seen is 29. Each takes room of its own.",
  },
  references: {
    max: 500_000,
    unit: "references such as &amp; or &#233;",
    why: "The parser joins the text around each anew. French text with every accent as a reference has 340,000 in 10 Mo.",
  },
  termsOfGroup: {
    max: 500,
    unit: "values directly in one group, such as the invoice or one line",
    why: "The most seen is 20; looking for one goes through them all.",
  },
  groupsOfKind: {
    max: 50_000,
    unit: "groups of one kind in one group, such as the lines of an invoice or its notes",
    why: "With so few elements a file has 20,000 lines at most; each group takes room of its own.",
  },
  faults: {
    max: 100,
    unit: "faults of one reading",
    why: "A report is read by people and stored in an item of some kilobytes; the rest is counted.",
  },
} as const satisfies Record<string, Limit>;
