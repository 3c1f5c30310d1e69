import ts from "typescript";
import { describe, expect, it } from "vitest";
import { CADRES } from "#domain/cadres/cadres.ts";
import { STATUTS_DEPOT } from "#domain/depots/depot.ts";
import { RIGHTS } from "#domain/droits/rights.ts";
import { STATUTS } from "#domain/statuts/statuts.ts";
import { IDENTIFIER_TYPES } from "#domain/structures/identifiers.ts";
import { ESPACES, NIVEAUX, STATUTS_RATTACHEMENT } from "#domain/structures/structure.ts";
import { filesOf, read } from "./root.ts";

/** Cells of every row of every table of the glossary. */
const rows = read("docs/glossary.md")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );

const rowOf = (code: string): readonly string[] | undefined => rows.find(([first]) => first === `\`${code}\``);

describe("codes that callers see", () => {
  const codes = [
    ...[STATUTS, STATUTS_DEPOT, RIGHTS, IDENTIFIER_TYPES, CADRES].flatMap((table) => Object.keys(table)),
    ...STATUTS_RATTACHEMENT,
    ...ESPACES,
    ...NIVEAUX,
  ];

  it("all have a row", () => {
    expect(codes.filter((code) => !rowOf(code))).toEqual([]);
  });

  it("have no row that outlived them", () => {
    const listed = rows.flatMap(([first = ""]) => /^`([A-Z][A-Z0-9_]*)`$/.exec(first)?.[1] ?? []);
    expect(listed.toSorted()).toEqual(codes.toSorted());
  });

  it("are labelled as the code labels them", () => {
    const labels = [...Object.entries(STATUTS), ...Object.entries(STATUTS_DEPOT)];
    expect(labels.filter(([code, label]) => rowOf(code)?.[1] !== label)).toEqual([]);
    const cadres = Object.entries(CADRES).map(([code, { libelle, codeApi, direct }]) => [
      `\`${code}\``,
      libelle,
      `\`${codeApi}\``,
      direct ? "yes" : "no",
    ]);
    expect(cadres.map(([code = ""]) => rowOf(code.replaceAll("`", "")))).toEqual(cadres);
  });
});

/** `MAX_NOM_FICHIER` and `EnTeteFacture` as the words that they are made of, in the singular. */
const wordsOf = (identifier: string): readonly string[] =>
  identifier.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase().replace(/(?<=..)[sx]$/, ""));

const namesOf = (statement: ts.Statement): readonly string[] => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const named =
    ts.isTypeAliasDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
};

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const exported = filesOf("functions/domain/**/*.ts").flatMap((file) =>
  ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true).statements.filter(isExported).flatMap(namesOf),
);

/** Words of exported names that are English: any other is French, and wants a row. Add to it with a clear conscience. */
const ENGLISH = new Set(
  `action check chorus civil code data date datum day default definition deposit describe detail directory do domain encode entry error expiration fact
  fault finished for format group guideline header history id identifier in invoice i kept limit location max may message name no of on open option owner
  page paris parse place read reading refusal requirement right routing same severity syntax term type unicity value`
    .split(/\s+/)
    .flatMap(wordsOf),
);

it("every French noun of an exported name of the domain has a row", () => {
  const explained = new Set(
    rows.flatMap(([, names = ""]) => [...names.matchAll(/`(\w+)`/g)].flatMap(([, name = ""]) => wordsOf(name))),
  );
  expect(exported.length).toBeGreaterThan(50);
  const unexplained = exported.flatMap((name) =>
    wordsOf(name)
      .filter((word) => !ENGLISH.has(word) && !explained.has(word))
      .map((word) => `${word} (${name})`),
  );
  expect(unexplained).toEqual([]);
});
