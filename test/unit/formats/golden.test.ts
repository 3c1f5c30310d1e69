/** Each folder of test/golden/reading is a fault and holds files that have it; `ACCEPTE` holds files that have none. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { READING_FAULTS } from "#domain/fautes/reading.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { readingJson, toText } from "./model-json.ts";

const GOLDEN = join(import.meta.dirname, "../../golden/reading");
const codes = readdirSync(GOLDEN).filter((folder) => folder !== "ECHANTILLONS");
const filesOf = (code: string): string[] =>
  readdirSync(join(GOLDEN, code)).filter((name) => !name.endsWith(".expected.json"));
const cases = codes.flatMap((code) => filesOf(code).map((name) => ({ code, name })));
const read = (code: string, name: string) => readInvoice(readFileSync(join(GOLDEN, code, name)));

describe("the golden files of reading", () => {
  it.each(cases)("reads $code/$name as expected", async ({ code, name }) => {
    const expected = join(GOLDEN, code, `${name}.expected.json`);
    await expect(toText(readingJson(read(code, name)))).toMatchFileSnapshot(expected);
  });

  it.each(cases.filter(({ code }) => code !== "ACCEPTE"))("finds $code in $name, alone", ({ code, name }) => {
    expect(read(code, name).faults.map((fault) => fault.code)).toEqual([code]);
  });

  it("accepts the same number in every encoding that has its characters", () => {
    const numbers = filesOf("ACCEPTE")
      .filter((name) => name !== "iso-8859-1.xml")
      .map((name) => read("ACCEPTE", name).invoice?.terms.find(({ id }) => id === "BT-1")?.value);
    expect(new Set(numbers)).toEqual(new Set(["É€Œ"]));
  });

  it("fills every parameter of every text", () => {
    const texts = cases.flatMap(({ code, name }) =>
      read(code, name).faults.flatMap(({ message, fix }) => [message, fix]),
    );
    expect(texts.filter((text) => /\{\w+\}/.test(text))).toEqual([]);
  });

  it("names no folder after a fault that does not exist", () => {
    expect(codes.filter((code) => code !== "ACCEPTE" && !Object.hasOwn(READING_FAULTS, code))).toEqual([]);
  });
});
