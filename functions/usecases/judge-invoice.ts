/** Is this an invoice that can be routed? The same judgement for a deposit and for a mere verification. */
import { type Action, mayDo } from "#domain/droits/rights.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import { readHeader } from "#domain/facture/header.ts";
import type { Invoice, Syntax } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { routingFault } from "#domain/fautes/routing.ts";
import { travauxFault } from "#domain/fautes/travaux.ts";
import { checkGuideline, type Guideline } from "#domain/regles/chorus/guidelines.ts";
import { checkRouting } from "#domain/regles/chorus/routing-rules.ts";
import { judgeNational } from "#domain/regles/national/judge.ts";
import type { ProfileName } from "#domain/regles/national/profiles.ts";
import { type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import type { Principal, PrincipalId, Structure } from "#domain/structures/structure.ts";
import type { DeclarationTravaux } from "#domain/travaux/declaration.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { System } from "#ports/system.ts";
import { isPiece, type JudgePieceDeps, makeJudgePiece, type PieceEntry, type PieceJudgement } from "./judge-piece.ts";

/** Reads an invoice from bytes and asks it the rules of EN 16931; never throws. What `formats/` does. */
export type VerifyInvoice = (bytes: Uint8Array) => {
  readonly invoice?: Invoice;
  readonly faults: readonly Fault[];
  /** Of structure: what does not stand where its syntax wants it, and would be lost on the way to the recipient. */
  readonly structure: readonly Fault[];
  /** Rules of EN 16931 that it breaks. */
  readonly rules: readonly Fault[];
};

export interface JudgeDeps extends JudgePieceDeps {
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
  /** Of the pieces of works contracts in the file. */
  readonly travaux?: DeclarationTravaux;
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
    /** Of a piece of works contracts that enters its chain; absent of one that is there already. */
    readonly entry?: PieceEntry;
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
  const judgePiece = makeJudgePiece(deps);

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

  /** Who deposits such an invoice, what is asked of the caller for it, and what the works chain says of it. */
  const mandateOf = async (
    header: EnTeteFacture,
    travaux: DeclarationTravaux | undefined,
    principal: Principal,
    destinataire: Structure | undefined,
  ): Promise<PieceJudgement & { readonly action: Action }> => {
    if (isPiece(header)) {
      const judged = await judgePiece(header, travaux ?? {}, principal, destinataire);
      return { ...judged, action: "TRAITER_TRAVAUX" };
    }
    const { cadre, fournisseur } = header;
    const faults = travaux ? [travauxFault("TRAVAUX_HORS_CADRE", { params: { cadre } })] : [];
    return { faults, auteur: fournisseur, action: "DEPOSER_FACTURE" };
  };

  return async (bytes: Uint8Array, request: JudgeRequest): Promise<Judgement> => {
    const { deposant, verificationSeule, travaux } = request;
    const { read, ...document } = readDocument(bytes, verificationSeule);
    if (!read) return document;
    const { faults } = document;
    const { header, syntaxe } = read;
    const { numeroFacture } = header;

    const refuse = (...more: readonly Fault[]): Judgement => ({ numeroFacture, faults: [...faults, ...more] });
    /** Nothing more is said: a stranger to who deposits learns nothing about it, nor about its invoices. */
    const stranger = ({ identifiantStructure }: StructureId): Judgement =>
      refuse(routingFault("DEPOSANT_NON_HABILITE", { value: identifiantStructure }));
    const principal = await annuaire.principal(deposant);
    if (!principal) return stranger(header.fournisseur);
    if (!isPiece(header) && !mayDo(principal, "DEPOSER_FACTURE", header.fournisseur))
      return stranger(header.fournisseur);

    const facts = await directoryFacts(header);
    const { fournisseur, destinataire } = facts;
    const { entry, auteur, action, faults: travauxFaults } = await mandateOf(header, travaux, principal, destinataire);
    if (auteur === undefined) return refuse(...travauxFaults);
    if (!mayDo(principal, action, auteur)) return stranger(auteur);
    const all = [...faults, ...travauxFaults, ...checkRouting(header, facts)];
    const accepted = !all.some(isFatal) &&
      fournisseur &&
      destinataire && { syntaxe, header, fournisseur, destinataire, ...(entry && { entry }) };
    return { numeroFacture, faults: all, ...(accepted && { accepted }) };
  };
};
