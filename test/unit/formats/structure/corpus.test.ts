/** Agreement with what an XSD processor recorded of the corpus, document by document; each difference is named. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Syntax } from "#domain/facture/invoice.ts";
import { decode } from "#formats/encoding/decode.ts";
import { sniff } from "#formats/sniff.ts";
import { filesOfTarGz } from "../tar.ts";
import { faultsIn } from "./documents.ts";

const corpus = process.env["PLAINCHANT_CORPUS"];

const SPACES_AROUND_A_DATE = "A date between two spaces is valid: XML Schema 1.0 part 2 §4.3.6 collapses them.";

/** Documents of which we say otherwise, and why. May only shrink. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  "mutants/ubl-invoice/m10330.xml": SPACES_AROUND_A_DATE,
  "mutants/ubl-invoice/m10332.xml": SPACES_AROUND_A_DATE,
  "mutants/ubl-invoice/m10334.xml": SPACES_AROUND_A_DATE,
};

interface Verdict {
  readonly syntax: Syntax;
  readonly xsdValid?: boolean;
}

interface Judged extends Verdict {
  readonly name: string;
  readonly valid: boolean;
}

const textOf = (bytes: Uint8Array): string => {
  const content = sniff(bytes);
  if (content.kind !== "xml" || !("encoding" in content.encoding)) throw new Error("not XML in a known encoding");
  return decode(bytes, content.encoding.encoding, content.encoding.bom).text ?? "";
};

const judge = (folder: string, set: string): readonly Judged[] => {
  const verdicts = new Map<string, Verdict>(
    Object.entries(JSON.parse(readFileSync(join(folder, `verdicts-${set}.json`), "utf8"))),
  );
  return Array.from(filesOfTarGz(readFileSync(join(folder, `${set}.tar.gz`))), ({ name, bytes }) => {
    const verdict = verdicts.get(name);
    if (verdict === undefined) throw new Error(`${name} has no verdict`);
    return { ...verdict, name, valid: faultsIn(textOf(bytes)).length === 0 };
  });
};

const differs = ({ valid, xsdValid }: Judged): boolean => valid !== xsdValid;

const print = (judged: readonly Judged[]): void => {
  for (const [syntax, documents] of Map.groupBy(judged, (one) => one.syntax)) {
    const differing = documents.filter(differs);
    const agreed = documents.length - differing.length;
    const invalid = documents.filter(({ xsdValid }) => xsdValid === false).length;
    console.log(`structure of ${syntax}: ${agreed} of ${documents.length} as recorded (${invalid} recorded invalid)`);
    for (const { name, valid } of differing) {
      console.log(`  ${name}: ${valid ? "valid" : "invalid"} here. ${DIFFERENCES[name] ?? "Not explained."}`);
    }
  }
};

describe.skipIf(corpus === undefined)("the structure of the corpus", () => {
  let recorded: readonly Judged[] = [];

  beforeAll(() => {
    recorded = ["instances", "mutants"].flatMap((set) => judge(corpus ?? "", set));
    print(recorded);
  });

  it("is judged whole", () => {
    expect(recorded).toHaveLength(960 + 5_662);
  });

  it("is what an XSD processor recorded, save for the differences that are explained here", () => {
    expect(new Set(recorded.filter(differs).map(({ name }) => name))).toEqual(new Set(Object.keys(DIFFERENCES)));
  });

  it("is invalid in all fragments of the unit tests, as an XSD processor says of them", () => {
    const fragments = judge(corpus ?? "", "unit");
    expect(fragments).toHaveLength(681);
    expect(fragments.filter(({ valid }) => valid)).toEqual([]);
  });
});
