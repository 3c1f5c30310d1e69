/** How far our verdicts agree with the recorded ones: by syntax and family of rules, and document by document. */
import type { Syntax } from "#domain/facture/invoice.ts";
import type { Verdict } from "./verdicts.ts";

const SYNTAXES: readonly Syntax[] = ["ubl-invoice", "ubl-creditnote", "cii"];

/** `BR` for BR-01 to BR-65; else what stands before the number: `BR-CO`, `UBL-SR`. */
const familyOfRule = (id: string): string => id.replace(/-\d+$/, "");

interface Cell {
  documents: number;
  agreed: number;
  /** How often a rule of the family is in a recorded verdict: what the agreement rests on. */
  fired: number;
}

const recorded = ({ firedFatal = [], firedWarning = [] }: Verdict): readonly string[] => [
  ...firedFatal,
  ...firedWarning,
];

export class AgreementTable {
  readonly #cells = new Map<string, Cell>();
  /** `path id`, with what is wrong. */
  readonly differences = new Map<string, "too many" | "too few">();
  documents = 0;
  agreed = 0;

  /** Compares what we say of a document with its verdict, which must be certain. */
  add(path: string, verdict: Verdict, ids: Iterable<string>): void {
    const expected = new Set(recorded(verdict));
    const actual = new Set(ids);
    const wrong = [...new Set([...expected, ...actual])].filter((id) => !(expected.has(id) && actual.has(id)));
    for (const id of wrong) this.differences.set(`${path} ${id}`, actual.has(id) ? "too many" : "too few");
    this.documents++;
    if (wrong.length === 0) this.agreed++;
    const families = new Set(wrong.map(familyOfRule));
    for (const id of expected) this.#cell(verdict.syntax, familyOfRule(id)).fired++;
    for (const family of new Set([...expected, ...actual].map(familyOfRule))) {
      const cell = this.#cell(verdict.syntax, family);
      cell.documents++;
      if (!families.has(family)) cell.agreed++;
    }
  }

  /** A line for each family: documents of each syntax in which it is broken, and in how many of them both say the same. */
  lines(): readonly string[] {
    const families = [...new Set([...this.#cells.keys()].map((key) => key.split(" ")[1] ?? ""))].sort();
    const head = `${"".padEnd(8)}${SYNTAXES.map((syntax) => syntax.padStart(26)).join("")}`;
    const rows = families.map((family) => {
      const cells = SYNTAXES.map((syntax) => {
        const { agreed, documents, fired } = this.#cell(syntax, family);
        return documents === 0 ? "—" : `${agreed} of ${documents} (${fired} fired)`;
      });
      return `${family.padEnd(8)}${cells.map((cell) => cell.padStart(26)).join("")}`;
    });
    return [head, ...rows, `${this.agreed} of ${this.documents} documents as recorded`];
  }

  #cell(syntax: Syntax, family: string): Cell {
    const key = `${syntax} ${family}`;
    const known = this.#cells.get(key) ?? { documents: 0, agreed: 0, fired: 0 };
    this.#cells.set(key, known);
    return known;
  }
}
