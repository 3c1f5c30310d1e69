/** A complete French invoice to the public sector in UBL 2.1, valid against EN 16931: Invoice, or CreditNote for type 381. */
import {
  CADRE,
  CONDITIONS,
  completeSample,
  IBAN,
  type Sample,
  type SampleOptions,
  type SampleParty,
  SPECIFICATION,
  sirenOf,
  TAUX,
  vatNumberOf,
} from "#infra/samples/facture.ts";
import { type Tree, toXml } from "#infra/samples/xml.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

const euros = (amount: string): Tree => ({ "@currencyID": "EUR", "#": amount });

const identifier = (schemeID: string, value: string): Tree => ({ "@schemeID": schemeID, "#": value });

const vatCategory = (name: string): Tree => ({
  [name]: { "cbc:ID": "S", "cbc:Percent": TAUX, "cac:TaxScheme": { "cbc:ID": "VAT" } },
});

/** 0225 is the electronic address of the French reform, 0009 the SIRET, 0002 the SIREN (ISO 6523). */
const party = (who: SampleParty, ville: string, codePostal: string, contact: Tree): Tree => ({
  "cac:Party": {
    "cbc:EndpointID": identifier("0225", sirenOf(who)),
    "cac:PartyIdentification": { "cbc:ID": identifier("0009", who.siret) },
    "cac:PartyName": { "cbc:Name": who.raisonSociale },
    "cac:PostalAddress": {
      "cbc:StreetName": "1 rue de l'Exemple",
      "cbc:CityName": ville,
      "cbc:PostalZone": codePostal,
      "cac:Country": { "cbc:IdentificationCode": "FR" },
    },
    "cac:PartyTaxScheme": { "cbc:CompanyID": vatNumberOf(who), "cac:TaxScheme": { "cbc:ID": "VAT" } },
    "cac:PartyLegalEntity": {
      "cbc:RegistrationName": who.raisonSociale,
      "cbc:CompanyID": identifier("0002", sirenOf(who)),
    },
    ...contact,
  },
});

const line = (sample: Sample, name: string, quantity: string): Tree => ({
  [name]: sample.lignes.map(({ id, quantite, montant, prix, designation }) => ({
    "cbc:ID": id,
    [quantity]: { "@unitCode": "C62", "#": quantite },
    "cbc:LineExtensionAmount": euros(montant),
    "cac:Item": { "cbc:Name": designation, ...vatCategory("cac:ClassifiedTaxCategory") },
    "cac:Price": { "cbc:PriceAmount": euros(prix) },
  })),
});

const references = ({ engagement, factureOrigine }: Sample): Tree => ({
  ...(engagement !== undefined && { "cac:OrderReference": { "cbc:ID": engagement } }),
  ...(factureOrigine && {
    "cac:BillingReference": {
      "cac:InvoiceDocumentReference": { "cbc:ID": factureOrigine.numero, "cbc:IssueDate": factureOrigine.date },
    },
  }),
});

/** A credit note has its due date with the means of payment. */
const payment = ({ typeFacture, dateEcheance }: Sample): Tree => ({
  "cac:PaymentMeans": {
    "cbc:PaymentMeansCode": "30",
    ...(typeFacture === "381" && dateEcheance !== undefined && { "cbc:PaymentDueDate": dateEcheance }),
    "cac:PayeeFinancialAccount": { "cbc:ID": IBAN },
  },
  "cac:PaymentTerms": { "cbc:Note": CONDITIONS },
});

const totals = ({ totaux: { horsTaxe, tva, ttc } }: Sample): Tree => ({
  "cac:TaxTotal": {
    "cbc:TaxAmount": euros(tva),
    "cac:TaxSubtotal": {
      "cbc:TaxableAmount": euros(horsTaxe),
      "cbc:TaxAmount": euros(tva),
      ...vatCategory("cac:TaxCategory"),
    },
  },
  "cac:LegalMonetaryTotal": {
    "cbc:LineExtensionAmount": euros(horsTaxe),
    "cbc:TaxExclusiveAmount": euros(horsTaxe),
    "cbc:TaxInclusiveAmount": euros(ttc),
    "cbc:PayableAmount": euros(ttc),
  },
});

export const sampleUbl = (options: SampleOptions): string => {
  const sample = completeSample(options);
  const credit = sample.typeFacture === "381";
  const root = credit ? "CreditNote" : "Invoice";
  return toXml({
    [root]: {
      "@xmlns": `${UBL}${root}-2`,
      "@xmlns:cac": `${UBL}CommonAggregateComponents-2`,
      "@xmlns:cbc": `${UBL}CommonBasicComponents-2`,
      "cbc:CustomizationID": SPECIFICATION,
      "cbc:ProfileID": CADRE,
      "cbc:ID": sample.numero,
      "cbc:IssueDate": sample.dateEmission,
      ...(!credit && sample.dateEcheance !== undefined && { "cbc:DueDate": sample.dateEcheance }),
      [`cbc:${root}TypeCode`]: sample.typeFacture,
      "cbc:Note": "Marché à bons de commande, livraison franco de port",
      "cbc:DocumentCurrencyCode": "EUR",
      ...(sample.codeService !== undefined && { "cbc:BuyerReference": sample.codeService }),
      ...references(sample),
      "cac:AccountingSupplierParty": party(sample.fournisseur, "Lyon", "69003", {
        "cac:Contact": { "cbc:Name": "Service facturation", "cbc:ElectronicMail": "facturation@fournisseur.example" },
      }),
      "cac:AccountingCustomerParty": party(sample.destinataire, "Rennes", "35000", {}),
      "cac:Delivery": { "cbc:ActualDeliveryDate": sample.dateEmission },
      ...payment(sample),
      ...totals(sample),
      ...(credit
        ? line(sample, "cac:CreditNoteLine", "cbc:CreditedQuantity")
        : line(sample, "cac:InvoiceLine", "cbc:InvoicedQuantity")),
    },
  });
};
