/**
 * The specifications (BT-24) that a deposit may follow. EN 16931 is the law's standard (directive 2014/55/EU, art. 7);
 * what does not build on it is judged when asked for, but not routed: its meaning would be guessed.
 */
import { type Invoice, term } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { routingFault } from "#domain/fautes/routing.ts";

export interface Guideline {
  /** As BT-24 has it, to the letter. */
  readonly id: string;
  readonly name: string;
  /** First and last civil day of deposit on which it is accepted. */
  readonly from: string;
  readonly until?: string;
  /** Why these days. */
  readonly source: string;
}

const DIRECTIVE = "Directive 2014/55/EU, art. 11 §2: public buyers accept the standard from 18 April 2019";

export const GUIDELINES: readonly Guideline[] = [
  { id: "urn:cen.eu:en16931:2017", name: "EN 16931", from: "2019-04-18", source: DIRECTIVE },
  {
    id: "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    name: "Factur-X BASIC",
    from: "2019-04-18",
    source: DIRECTIVE,
  },
  {
    id: "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
    name: "Factur-X EXTENDED",
    from: "2019-04-18",
    source: DIRECTIVE,
  },
  {
    id: "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr",
    name: "EXTENDED-CTC-FR",
    from: "2026-09-01",
    source: "Loi 2022-1157, art. 26 (as amended): first day of compulsory electronic invoicing",
  },
  {
    id: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    name: "Peppol BIS Billing 3.0",
    from: "2019-04-18",
    source: DIRECTIVE,
  },
  {
    id: "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    name: "XRechnung 3.0",
    from: "2024-02-01",
    source: "KoSIT: in force from 1 February 2024",
  },
];

/** The specifications accepted on that civil day. */
export const guidelinesOn = (day: string, guidelines: readonly Guideline[]): readonly Guideline[] =>
  guidelines.filter(({ from, until }) => from <= day && (until === undefined || day <= until));

export interface GuidelineOptions {
  readonly guidelines: readonly Guideline[];
  /** Civil day of the deposit in Europe/Paris. */
  readonly day: string;
  /** A mere verification judges whatever the invoice follows, and says what a deposit would not accept. */
  readonly verification: boolean;
}

export const checkGuideline = (
  invoice: Invoice,
  { guidelines, day, verification }: GuidelineOptions,
): readonly Fault[] => {
  const accepted = guidelinesOn(day, guidelines);
  const declared = term(invoice, "BT-24");
  if (accepted.some(({ id }) => id === declared?.value)) return [];
  const code = verification ? "SPECIFICATION_HORS_DEPOT" : "SPECIFICATION_NON_ACCEPTEE";
  const acceptees = accepted.map(({ name, id }) => `${name} (${id})`).join(", ");
  return [routingFault(code, { params: { acceptees }, ...(declared && { at: declared.at, value: declared.value }) })];
};
