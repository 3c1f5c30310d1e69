/** The same invoice in UN/CEFACT Cross Industry Invoice D16B, valid against EN 16931. */
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

const CII = "urn:un:unece:uncefact:data:standard:";

/** Format 102 of UNTDID 2379: YYYYMMDD. */
const date = (prefix: "udt" | "qdt", civil: string): Tree => ({
  [`${prefix}:DateTimeString`]: { "@format": "102", "#": civil.replaceAll("-", "") },
});

const identifier = (schemeID: string, value: string): Tree => ({ "@schemeID": schemeID, "#": value });

const VAT: Tree = { "ram:TypeCode": "VAT" };
const RATE: Tree = { "ram:CategoryCode": "S" };

/** 0009 is the SIRET, 0002 the SIREN (ISO 6523), 0225 the electronic address of the French reform. */
const party = (who: SampleParty, ville: string, codePostal: string, contact: Tree): Tree => ({
  "ram:GlobalID": identifier("0009", who.siret),
  "ram:Name": who.raisonSociale,
  "ram:SpecifiedLegalOrganization": {
    "ram:ID": identifier("0002", sirenOf(who)),
    "ram:TradingBusinessName": who.raisonSociale,
  },
  ...contact,
  "ram:PostalTradeAddress": {
    "ram:PostcodeCode": codePostal,
    "ram:LineOne": "1 rue de l'Exemple",
    "ram:CityName": ville,
    "ram:CountryID": "FR",
  },
  "ram:URIUniversalCommunication": { "ram:URIID": identifier("0225", sirenOf(who)) },
  "ram:SpecifiedTaxRegistration": { "ram:ID": identifier("VA", vatNumberOf(who)) },
});

const lines = ({ lignes }: Sample): readonly Tree[] =>
  lignes.map(({ id, designation, prix, quantite, montant }) => ({
    "ram:AssociatedDocumentLineDocument": { "ram:LineID": id },
    "ram:SpecifiedTradeProduct": { "ram:Name": designation },
    "ram:SpecifiedLineTradeAgreement": { "ram:NetPriceProductTradePrice": { "ram:ChargeAmount": prix } },
    "ram:SpecifiedLineTradeDelivery": { "ram:BilledQuantity": { "@unitCode": "C62", "#": quantite } },
    "ram:SpecifiedLineTradeSettlement": {
      "ram:ApplicableTradeTax": { ...VAT, ...RATE, "ram:RateApplicablePercent": TAUX },
      "ram:SpecifiedTradeSettlementLineMonetarySummation": { "ram:LineTotalAmount": montant },
    },
  }));

const agreement = ({ codeService, fournisseur, destinataire, engagement }: Sample): Tree => ({
  ...(codeService !== undefined && { "ram:BuyerReference": codeService }),
  "ram:SellerTradeParty": party(fournisseur, "Lyon", "69003", {
    "ram:DefinedTradeContact": {
      "ram:PersonName": "Service facturation",
      "ram:EmailURIUniversalCommunication": { "ram:URIID": "facturation@fournisseur.example" },
    },
  }),
  "ram:BuyerTradeParty": party(destinataire, "Rennes", "35000", {}),
  ...(engagement !== undefined && { "ram:BuyerOrderReferencedDocument": { "ram:IssuerAssignedID": engagement } }),
});

const settlement = ({ totaux: { horsTaxe, tva, ttc }, dateEcheance, factureOrigine }: Sample): Tree => ({
  "ram:InvoiceCurrencyCode": "EUR",
  "ram:SpecifiedTradeSettlementPaymentMeans": {
    "ram:TypeCode": "30",
    "ram:PayeePartyCreditorFinancialAccount": { "ram:IBANID": IBAN },
  },
  "ram:ApplicableTradeTax": {
    "ram:CalculatedAmount": tva,
    ...VAT,
    "ram:BasisAmount": horsTaxe,
    ...RATE,
    "ram:RateApplicablePercent": TAUX,
  },
  "ram:SpecifiedTradePaymentTerms": {
    "ram:Description": CONDITIONS,
    ...(dateEcheance !== undefined && { "ram:DueDateDateTime": date("udt", dateEcheance) }),
  },
  "ram:SpecifiedTradeSettlementHeaderMonetarySummation": {
    "ram:LineTotalAmount": horsTaxe,
    "ram:TaxBasisTotalAmount": horsTaxe,
    "ram:TaxTotalAmount": { "@currencyID": "EUR", "#": tva },
    "ram:GrandTotalAmount": ttc,
    "ram:DuePayableAmount": ttc,
  },
  ...(factureOrigine && {
    "ram:InvoiceReferencedDocument": {
      "ram:IssuerAssignedID": factureOrigine.numero,
      "ram:FormattedIssueDateTime": date("qdt", factureOrigine.date),
    },
  }),
});

export const sampleCii = (options: SampleOptions): string => {
  const sample = completeSample(options);
  return toXml({
    "rsm:CrossIndustryInvoice": {
      "@xmlns:rsm": `${CII}CrossIndustryInvoice:100`,
      "@xmlns:ram": `${CII}ReusableAggregateBusinessInformationEntity:100`,
      "@xmlns:qdt": `${CII}QualifiedDataType:100`,
      "@xmlns:udt": `${CII}UnqualifiedDataType:100`,
      "rsm:ExchangedDocumentContext": {
        "ram:BusinessProcessSpecifiedDocumentContextParameter": { "ram:ID": CADRE },
        "ram:GuidelineSpecifiedDocumentContextParameter": { "ram:ID": SPECIFICATION },
      },
      "rsm:ExchangedDocument": {
        "ram:ID": sample.numero,
        "ram:TypeCode": sample.typeFacture,
        "ram:IssueDateTime": date("udt", sample.dateEmission),
        "ram:IncludedNote": { "ram:Content": "Marché à bons de commande, livraison franco de port" },
      },
      "rsm:SupplyChainTradeTransaction": {
        "ram:IncludedSupplyChainTradeLineItem": lines(sample),
        "ram:ApplicableHeaderTradeAgreement": agreement(sample),
        "ram:ApplicableHeaderTradeDelivery": {
          "ram:ActualDeliverySupplyChainEvent": { "ram:OccurrenceDateTime": date("udt", sample.dateEmission) },
        },
        "ram:ApplicableHeaderTradeSettlement": settlement(sample),
      },
    },
  });
};
