/** Is this an invoice that can be routed? The same judgement for a deposit and for a mere verification. */
import { mayDo } from "#domain/droits/rights.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import { readHeader } from "#domain/facture/header.ts";
import type { Invoice, Syntax } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { routingFault } from "#domain/fautes/routing.ts";
import { checkGuideline, type Guideline } from "#domain/regles/chorus/guidelines.ts";
import { checkRouting } from "#domain/regles/chorus/routing-rules.ts";
import { judgeNational } from "#domain/regles/national/judge.ts";
import type { ProfileName } from "#domain/regles/national/profiles.ts";
import { sameStructure } from "#domain/structures/identifiers.ts";
import type { PrincipalId, Structure } from "#domain/structures/structure.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { System } from "#ports/system.ts";

/** Reads an invoice from bytes and asks it the rules of EN 16931; never throws. What `formats/` does. */
export type VerifyInvoice = (bytes: Uint8Array) => {
  readonly invoice?: Invoice;
  readonly faults: readonly Fault[];
  /** Of structure: what does not stand where its syntax wants it, and would be lost on the way to the recipient. */
  readonly structure: readonly Fault[];
  /** Rules of EN 16931 that it breaks. */
  readonly rules: readonly Fault[];
};

export interface JudgeDeps {
  readonly annuaire: Pick<Annuaire, "principal" | "structures" | "service">;
  readonly verifyInvoice: VerifyInvoice;
  readonly checkSiretKey: boolean;
  readonly guidelines: readonly Guideline[];
  /** The national rules that a deposit is asked. */
  readonly profile: ProfileName;
  readonly system: Pick<System, "now">;
}

export interface JudgeRequest {
  readonly deposant: PrincipalId;
  /** Judges whatever specification the invoice follows, and routes nothing. */
  readonly verificationSeule: boolean;
}

export interface Judgement {
  readonly faults: readonly Fault[];
  /** The number read, even of an invoice that is refused. */
  readonly numeroFacture?: string;
  /** Present when nothing fatal was found. */
  readonly accepted?: {
    readonly syntaxe: Syntax;
    readonly header: EnTeteFacture;
    readonly fournisseur: Structure;
    readonly destinataire: Structure;
  };
}

const isFatal = ({ severity }: Fault): boolean => severity === "fatal";

interface Document {
  readonly faults: readonly Fault[];
  readonly numeroFacture?: string;
  readonly read?: { readonly header: EnTeteFacture; readonly syntaxe: Syntax };
}

export const makeJudgeInvoice = (deps: JudgeDeps) => {
  const { annuaire, verifyInvoice, checkSiretKey, guidelines, profile, system } = deps;

  /**
   * All that needs the document itself, without a wait in it: a large invoice is some hundred megabytes once read, and
   * several are judged side by side. Only one is held at a time.
   */
  const readDocument = (bytes: Uint8Array, verification: boolean): Document => {
    const { invoice, faults: readingFaults, structure, rules } = verifyInvoice(bytes);
    if (!invoice) return { faults: readingFaults };
    const { header, numeroFacture, faults: headerFaults } = readHeader(invoice, { checkSiretKey });
    const day = civilDayInParis(system.now());
    return {
      faults: [
        ...readingFaults,
        ...checkGuideline(invoice, { guidelines, day, verification }),
        ...headerFaults,
        ...structure,
        ...rules,
        ...judgeNational(invoice, { profile, day }),
      ],
      ...(numeroFacture !== undefined && { numeroFacture }),
      ...(header && { read: { header, syntaxe: invoice.syntax } }),
    };
  };

  const directoryFacts = async (header: EnTeteFacture) => {
    const [structures, service] = await Promise.all([
      annuaire.structures([header.fournisseur, header.destinataire]),
      header.codeService === undefined ? undefined : annuaire.service(header.destinataire, header.codeService),
    ]);
    return {
      fournisseur: structures.find((one) => sameStructure(one, header.fournisseur)),
      destinataire: structures.find((one) => sameStructure(one, header.destinataire)),
      service,
    };
  };

  return async (bytes: Uint8Array, { deposant, verificationSeule }: JudgeRequest): Promise<Judgement> => {
    const { read, ...document } = readDocument(bytes, verificationSeule);
    if (!read) return document;
    const { faults } = document;
    const { header, syntaxe } = read;
    const { numeroFacture } = header;

    const principal = await annuaire.principal(deposant);
    if (!principal || !mayDo(principal, "DEPOSER_FACTURE", header.fournisseur)) {
      // Nothing more is said: a stranger to the seller learns nothing about it, nor about its invoices.
      const value = header.fournisseur.identifiantStructure;
      return { numeroFacture, faults: [...faults, routingFault("DEPOSANT_NON_HABILITE", { value })] };
    }

    const facts = await directoryFacts(header);
    const all = [...faults, ...checkRouting(header, facts)];
    const { fournisseur, destinataire } = facts;
    const accepted = !all.some(isFatal) &&
      fournisseur &&
      destinataire && { syntaxe, header, fournisseur, destinataire };
    return { numeroFacture, faults: all, ...(accepted && { accepted }) };
  };
};
