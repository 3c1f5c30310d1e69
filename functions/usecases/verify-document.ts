/** Is this a right invoice? All that can be said of a document without a directory, as one report; nothing is kept. */
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import { readHeader } from "#domain/facture/header.ts";
import { type Invoice, term } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { makeReport, type Report } from "#domain/rapports/report.ts";
import { checkGuideline, type Guideline } from "#domain/regles/chorus/guidelines.ts";
import { judgeNational } from "#domain/regles/national/judge.ts";
import { DEPOSIT_PROFILE, type ProfileName } from "#domain/regles/national/profiles.ts";
import type { System } from "#ports/system.ts";
import type { VerifyInvoice } from "#usecases/judge-invoice.ts";

export interface VerifyDocumentDeps {
  readonly verifyInvoice: VerifyInvoice;
  readonly checkSiretKey: boolean;
  readonly guidelines: readonly Guideline[];
  readonly system: Pick<System, "now">;
}

/** Never throws, whatever the bytes. */
export type VerifyDocument = (bytes: Uint8Array, profile: ProfileName) => Report;

export const makeVerifyDocument = (deps: VerifyDocumentDeps): VerifyDocument => {
  const { verifyInvoice, checkSiretKey, guidelines, system } = deps;

  const depositFaults = (invoice: Invoice, day: string): readonly Fault[] => [
    ...checkGuideline(invoice, { guidelines, day, verification: true }),
    ...readHeader(invoice, { checkSiretKey }).faults,
  ];

  // A deposit wants what routing needs besides. What approved platforms exchange has cadres that no deposit has.
  const judgeBeyondStandard = (invoice: Invoice, profile: ProfileName): readonly Fault[] => {
    const day = civilDayInParis(system.now());
    return [
      ...(profile === DEPOSIT_PROFILE ? depositFaults(invoice, day) : []),
      ...judgeNational(invoice, { profile, day }),
    ];
  };

  return (bytes, profile) => {
    const { invoice, faults: reading, structure, rules } = verifyInvoice(bytes);
    return makeReport({
      syntax: invoice?.syntax,
      numeroFacture: invoice && term(invoice, "BT-1")?.value,
      reading,
      structure,
      rules,
      national: invoice ? judgeBeyondStandard(invoice, profile) : [],
    });
  };
};
