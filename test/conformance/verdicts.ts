/** The documents of the corpus with the verdict of the official artefacts on each. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Syntax } from "#domain/facture/invoice.ts";
import { filesOfTarGz } from "#test/unit/formats/tar.ts";

export interface Verdict {
  readonly syntax: Syntax;
  readonly firedFatal?: readonly string[];
  readonly firedWarning?: readonly string[];
  /** The official stylesheet stops: there is no set of rules to agree with. */
  readonly oracleError?: unknown;
  /** Two processors of it disagree: it counts neither way. */
  readonly enginesDiffer?: boolean;
}

export interface Judged {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly verdict: Verdict;
}

const SETS = ["instances", "unit", "mutants"];

const corpus = process.env["PLAINCHANT_CORPUS"] ?? "";

export const hasCorpus = corpus !== "" && existsSync(corpus);

/** Documents of which a verdict is known, one at a time; none without a corpus. */
export function* judgedDocuments(): Generator<Judged> {
  for (const set of hasCorpus ? SETS : []) {
    const verdicts: Readonly<Record<string, Verdict>> = JSON.parse(
      readFileSync(join(corpus, `verdicts-${set}.json`), "utf8"),
    );
    for (const { name, bytes } of filesOfTarGz(readFileSync(join(corpus, `${set}.tar.gz`)))) {
      const verdict = verdicts[name];
      if (verdict) yield { path: name, bytes, verdict };
    }
  }
}

interface PublishedRule {
  readonly note?: string;
}

/** What the artefacts publish, by rule and family of syntaxes. */
export const publishedRules = (): ReadonlyMap<string, Readonly<Partial<Record<"UBL" | "CII", PublishedRule>>>> =>
  new Map(Object.entries(JSON.parse(readFileSync(join(corpus, "rules", "rules.json"), "utf8"))));
