/** From the EN 16931 model to what routing needs: number, date, parties, references. */
import { CADRES, type Cadre, readCadre } from "#domain/cadres/cadres.ts";
import { type ChorusDatumName, chorusValues } from "#domain/facture/chorus-data.ts";
import { isCivilDate } from "#domain/facture/civil-date.ts";
import { isDecimal } from "#domain/facture/decimal.ts";
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import { group, type Invoice, type Term, term } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { type RoutingFaultCode, routingFault } from "#domain/fautes/routing.ts";
import { IDENTIFIER_TYPES, type IdentifierType, isSiret, type StructureId } from "#domain/structures/identifiers.ts";
import { isMensuel } from "#domain/travaux/circuit.ts";

/** Longest invoice number towards the public sector, in characters (AIFE 2026 §3.2.1.4.2, BR-FR-CPRO-02). */
const MAX_NUMERO = 20;

/** Characters of an invoice number (BR-FR-02). */
const NUMERO = /^[A-Za-z0-9\-+_/]+$/;

/** Positions of an amount, sign and point included (AIFE annex 7, G1.14). */
const MAX_AMOUNT = 19;

/** ISO 4217, by its form: which codes exist is a rule of the standard. */
const CURRENCY = /^[A-Z]{3}$/;

/** UNTDID 1001, by its form. */
const DOCUMENT_TYPE = /^\d{1,3}$/;

interface Reference {
  readonly datum: ChorusDatumName;
  /** In characters. */
  readonly maximum: number;
  readonly tooLong: RoutingFaultCode;
}

/**
 * References that the recipient gave: service (pivot XSD), engagement and contract (BR-FR-CPRO-15 and 14); the number of the
 * invoice that this one corrects (BR-FR-CPRO-02); who is paid instead of the supplier (BR-FR-CPRO-34 to 44).
 */
const REFERENCES = {
  codeService: { datum: "codeService", maximum: 100, tooLong: "CODE_SERVICE_TROP_LONG" },
  numeroEngagement: { datum: "numeroEngagement", maximum: 50, tooLong: "ENGAGEMENT_TROP_LONG" },
  numeroMarche: { datum: "numeroMarche", maximum: 50, tooLong: "MARCHE_TROP_LONG" },
  numeroFactureOrigine: { datum: "factureOrigine", maximum: MAX_NUMERO, tooLong: "FACTURE_ORIGINE_TROP_LONGUE" },
  affactureur: { datum: "raisonSocialeAffactureur", maximum: 99, tooLong: "AFFACTUREUR_TROP_LONG" },
} as const satisfies Record<string, Reference>;

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

/** The type of identifier that a scheme means: an ISO 6523 code, or what the pivot and the older flows call it. */
const typeOfScheme = (scheme: string | undefined): IdentifierType | undefined =>
  (Object.keys(IDENTIFIER_TYPES) as IdentifierType[]).find((type) => {
    const { icd, historic } = IDENTIFIER_TYPES[type];
    return scheme !== undefined && (icd === scheme || historic.some((code) => code === scheme));
  });

/** Those that go straight to their recipient, and those of the monthly circuit of works. */
const isAccepted = (cadre: Cadre): boolean => CADRES[cadre].direct || isMensuel(cadre);

interface IdentifiedTerm extends StructureId {
  readonly source: Term;
}

const idOf = ({ typeIdentifiantStructure, identifiantStructure }: StructureId): StructureId => ({
  typeIdentifiantStructure,
  identifiantStructure,
});

const identify = (candidates: readonly Term[]): IdentifiedTerm | undefined => {
  for (const source of candidates) {
    const type = typeOfScheme(source.scheme);
    if (type !== undefined && IDENTIFIER_TYPES[type].form.test(source.value)) {
      return { typeIdentifiantStructure: type, identifiantStructure: source.value, source };
    }
  }
  return undefined;
};

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
    const { value } = source;
    return isDecimal(value) && value.length <= MAX_AMOUNT ? value : this.refuse("MONTANT_TTC_INVALIDE", source);
  }

  /** An amount that only some need: what is none is a fault of the standard's rules. */
  optionalAmount(invoice: Invoice, id: "BT-109" | "BT-115"): string | undefined {
    const totals = group(invoice, "BG-22");
    const value = totals && term(totals, id)?.value;
    return value !== undefined && isDecimal(value) && value.length <= MAX_AMOUNT ? value : undefined;
  }

  /** A code that must be there, and of that form. */
  code(source: Term | undefined, form: RegExp, absent: RoutingFaultCode, wrong: RoutingFaultCode): string | undefined {
    const present = this.required(source, absent);
    if (present === undefined) return undefined;
    return form.test(present.value) ? present.value : this.refuse(wrong, present);
  }

  /** A reference that may be absent: longer than any that a recipient gives, it is none. */
  reference(invoice: Invoice, { datum, maximum, tooLong }: Reference): string | undefined {
    const [source] = chorusValues(invoice, datum);
    if (source === undefined) return undefined;
    const { length } = source.value;
    return length <= maximum ? source.value : this.refuse(tooLong, source, { longueur: length, maximum });
  }

  cadre(invoice: Invoice): Cadre | undefined {
    const [source] = chorusValues(invoice, "cadre");
    const cadre = readCadre(source?.value);
    if (cadre === undefined) return this.refuse("CADRE_INCONNU", source);
    if (isAccepted(cadre)) return cadre;
    const accepted = (Object.keys(CADRES) as Cadre[]).filter(isAccepted);
    return this.refuse("CADRE_NON_ACCEPTE", source, { cadre, acceptes: accepted.join(", ") });
  }

  party(
    found: IdentifiedTerm | undefined,
    unidentified: RoutingFaultCode,
    wrongKey: RoutingFaultCode,
    checkKey: boolean,
  ): StructureId | undefined {
    if (found === undefined) return this.refuse(unidentified);
    if (checkKey && found.typeIdentifiantStructure === "SIRET" && !isSiret(found.identifiantStructure)) {
      return this.refuse(wrongKey, found.source);
    }
    return idOf(found);
  }
}

/** Reads what routing needs; every fault at once. The header is there only when nothing decisive is missing. */
export const readHeader = (invoice: Invoice, { checkSiretKey }: HeaderOptions): HeaderReading => {
  const reader = new Reader();
  const numeroFacture = reader.numero(invoice);
  const dateFacture = reader.date(invoice);
  const type = term(invoice, "BT-3");
  const typeFacture = reader.code(type, DOCUMENT_TYPE, "TYPE_FACTURE_ABSENT", "TYPE_FACTURE_INVALIDE");
  const devise = reader.code(term(invoice, "BT-5"), CURRENCY, "DEVISE_ABSENTE", "DEVISE_INVALIDE");
  const montantTtc = reader.amount(invoice);
  const montantHt = reader.optionalAmount(invoice, "BT-109");
  const montantAPayer = reader.optionalAmount(invoice, "BT-115");
  const cadre = reader.cadre(invoice);

  const seller = identify(chorusValues(invoice, "fournisseur"));
  const fournisseur = reader.party(seller, "FOURNISSEUR_NON_IDENTIFIE", "FOURNISSEUR_SIRET_INVALIDE", checkSiretKey);
  const buyer = identify(chorusValues(invoice, "destinataire"));
  // A public recipient is known by its SIRET alone (pivot XSD, Debiteur; BR-FR-CPRO-10).
  const buyerSiret = buyer?.typeIdentifiantStructure === "SIRET" ? buyer : undefined;
  const destinataire = reader.party(
    buyerSiret,
    "DESTINATAIRE_NON_IDENTIFIE",
    "DESTINATAIRE_SIRET_INVALIDE",
    checkSiretKey,
  );

  const references = Object.fromEntries(
    Object.entries(REFERENCES).flatMap(([name, reference]) => {
      const value = reader.reference(invoice, reference);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const valideur = identify(chorusValues(invoice, "valideur"));

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
      ...(montantHt !== undefined && { montantHt }),
      ...(montantAPayer !== undefined && { montantAPayer }),
      ...references,
      ...(valideur && { valideur: idOf(valideur) }),
    },
  };
};
