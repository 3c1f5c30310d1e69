/** What the platform acknowledged to a client, kept by the client: all of it must still hold after every kill. */
import { ApiRefusal } from "#infra/cli/platform.ts";
import type { PreparedInvoice } from "./invoices.ts";

/** What a client asks for, in order, for each invoice. */
export type Step = "token" | "deposit" | "upload" | "report";

export interface Entry {
  readonly invoice: PreparedInvoice;
  /** Id given with the first 2xx to the deposit's opening. */
  depot?: string;
  /** S3 versions of the uploads that were answered with a 2xx. */
  readonly versions: string[];
  /** Id of the invoice, given with the first verdict. */
  facture?: string;
}

export interface Ledger {
  readonly entries: readonly Entry[];
  /** Answers that contradict an earlier one, or that refuse what is in order. */
  readonly contradictions: readonly string[];
  /** How often a step failed, by step and by what came instead of a 2xx. */
  readonly failures: ReadonlyMap<string, number>;
  /** Tokens, deposits and uploads that were answered with a 2xx; reports are asked for at will and do not count. */
  readonly acknowledged: () => number;
  /** Invoices whose verdict was seen. */
  readonly verdicts: () => number;
  /** Resolves once so many steps have been acknowledged. */
  readonly reached: (count: number) => Promise<void>;
  readonly answered: (step: Step) => void;
  readonly opened: (entry: Entry, depot: string) => void;
  readonly judged: (entry: Entry, statut: string, facture: string | undefined) => void;
  readonly failed: (step: Step, error: unknown) => void;
  readonly contradicted: (fact: string) => void;
}

export const createLedger = (invoices: readonly PreparedInvoice[]): Ledger => {
  const contradictions: string[] = [];
  const failures = new Map<string, number>();
  const waiting = new Set<{ readonly count: number; readonly wake: () => void }>();
  const entries = invoices.map((invoice): Entry => ({ invoice, versions: [] }));
  let acknowledged = 0;

  return {
    entries,
    contradictions,
    contradicted: (fact) => void contradictions.push(fact),
    failures,
    acknowledged: () => acknowledged,
    verdicts: () => entries.filter(({ facture }) => facture !== undefined).length,
    reached: (count) =>
      new Promise((wake) => {
        if (acknowledged >= count) wake();
        else waiting.add({ count, wake });
      }),
    answered: (step) => {
      if (step === "report") return;
      acknowledged += 1;
      for (const one of waiting) {
        if (acknowledged < one.count) continue;
        waiting.delete(one);
        one.wake();
      }
    },
    opened: (entry, depot) => {
      const known = entry.depot ?? depot;
      entry.depot = known;
      if (known !== depot) contradictions.push(`${entry.invoice.cle} was deposit ${known}, and then ${depot}`);
    },
    judged: (entry, statut, facture) => {
      const { numero } = entry.invoice;
      if (statut !== "INTEGRE" || facture === undefined) contradictions.push(`${numero} was judged ${statut}`);
      else entry.facture = facture;
    },
    failed: (step, error) => {
      const status = error instanceof ApiRefusal ? error.status : undefined;
      const name = `${step}: ${status ?? "no answer"}`;
      failures.set(name, (failures.get(name) ?? 0) + 1);
      // A crash may cost an answer or give a 5xx: what is in order is never the client's fault.
      if (status !== undefined && status < 500) contradictions.push(`refused: ${String(error)}`);
    },
  };
};
