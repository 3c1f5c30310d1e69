/** Every message of the parser has its French counterpart, and none of its English reaches a supplier. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { readInvoice } from "#formats/read-invoice.ts";
import { translateSaxes } from "#formats/xml/saxes-errors.ts";

const source = readFileSync(createRequire(import.meta.url).resolve("saxes"), "utf8");

/** The string literals inside the parser's calls of `fail(…)`, each up to its first variable part. */
const messages = [...source.matchAll(/\.fail\(([^;]*?)\);/gs)]
  .flatMap(([, argument = ""]) => [...argument.matchAll(/"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/gs)])
  .map(([, quoted, template]) => (quoted ?? template ?? "").split("${")[0]?.replace(/\\(.)/g, "$1") ?? "")
  .filter((message) => message.length > 3);

describe("the parser's messages", () => {
  it("are found in its source", () => {
    expect(messages.length).toBeGreaterThan(40);
  });

  it.each([...new Set(messages)].filter((message) => !message.startsWith("cannot write after close")))(
    "are translated: %s",
    (message) => {
      expect(translateSaxes(message)).toBeDefined();
    },
  );

  it("have a translation that says nothing when a later version adds one", () => {
    expect(translateSaxes("something new.")).toBeUndefined();
  });

  it.each([
    ["a letter in place of an equals sign", " a b", "un attribut n'est pas de la forme"],
    ["an element closed by another's tag", "><a></b>", "une balise fermante ne correspond pas"],
    ["a stray less-than sign", ">1 < 2", "il s'écrit &lt;"],
    ["an empty reference", ">&;", "une référence « &…; » est incorrecte"],
  ])("become French: %s", (_, rest, reason) => {
    const root = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"';
    const { faults } = readInvoice(Buffer.from(root + rest));
    expect(faults).toMatchObject([{ code: "XML_MAL_FORME", message: expect.stringContaining(reason) }]);
  });
});
