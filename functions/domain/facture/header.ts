/** From the EN 16931 model to what routing needs: number, date, parties, references. */
import { CADRES, type Cadre, readCadre } from "#domain/cadres/cadres.ts";
import { isCivilDate } from "#domain/facture/civil-date.ts";
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import { type Group, group, type Invoice, type Term, type TermId, term, terms } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { type RoutingFaultCode, routingFault } from "#domain/fautes/routing.ts";
import { IDENTIFIER_TYPES, type IdentifierType, isSiret, type StructureId } from "#domain/structures/identifiers.ts";

/** Longest invoice number towards the public sector, in characters (AIFE 2026 §3.2.1.4.2, BR-FR-CPRO-02). */
const MAX_NUMERO = 20;

/** Characters of an invoice number (BR-FR-02). */
const NUMERO = /^[A-Za-z0-9\-+_/]+$/;

/** An amount as EN 16931 writes it: decimal, optional sign, no exponent; 19 positions (AIFE annex 7, G1.14). */
const AMOUNT = /^[+-]?(\d{1,19}(\.\d*)?|\.\d+)$/;

export interface HeaderOptions {
  /** Whether the control key of a SIRET is checked: not on test data sets, whose SIRETs have none. */
  readonly checkSiretKey: boolean;
}

export interface HeaderReading {
  readonly header?: EnTeteFacture;
  /** The number, even of an invoice that lacks something else: it tells the depositor which one is meant. */
  readonly numeroFacture?: string;
  readonly faults: readonly Fault[];
}

/** The type of identifier that a scheme means: an ISO 6523 code, or the older pivot number. */
const typeOfScheme = (scheme: string | undefined): IdentifierType | undefined =>
  (Object.keys(IDENTIFIER_TYPES) as IdentifierType[]).find(
    (type) =>
      scheme !== undefined && (IDENTIFIER_TYPES[type].icd === scheme || IDENTIFIER_TYPES[type].pivot === scheme),
  );

interface IdentifiedTerm extends StructureId {
  readonly source: Term;
}

const identify = (candidates: readonly Term[]): IdentifiedTerm | undefined => {
  for (const source of candidates) {
    const type = typeOfScheme(source.scheme);
    if (type !== undefined && IDENTIFIER_TYPES[type].form.test(source.value)) {
      return { typeIdentifiantStructure: type, identifiantStructure: source.value, source };
    }
  }
  return undefined;
};

/**
 * The identifiers of a party, the decisive one first: its identifiers (BT-29 or BT-46), then its legal registration
 * (BT-30 or BT-47), where French syntaxes may also put a SIRET.
 */
const candidates = (party: Group | undefined, id: TermId, registration: TermId): readonly Term[] =>
  party ? [...terms(party, id), ...terms(party, registration)] : [];

class Reader {
  readonly faults: Fault[] = [];

  refuse(code: RoutingFaultCode, source?: Term, params?: Record<string, string | number>): undefined {
    this.faults.push(
      routingFault(code, { ...(source && { at: source.at, value: source.value }), ...(params && { params }) }),
    );
  }

  required(source: Term | undefined, absent: RoutingFaultCode): Term | undefined {
    return source !== undefined && source.value !== "" ? source : this.refuse(absent);
  }

  numero(invoice: Invoice): string | undefined {
    const source = this.required(term(invoice, "BT-1"), "NUMERO_ABSENT");
    if (source === undefined) return undefined;
    const { value } = source;
    if (value.length > MAX_NUMERO) {
      return this.refuse("NUMERO_TROP_LONG", source, { longueur: value.length, maximum: MAX_NUMERO });
    }
    return NUMERO.test(value) ? value : this.refuse("NUMERO_CARACTERES", source);
  }

  date(invoice: Invoice): string | undefined {
    const source = this.required(term(invoice, "BT-2"), "DATE_EMISSION_ABSENTE");
    if (source === undefined) return undefined;
    return isCivilDate(source.value) ? source.value : this.refuse("DATE_EMISSION_INVALIDE", source);
  }

  amount(invoice: Invoice): string | undefined {
    const totals = group(invoice, "BG-22");
    const source = this.required(totals && term(totals, "BT-112"), "MONTANT_TTC_ABSENT");
    if (source === undefined) return undefined;
    return AMOUNT.test(source.value) ? source.value : this.refuse("MONTANT_TTC_INVALIDE", source);
  }

  cadre(invoice: Invoice): Cadre | undefined {
    const source = term(invoice, "BT-23");
    const cadre = readCadre(source?.value);
    if (cadre === undefined) return this.refuse("CADRE_INCONNU", source);
    if (CADRES[cadre].direct) return cadre;
    const accepted = (Object.keys(CADRES) as Cadre[]).filter((one) => CADRES[one].direct);
    return this.refuse("CADRE_NON_ACCEPTE", source, { cadre, acceptes: accepted.join(", ") });
  }

  party(
    found: IdentifiedTerm | undefined,
    unidentified: RoutingFaultCode,
    wrongKey: RoutingFaultCode,
    checkKey: boolean,
  ): StructureId | undefined {
    if (found === undefined) return this.refuse(unidentified);
    const { source, ...id } = found;
    if (checkKey && id.typeIdentifiantStructure === "SIRET" && !isSiret(id.identifiantStructure)) {
      return this.refuse(wrongKey, source);
    }
    return id;
  }
}

/** Reads what routing needs; every fault at once. The header is there only when nothing decisive is missing. */
export const readHeader = (invoice: Invoice, { checkSiretKey }: HeaderOptions): HeaderReading => {
  const reader = new Reader();
  const numeroFacture = reader.numero(invoice);
  const dateFacture = reader.date(invoice);
  const typeFacture = reader.required(term(invoice, "BT-3"), "TYPE_FACTURE_ABSENT")?.value;
  const devise = reader.required(term(invoice, "BT-5"), "DEVISE_ABSENTE")?.value;
  const montantTtc = reader.amount(invoice);
  const cadre = reader.cadre(invoice);

  const seller = identify(candidates(group(invoice, "BG-4"), "BT-29", "BT-30"));
  const fournisseur = reader.party(seller, "FOURNISSEUR_NON_IDENTIFIE", "FOURNISSEUR_SIRET_INVALIDE", checkSiretKey);
  const buyer = identify(candidates(group(invoice, "BG-7"), "BT-46", "BT-47"));
  // A public recipient is known by its SIRET alone (pivot XSD, Debiteur; BR-FR-CPRO-10).
  const buyerSiret = buyer?.typeIdentifiantStructure === "SIRET" ? buyer : undefined;
  const destinataire = reader.party(
    buyerSiret,
    "DESTINATAIRE_NON_IDENTIFIE",
    "DESTINATAIRE_SIRET_INVALIDE",
    checkSiretKey,
  );

  if (
    numeroFacture === undefined ||
    dateFacture === undefined ||
    typeFacture === undefined ||
    devise === undefined ||
    montantTtc === undefined ||
    cadre === undefined ||
    fournisseur === undefined ||
    destinataire === undefined
  ) {
    return { faults: reader.faults, ...(numeroFacture !== undefined && { numeroFacture }) };
  }
  const optional = (id: TermId): string | undefined => term(invoice, id)?.value || undefined;
  const codeService = optional("BT-10");
  const numeroEngagement = optional("BT-13");
  const numeroMarche = optional("BT-12");
  return {
    faults: reader.faults,
    numeroFacture,
    header: {
      numeroFacture,
      dateFacture,
      typeFacture,
      devise,
      montantTtc,
      cadre,
      fournisseur,
      destinataire,
      ...(codeService !== undefined && { codeService }),
      ...(numeroEngagement !== undefined && { numeroEngagement }),
      ...(numeroMarche !== undefined && { numeroMarche }),
    },
  };
};
