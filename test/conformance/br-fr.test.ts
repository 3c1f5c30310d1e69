/** BR-FR rules of flow 2 (FNFE-MPE, 1.4.0.03): of each French seller's invoice, the rules broken are the recorded ones. */
import { beforeAll, describe, expect, it } from "vitest";
import { judgeNational } from "#domain/regles/national/judge.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { BR_FR_DIFFERENCES } from "./br-fr-differences.ts";
import { hasCorpus, judgedDocuments, type Verdict } from "./verdicts.ts";

interface FrenchVerdict extends Verdict {
  /** Of French sellers alone. */
  readonly brFr?: { readonly firedFatal: readonly string[]; readonly firedWarning: readonly string[] };
}

/** The first day on which the rules refuse. */
const DAY = "2026-09-01";

/** What the two schematrons call by other names: UBL numbers assertions, CII names them by their subject. */
const SAME_RULE: Readonly<Record<string, string>> = {
  "BR-FR-01_BT-1-1": "BR-FR-01_BT-1",
  "BR-FR-01_BT-1-2": "BR-FR-02_BT-1",
  "BR-FR-05_BT-22-1": "BR-FR-05_BT-22_PMT",
  "BR-FR-05_BT-22-2": "BR-FR-05_BT-22_PMD",
  "BR-FR-05_BT-22-3": "BR-FR-05_BT-22_AAB",
  "BR-FR-32-GLOBALID": "BR-FR-32-ID",
};

const asOurs = (id: string): string => SAME_RULE[id] ?? id;

/** Ours tells which party has no right SIREN, the published rule does not. */
const asPublished = (id: string): string => id.replace(/^(BR-FR-32-\w+?)_.*/, "$1");

interface Row {
  recorded: number;
  agreed: number;
}

class Agreement {
  readonly #rows = new Map<string, Row>();
  /** `path id`. */
  readonly differences: string[] = [];
  documents = 0;
  agreed = 0;

  add(path: string, recorded: ReadonlySet<string>, ours: ReadonlySet<string>): void {
    this.documents++;
    const wrong = [...new Set([...ours, ...recorded])].filter((id) => !(ours.has(id) && recorded.has(id)));
    if (wrong.length === 0) this.agreed++;
    for (const id of wrong) this.differences.push(`${path} ${id}`);
    for (const id of recorded) {
      const row = this.#rows.get(id) ?? { recorded: 0, agreed: 0 };
      row.recorded++;
      if (ours.has(id)) row.agreed++;
      this.#rows.set(id, row);
    }
  }

  lines(): readonly string[] {
    const rows = [...this.#rows].toSorted(([one], [other]) => one.localeCompare(other));
    return [
      ...rows.map(([id, { recorded, agreed }]) => `${id.padEnd(28)}${agreed} of ${recorded} recorded`),
      `BR-FR: ${this.agreed} of ${this.documents} documents as recorded`,
    ];
  }
}

describe.skipIf(!hasCorpus)("over the invoices of French sellers", () => {
  const agreement = new Agreement();
  const unread: string[] = [];

  beforeAll(() => {
    for (const { path, bytes, verdict } of judgedDocuments()) {
      const { brFr }: FrenchVerdict = verdict;
      if (brFr === undefined) continue;
      const { invoice } = readInvoice(bytes);
      if (invoice === undefined) unread.push(path);
      else {
        const faults = judgeNational(invoice, { profile: "br-fr", day: DAY });
        const recorded = new Set([...brFr.firedFatal, ...brFr.firedWarning].map(asOurs));
        agreement.add(path, recorded, new Set(faults.map(({ code }) => asPublished(code))));
      }
    }
    console.log(agreement.lines().join("\n"));
  });

  it("reads them all", () => {
    expect(agreement.documents).toBeGreaterThan(100);
    expect(unread).toEqual([]);
  });

  it("agrees with the recorded verdicts, save for the listed differences", () => {
    const listed = BR_FR_DIFFERENCES.map(({ path, id }) => `${path} ${id}`);
    expect(agreement.differences.toSorted()).toEqual(listed.toSorted());
  });
});
