/**
 * Golden cases of rules: `RULES: edits => ids`, below the `[document]` that they change and the `NAME = path` that they
 * shorten. The ids, sorted, are all that then fire, the rules of the case among them; none of these where it says
 * `not RULES`, which is how an edge at which a rule still holds is written.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { Fired } from "#domain/regles/en16931/rule.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { judgeDocument } from "#formats/rules/judge-document.ts";
import { applyEdits, type ShortNames } from "#test/given/golden/edit.ts";
import { copyOf, type Tree, treeOf, xmlOf } from "#test/given/golden/tree.ts";

export interface GoldenCase {
  readonly ids: readonly string[];
  /** Whether these rules hold all the same. */
  readonly holds: boolean;
  readonly edits: string;
  /** The file that is changed. */
  readonly document: string;
  readonly names: ShortNames;
  /** As the golden file has it. */
  readonly outcome: string;
}

interface GoldenFile {
  readonly path: string;
  readonly family: Family;
  /** Cases as cases; headings, comments and empty lines as they stand. */
  readonly lines: readonly (GoldenCase | string)[];
}

const FOLDER = join(import.meta.dirname, "../../golden/rules");

const HEADING = /^\[(\S+)\]$/;
const SHORT_NAME = /^([A-Z]+) = (\S+)$/;
const CASE = /^(not )?([^:#[]+): (.+) => (.+)$/;
const COMMENT = /^(?:#.*)?$/;

/** What fires where nothing does. */
const NOTHING = "nothing";

const linesOf = (path: string): GoldenFile["lines"] => {
  const names = new Map<string, string>();
  let document = "";
  const read = (line: string): GoldenCase | string => {
    const [, not, ids, edits, outcome] = CASE.exec(line) ?? [];
    if (ids !== undefined && edits !== undefined && outcome !== undefined) {
      return { ids: ids.split(" "), holds: not !== undefined, edits, document, names, outcome };
    }
    const [, heading] = HEADING.exec(line) ?? [];
    const [, name, short] = SHORT_NAME.exec(line) ?? [];
    if (heading !== undefined) document = join(dirname(path), heading);
    else if (name !== undefined && short !== undefined) names.set(name, short);
    else if (!COMMENT.test(line)) throw new Error(`${path}: ${line}`);
    return line;
  };
  return readFileSync(path, "utf8").split("\n").map(read);
};

const FAMILIES: readonly (readonly [folder: string, family: Family])[] = [
  ["ubl", "UBL"],
  ["cii", "CII"],
];

const filesIn = (folder: string, extension: string): readonly string[] =>
  readdirSync(join(FOLDER, folder))
    .filter((name) => name.endsWith(extension))
    .map((name) => join(FOLDER, folder, name));

export const GOLDEN_DOCUMENTS = FAMILIES.flatMap(([folder]) => filesIn(folder, ".xml"));

export const GOLDEN_FILES: readonly GoldenFile[] = FAMILIES.flatMap(([folder, family]) =>
  filesIn(folder, ".txt").map((path) => ({ path, family, lines: linesOf(path) })),
);

export const casesIn = ({ lines }: GoldenFile): readonly GoldenCase[] =>
  lines.filter((line): line is GoldenCase => typeof line !== "string");

const trees = new Map<string, Tree>();

const treeAt = (document: string): Tree => {
  const tree = trees.get(document) ?? treeOf(readFileSync(document));
  trees.set(document, tree);
  return copyOf(tree);
};

/** The document of the case, changed as it says. */
export const documentOfCase = ({ document, edits, names }: GoldenCase): Uint8Array => {
  const tree = treeAt(document);
  applyEdits(tree, edits, names);
  return Buffer.from(xmlOf(tree));
};

export const judged = (bytes: Uint8Array): readonly Fired[] => {
  const { root, invoice } = readInvoice(bytes);
  if (root === undefined || invoice === undefined) throw new Error("no invoice");
  return judgeDocument(root, invoice);
};

export const outcomeOf = (fired: readonly Fired[]): string =>
  [...new Set(fired.map(({ rule }) => rule.id))].sort().join(" ") || NOTHING;

const written = ({ ids, holds, edits }: GoldenCase): string => `${holds ? "not " : ""}${ids.join(" ")}: ${edits}`;

/** The golden file with the outcomes as they are now. */
export const rewritten = ({ lines }: GoldenFile, outcome: (one: GoldenCase) => string): string =>
  lines.map((line) => (typeof line === "string" ? line : `${written(line)} => ${outcome(line)}`)).join("\n");
