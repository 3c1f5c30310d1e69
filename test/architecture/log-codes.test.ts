import ts from "typescript";
import { expect, it } from "vitest";
import { filesOf, read } from "./root.ts";

type Level = "info" | "error";

interface JournalCall {
  readonly level: Level;
  readonly codes: readonly string[];
}

const isLevel = (name: string): name is Level => name === "info" || name === "error";

const literalsIn = (node: ts.Node): readonly string[] =>
  ts.isStringLiteral(node) ? [node.text] : node.getChildren().flatMap(literalsIn);

/** The literal after `?` and `:`, when the code depends on something; what is compared in the condition is no code. */
const codesIn = (node: ts.Expression): readonly string[] =>
  ts.isConditionalExpression(node) ? [...codesIn(node.whenTrue), ...codesIn(node.whenFalse)] : literalsIn(node);

/** `journal.info("CODE", …)`, wherever the journal comes from. */
const callsIn = (node: ts.Node): readonly JournalCall[] => {
  const inside = node.getChildren().flatMap(callsIn);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return inside;
  const level = node.expression.name.text;
  const [code] = node.arguments;
  if (!isLevel(level) || !/\bjournal$/.test(node.expression.expression.getText()) || !code) return inside;
  return [{ level, codes: codesIn(code) }, ...inside];
};

const calls = filesOf("functions/**/*.ts").flatMap((file) =>
  callsIn(ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true)),
);

const ROW = /^\| `(?<code>\w+)` \| (?<level>info|error) \|/;

const registered = read("docs/log-codes.md")
  .split("\n")
  .flatMap((line) => {
    const { code, level } = ROW.exec(line)?.groups ?? {};
    return code === undefined || level === undefined ? [] : [`${code} ${level}`];
  });

it("every journal call gives its code as a literal, so that it can be found", () => {
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.filter(({ codes }) => codes.length === 0)).toEqual([]);
});

it("every code that a function logs is registered, and no other: docs/log-codes.md", () => {
  const logged = new Set(calls.flatMap(({ level, codes }) => codes.map((code) => `${code} ${level}`)));
  expect(registered.toSorted()).toEqual([...logged].toSorted());
});
