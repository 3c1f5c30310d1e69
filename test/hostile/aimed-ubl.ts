/** UBL that gives rules as much to do as it can: what they look for stands in thousands of places, or at the very end. */
import { many, type Shape } from "./growth.ts";
import { INVOICE } from "./shapes.ts";

const within = (...pieces: Shape): Shape => [INVOICE.opens, ...pieces, INVOICE.closes];

/** A child of the root that has many of something, and what decides about all of them at its end. */
const holding = (name: string, unit: Parameters<typeof many>[0], end = ""): Shape =>
  within(`<${name}>`, many(unit), `${end}</${name}>`);

const VAT_SCHEME = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>";
const CURRENCY = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>";
const ALLOWANCE = "<cbc:ChargeIndicator>false</cbc:ChargeIndicator>";

const nines = (digits: number): string => "9".repeat(digits);

const line = (inside: string): string => `<cac:InvoiceLine>${inside}</cac:InvoiceLine>`;
const net = (amount: string): string => line(`<cbc:LineExtensionAmount>${amount}</cbc:LineExtensionAmount>`);
const vatLine = (code: string, rate: string): string =>
  `<cac:InvoiceLine><cac:Item><cac:ClassifiedTaxCategory><cbc:ID>${code}</cbc:ID><cbc:Percent>${rate}</cbc:Percent>${VAT_SCHEME}</cac:ClassifiedTaxCategory></cac:Item></cac:InvoiceLine>`;
const taxed = (code: string, rate: string, base = "1", tax = "1"): string =>
  `<cac:TaxSubtotal><cbc:TaxableAmount>${base}</cbc:TaxableAmount><cbc:TaxAmount>${tax}</cbc:TaxAmount>` +
  `<cac:TaxCategory><cbc:ID>${code}</cbc:ID><cbc:Percent>${rate}</cbc:Percent>${VAT_SCHEME}</cac:TaxCategory></cac:TaxSubtotal>`;

/** Breaks as many rules as so few elements can: nothing that a line needs, and much that it must not have. */
const BROKEN_LINE = line(
  '<cbc:UUID>1</cbc:UUID><cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note><cbc:InvoicedQuantity unitCode="?">x</cbc:InvoicedQuantity>' +
    '<cbc:LineExtensionAmount currencyID="?">1.234</cbc:LineExtensionAmount><cac:DocumentReference/><cac:DocumentReference/>' +
    "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator></cac:AllowanceCharge>" +
    "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator></cac:AllowanceCharge>" +
    "<cac:Item/><cac:Price><cbc:PriceAmount>-1</cbc:PriceAmount></cac:Price>",
);

const MEANS_OF_ALL =
  '<cac:PaymentMeans><cbc:PaymentMeansCode name="a">30</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-01-01</cbc:PaymentDueDate>' +
  "<cbc:PaymentID>1</cbc:PaymentID><cac:CardAccount/><cac:PaymentMandate><cbc:ID>1</cbc:ID></cac:PaymentMandate></cac:PaymentMeans>";

const PROPERTY = "<cac:AdditionalItemProperty><cbc:Name>a</cbc:Name></cac:AdditionalItemProperty>";

/** By what there is too much of. */
export const AIMED_UBL: Readonly<Record<string, Shape>> = {
  "lines that break what they can": within(many(BROKEN_LINE)),
  "totals beside lines": within(
    many(net("1")),
    many("<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>1</cbc:LineExtensionAmount></cac:LegalMonetaryTotal>"),
  ),
  "totals beside allowances": within(
    many(`<cac:AllowanceCharge>${ALLOWANCE}<cbc:Amount>1</cbc:Amount></cac:AllowanceCharge>`),
    many("<cac:LegalMonetaryTotal><cbc:AllowanceTotalAmount>1</cbc:AllowanceTotalAmount></cac:LegalMonetaryTotal>"),
  ),
  "allowances of a category": within(
    many(
      `<cac:AllowanceCharge>${ALLOWANCE}<cbc:AllowanceChargeReasonCode>?</cbc:AllowanceChargeReasonCode><cbc:Amount>1.234</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID>${VAT_SCHEME}</cac:TaxCategory></cac:AllowanceCharge>`,
    ),
  ),
  "reasons of an allowance": holding(
    "cac:AllowanceCharge",
    "<cbc:AllowanceChargeReasonCode>?</cbc:AllowanceChargeReasonCode>",
    ALLOWANCE,
  ),
  "amounts of an allowance": holding("cac:AllowanceCharge", "<cbc:Amount>1.234</cbc:Amount>", ALLOWANCE),
  "categories of an allowance": holding(
    "cac:AllowanceCharge",
    `<cac:TaxCategory><cbc:ID>S</cbc:ID>${VAT_SCHEME}</cac:TaxCategory>`,
    ALLOWANCE,
  ),
  "categories of another tax": holding(
    "cac:AllowanceCharge",
    "<cac:TaxCategory><cbc:ID>S</cbc:ID></cac:TaxCategory>",
    `${ALLOWANCE}<cbc:Amount>1</cbc:Amount>`,
  ),
  "allowances of lines": within(
    many(
      line(
        `<cac:AllowanceCharge>${ALLOWANCE}<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>1</cbc:Percent>${VAT_SCHEME}</cac:TaxCategory></cac:AllowanceCharge>`,
      ),
    ),
  ),
  "rates, each another": within(
    many((index) => vatLine("S", String(index))),
    "<cac:TaxTotal>",
    many((index) => taxed("S", String(index))),
    "</cac:TaxTotal>",
  ),
  "categories, each another": within(
    many((index) => vatLine(`C${index}`, "20")),
    "<cac:TaxTotal>",
    many((index) => taxed(`C${index}`, "20")),
    taxed("O", "0"),
    "</cac:TaxTotal>",
  ),
  "groups of the breakdown": holding("cac:TaxTotal", taxed("S", "20", "100", "7")),
  "totals of VAT": within(
    CURRENCY,
    many('<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">1</cbc:TaxAmount></cac:TaxTotal>'),
    "<cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount>1</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>",
  ),
  "accounting currencies beside totals of VAT": within(
    many("<cbc:TaxCurrencyCode>USD</cbc:TaxCurrencyCode>"),
    many('<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">1</cbc:TaxAmount></cac:TaxTotal>'),
  ),
  "categories of a line": within(
    "<cac:InvoiceLine><cac:Item>",
    many(
      `<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>${VAT_SCHEME}</cac:ClassifiedTaxCategory>`,
    ),
    "</cac:Item></cac:InvoiceLine>",
  ),
  "properties of an article": within("<cac:InvoiceLine><cac:Item>", many(PROPERTY), "</cac:Item></cac:InvoiceLine>"),
  "discounts of a price": within(
    "<cac:InvoiceLine><cac:Price>",
    many("<cbc:BaseAmount>1.234</cbc:BaseAmount>"),
    "<cac:AllowanceCharge/></cac:Price></cac:InvoiceLine>",
  ),
  "lines within lines": within(
    many(
      `<cac:InvoiceLine>${"<cac:SubInvoiceLine>".repeat(20)}<cbc:LineExtensionAmount>1.234</cbc:LineExtensionAmount>${"</cac:SubInvoiceLine>".repeat(20)}</cac:InvoiceLine>`,
    ),
  ),
  "means of payment": within(many(MEANS_OF_ALL)),
  "references of a payment": holding("cac:PaymentMeans", (index) => `<cbc:PaymentID>${index}</cbc:PaymentID>`),
  "documents of all types": within(
    many(
      '<cac:AdditionalDocumentReference><cbc:ID schemeID="?">1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode><cac:Attachment/></cac:AdditionalDocumentReference>',
    ),
  ),
  "identifiers of a document": holding(
    "cac:AdditionalDocumentReference",
    '<cbc:ID schemeID="?">1</cbc:ID>',
    "<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>",
  ),
  "types of a document": holding(
    "cac:AdditionalDocumentReference",
    "<cbc:DocumentTypeCode>131</cbc:DocumentTypeCode>",
    '<cbc:ID schemeID="?">1</cbc:ID>',
  ),
  "numbers of a registration": within(
    "<cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme>",
    many("<cbc:CompanyID>FR1</cbc:CompanyID>"),
    `${VAT_SCHEME}</cac:PartyTaxScheme></cac:Party></cac:AccountingSupplierParty>`,
  ),
  "registrations of the seller": within(
    "<cac:AccountingSupplierParty><cac:Party>",
    many(`<cac:PartyTaxScheme><cbc:CompanyID>FR1</cbc:CompanyID>${VAT_SCHEME}</cac:PartyTaxScheme>`),
    "</cac:Party></cac:AccountingSupplierParty>",
  ),
  "payees beside names of the seller": within(
    "<cac:AccountingSupplierParty><cac:Party>",
    many(
      (index) => `<cac:PartyLegalEntity><cbc:RegistrationName>N${index}</cbc:RegistrationName></cac:PartyLegalEntity>`,
    ),
    "</cac:Party></cac:AccountingSupplierParty>",
    many("<cac:PayeeParty><cac:PartyName><cbc:Name>P</cbc:Name></cac:PartyName></cac:PayeeParty>"),
  ),
  "identifiers of SEPA": within(
    "<cac:PayeeParty>",
    many('<cac:PartyIdentification><cbc:ID schemeID="SEPA">1</cbc:ID></cac:PartyIdentification>'),
    "</cac:PayeeParty>",
  ),
  "periods that end before": within(
    many(
      "<cac:InvoicePeriod><cbc:StartDate>2026-02-02</cbc:StartDate><cbc:EndDate>2026-01-01</cbc:EndDate><cbc:DescriptionCode>?</cbc:DescriptionCode></cac:InvoicePeriod>",
    ),
  ),
  "notes with a subject": within(many("<cbc:Note>#ZZZ#x</cbc:Note>")),
  countries: within(many("<cac:Country><cbc:IdentificationCode>??</cbc:IdentificationCode></cac:Country>")),
  "amounts of 10,000 digits": within(many(net(nines(10_000))), "<cac:LegalMonetaryTotal/>"),
  "amounts of 60,000 decimals": within(many(net(`0.${nines(60_000)}`)), "<cac:LegalMonetaryTotal/>"),
  "one amount of 60,000 decimals, then short ones": within(
    net(`0.${nines(60_000)}`),
    many(net("1")),
    "<cac:LegalMonetaryTotal/>",
  ),
  "one rate of 60,000 decimals, then lines of it": within(
    vatLine("S", `20.${nines(60_000)}`),
    many(vatLine("S", "20")),
    "<cac:TaxTotal>",
    taxed("S", `20.${nines(60_000)}`),
    "</cac:TaxTotal>",
  ),
  "a breakdown of 60,000 digits each": holding("cac:TaxTotal", taxed("S", nines(60_000), nines(60_000), nines(60_000))),
  "one total of millions of digits": within(
    `${CURRENCY}<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">1</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>`,
    many("9"),
    "</cbc:TaxExclusiveAmount></cac:LegalMonetaryTotal>",
  ),
  exponents: within(many(net("1e999999999")), "<cac:LegalMonetaryTotal/>"),
  "unknown trees below lines": within(many(line(`${"<x>".repeat(18)}${"</x>".repeat(18)}`))),
  "known names below unknown ones": within(
    many("<x><cbc:ID>1</cbc:ID><cbc:Amount>1.234</cbc:Amount><cac:Item/><cac:TaxCategory/><cbc:Name/></x>"),
  ),
  "known names in another namespace": within(
    many('<x:InvoiceLine xmlns:x="urn:x"><x:ID>1</x:ID><x:Amount>1</x:Amount></x:InvoiceLine>'),
  ),
  "attributes of all kinds": within(
    many(
      `<cbc:Note name="a" schemeID="b" listID="c" currencyID="d" unitCode="e" mimeCode="f" languageID="g" ${Array.from({ length: 110 }, (_, index) => `a${index}=""`).join(" ")}/>`,
    ),
  ),
  "extensions of whatever namespace": within(
    "<ext:UBLExtensions xmlns:ext='urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2'><ext:UBLExtension><ext:ExtensionContent><FactureExtension>",
    many("<CategoryCode>A1</CategoryCode>"),
    "</FactureExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>",
  ),
};
