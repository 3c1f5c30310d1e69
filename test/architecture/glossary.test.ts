import ts from "typescript";
import { describe, expect, it } from "vitest";
import { CADRES } from "#domain/cadres/cadres.ts";
import { STATUTS_DEPOT } from "#domain/depots/depot.ts";
import { RIGHTS } from "#domain/droits/rights.ts";
import { STATUTS } from "#domain/statuts/statuts.ts";
import { IDENTIFIER_TYPES } from "#domain/structures/identifiers.ts";
import { ESPACES, NIVEAUX, STATUTS_RATTACHEMENT } from "#domain/structures/structure.ts";
import { ACTEURS } from "#domain/travaux/acteurs.ts";
import { ACTES } from "#domain/travaux/transitions.ts";
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
    ...[STATUTS, STATUTS_DEPOT, RIGHTS, IDENTIFIER_TYPES, CADRES, ACTEURS, ACTES].flatMap((table) =>
      Object.keys(table),
    ),
    ...STATUTS_RATTACHEMENT,
    ...ESPACES,
    ...NIVEAUX,
  ];

  it("all have a row", () => {
    expect(codes.filter((code) => !rowOf(code))).toEqual([]);
  });

  it("have no row that outlived them", () => {
    const listed = rows.flatMap(([first = ""]) => /^`(\w+)`$/.exec(first)?.[1] ?? []);
    expect(listed.toSorted()).toEqual(codes.toSorted());
  });

  it("are labelled as the code labels them", () => {
    const labels = [STATUTS, STATUTS_DEPOT, ACTEURS, ACTES].flatMap((table) => Object.entries(table));
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
  `1 about act action add address after allowance already amount answer any asked at automatic awaited awaiting
    between billed book both br breakdown business businesse by categorie category cause change charge check chorus
     cii civil classification clock code community content corrected count countrie country cpro credit currencie
     current cut data date dated datum day dead decide decimal decision default definition delay deposit describe
     detail directory do document domain done draft due ea each elsewhere encode end entry error event execution exemption
     expiration explain fact family fault field file filtered find finding finished fired first fitting flu follow for
     force format fr french global group grouped guideline ha head header history hold holder holiday html i icd id
     identification identified identifier in instead intra invoice item judge keep kept kind known last length letter limit
     line list local location longest make markup matche max may mean media mention message model month most name
     named national new next no not note nothing of on once one open operate option or order original other owner page
     paid palette paris parse part participant party payment place plain platform point possible prefi prepayment
     present processe profile public qualifier quoted rate rated read reading reason rebate redrivability redrive
     reference refusal refusing remedy render report reported required requirement restart return right routing row
     rule running said same say scheme self seller set several severity split standard standing start state status
     step subject sum syntax ta take target taxable term text title total transition type ubl unicity unique unit use
     value vat verdict version visible warned warning way word working wrap written zero`
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
