/** CII that gives rules as much to do as it can: what they look for stands in thousands of places, or at the very end. */
import { many, type Shape } from "./growth.ts";

const CII = "urn:un:unece:uncefact:data:standard:";
const OPENS = `<rsm:CrossIndustryInvoice xmlns:rsm="${CII}CrossIndustryInvoice:100" xmlns="${CII}ReusableAggregateBusinessInformationEntity:100" xmlns:udt="${CII}UnqualifiedDataType:100"><rsm:SupplyChainTradeTransaction>`;
const CLOSES = "</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>";

const within = (...pieces: Shape): Shape => [OPENS, ...pieces, CLOSES];
const inside = (name: string, ...pieces: Shape): Shape => [`<${name}>`, ...pieces, `</${name}>`];
const agreement = (...pieces: Shape): Shape => inside("ApplicableHeaderTradeAgreement", ...pieces);
const settlement = (...pieces: Shape): Shape => inside("ApplicableHeaderTradeSettlement", ...pieces);
const line = (...pieces: Shape): Shape => inside("IncludedSupplyChainTradeLineItem", ...pieces);

const SUMMATION = "SpecifiedTradeSettlementHeaderMonetarySummation";
const FALSE = "<ChargeIndicator><udt:Indicator>false</udt:Indicator></ChargeIndicator>";

const tax = (code: string, rate: string, amount = "1"): string =>
  `<ApplicableTradeTax><CalculatedAmount>${amount}</CalculatedAmount><TypeCode>VAT</TypeCode><BasisAmount>${amount}</BasisAmount><CategoryCode>${code}</CategoryCode><RateApplicablePercent>${rate}</RateApplicablePercent></ApplicableTradeTax>`;
const ANOTHER_TAX = "<ApplicableTradeTax><CategoryCode>S</CategoryCode></ApplicableTradeTax>";
const net = (amount: string): string =>
  `<SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>${amount}</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation>`;
const lineOf = (inSettlement: string): string =>
  `<IncludedSupplyChainTradeLineItem><SpecifiedLineTradeSettlement>${inSettlement}</SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>`;
const allowance = (inIt: string): string => `<SpecifiedTradeAllowanceCharge>${inIt}</SpecifiedTradeAllowanceCharge>`;
const total = (name: string, amount = "1"): string => `<${SUMMATION}><${name}>${amount}</${name}></${SUMMATION}>`;

const nines = (digits: number): string => "9".repeat(digits);

/** Breaks as many rules as so few elements can. */
const BROKEN_LINE =
  "<IncludedSupplyChainTradeLineItem><SpecifiedTradeProduct><GlobalID>1</GlobalID><OriginTradeCountry/></SpecifiedTradeProduct>" +
  "<SpecifiedLineTradeAgreement><GrossPriceProductTradePrice><ChargeAmount>-1</ChargeAmount><AppliedTradeAllowanceCharge><ActualAmount>1</ActualAmount></AppliedTradeAllowanceCharge></GrossPriceProductTradePrice></SpecifiedLineTradeAgreement>" +
  '<SpecifiedLineTradeDelivery><BilledQuantity unitCode="?">x</BilledQuantity></SpecifiedLineTradeDelivery>' +
  `<SpecifiedLineTradeSettlement><BillingSpecifiedPeriod/>${allowance("")}</SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>`;

const MEANS = "SpecifiedTradeSettlementPaymentMeans";

/** By what there is too much of. */
export const AIMED_CII: Readonly<Record<string, Shape>> = {
  "lines that break what they can": within(many(BROKEN_LINE)),
  "totals beside lines": within(many(lineOf(net("1"))), ...settlement(many(total("LineTotalAmount")))),
  "totals beside allowances": within(
    ...settlement(many(allowance(`${FALSE}<ActualAmount>1</ActualAmount>`)), many(total("AllowanceTotalAmount"))),
  ),
  "totals of VAT beside the breakdown": within(
    ...settlement(
      "<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>",
      many("<ApplicableTradeTax><CalculatedAmount>1</CalculatedAmount></ApplicableTradeTax>"),
      `<${SUMMATION}>`,
      many('<TaxTotalAmount currencyID="EUR">1</TaxTotalAmount>'),
      `</${SUMMATION}>`,
    ),
  ),
  "currencies beside totals of VAT": within(
    ...settlement(
      many("<InvoiceCurrencyCode>USD</InvoiceCurrencyCode>"),
      `<${SUMMATION}>`,
      many('<TaxTotalAmount currencyID="EUR">1.234</TaxTotalAmount>'),
      `</${SUMMATION}>`,
    ),
  ),
  "accounting currencies beside totals": within(
    ...settlement(
      many((index) => `<TaxCurrencyCode>${index}</TaxCurrencyCode>`),
      many(`<${SUMMATION}><TaxTotalAmount currencyID="EUR">1.234</TaxTotalAmount></${SUMMATION}>`),
    ),
  ),
  "amounts that may be the total": within(
    ...settlement(
      "<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>",
      `<${SUMMATION}>`,
      many("<TaxBasisTotalAmount>1</TaxBasisTotalAmount>"),
      many("<GrandTotalAmount>2</GrandTotalAmount>"),
      `</${SUMMATION}>`,
    ),
  ),
  "allowances of a category": within(
    ...settlement(
      many(
        allowance(
          `${FALSE}<ActualAmount>1.234</ActualAmount><ReasonCode>?</ReasonCode><CategoryTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode></CategoryTradeTax>`,
        ),
      ),
    ),
  ),
  "reasons of an allowance": within(
    ...settlement(...inside("SpecifiedTradeAllowanceCharge", many("<ReasonCode>?</ReasonCode>"), FALSE)),
  ),
  "amounts of an allowance": within(
    ...settlement(...inside("SpecifiedTradeAllowanceCharge", many("<ActualAmount>1.234</ActualAmount>"), FALSE)),
  ),
  "categories of an allowance": within(
    ...settlement(
      ...inside(
        "SpecifiedTradeAllowanceCharge",
        many("<CategoryTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode></CategoryTradeTax>"),
        FALSE,
      ),
    ),
  ),
  "rates, each another": within(
    many((index) => lineOf(tax("S", String(index)))),
    ...settlement(many((index) => tax("S", String(index)))),
  ),
  "categories, each another": within(
    many((index) => lineOf(tax(`C${index}`, "20"))),
    ...settlement(
      many((index) => tax(`C${index}`, "20")),
      tax("O", "0"),
    ),
  ),
  "groups of the breakdown": within(...settlement(many(tax("S", "20", "7")))),
  "another tax in the breakdown": within(...settlement(many(ANOTHER_TAX))),
  "another tax on one line": within(...line(...inside("SpecifiedLineTradeSettlement", many(ANOTHER_TAX), net("1")))),
  "bases of one tax": within(
    ...settlement(
      ...inside("ApplicableTradeTax", many("<BasisAmount>1.234</BasisAmount>"), "<TypeCode>VAT</TypeCode>"),
    ),
  ),
  "categories of one tax": within(
    ...settlement(...inside("ApplicableTradeTax", many("<CategoryCode>S</CategoryCode>"), "<TypeCode>VAT</TypeCode>")),
  ),
  "types of one tax": within(
    ...settlement(...inside("ApplicableTradeTax", many("<TypeCode>X</TypeCode>"), "<CategoryCode>S</CategoryCode>")),
  ),
  "tax points": within(
    ...settlement(many("<ApplicableTradeTax><TaxPointDate/><DueDateTypeCode>5</DueDateTypeCode></ApplicableTradeTax>")),
  ),
  "payees beside names of the seller": within(
    ...agreement(
      ...inside(
        "SellerTradeParty",
        many((index) => `<Name>N${index}</Name>`),
      ),
    ),
    ...settlement(many("<PayeeTradeParty><Name>P</Name></PayeeTradeParty>")),
  ),
  "names of the payee beside those of the seller": within(
    ...agreement(
      ...inside(
        "SellerTradeParty",
        many((index) => `<Name>N${index}</Name>`),
      ),
    ),
    ...settlement(
      ...inside(
        "PayeeTradeParty",
        many((index) => `<Name>P${index}</Name>`),
      ),
    ),
  ),
  "addresses of the seller": within(
    ...agreement(
      ...inside("SellerTradeParty", many("<URIUniversalCommunication><URIID>1</URIID></URIUniversalCommunication>")),
    ),
  ),
  "sellers beside payees": within(
    ...agreement(many("<SellerTradeParty/>")),
    ...settlement(many("<PayeeTradeParty><Name>P</Name></PayeeTradeParty>")),
  ),
  "accounts of a means of payment": within(
    ...settlement(
      ...inside(
        MEANS,
        many("<PayeePartyCreditorFinancialAccount><IBANID/></PayeePartyCreditorFinancialAccount>"),
        "<TypeCode>30</TypeCode>",
      ),
    ),
  ),
  "means of payment": within(
    ...settlement(
      many((index) => `<${MEANS}><TypeCode>30</TypeCode><Information>  ${index}  </Information></${MEANS}>`),
    ),
  ),
  "words of a means of payment": within(
    ...settlement(
      `<${MEANS}><Information>`,
      many(" a"),
      `</Information></${MEANS}><${MEANS}><Information>a</Information></${MEANS}>`,
    ),
  ),
  "documents of all types": within(
    ...agreement(
      many(
        "<AdditionalReferencedDocument><IssuerAssignedID>1</IssuerAssignedID><TypeCode>130</TypeCode><Name>1</Name></AdditionalReferencedDocument>",
      ),
    ),
  ),
  "numbers of a document": within(
    ...agreement(
      ...inside(
        "AdditionalReferencedDocument",
        many("<IssuerAssignedID>1</IssuerAssignedID>"),
        "<TypeCode>130</TypeCode><ReferenceTypeCode>AAA</ReferenceTypeCode>",
      ),
    ),
  ),
  "gross prices of a line": within(
    ...line(
      ...inside(
        "SpecifiedLineTradeAgreement",
        many("<GrossPriceProductTradePrice><BasisQuantity>1</BasisQuantity></GrossPriceProductTradePrice>"),
        "<NetPriceProductTradePrice/>",
      ),
    ),
  ),
  "quantities of a gross price": within(
    ...line(
      "<SpecifiedLineTradeAgreement>",
      ...inside("GrossPriceProductTradePrice", many("<BasisQuantity>1</BasisQuantity>")),
      "<NetPriceProductTradePrice/></SpecifiedLineTradeAgreement>",
    ),
  ),
  "identifiers of an article": within(
    ...line(...inside("SpecifiedTradeProduct", many("<GlobalID>1</GlobalID>"), "<OriginTradeCountry/>")),
  ),
  "attributes of an article": within(
    ...line(
      ...inside(
        "SpecifiedTradeProduct",
        many("<ApplicableProductCharacteristic><Description/></ApplicableProductCharacteristic>"),
      ),
    ),
  ),
  "lines within lines": within(
    many(
      `${"<IncludedSupplyChainTradeLineItem>".repeat(20)}<SpecifiedLineTradeSettlement>${net("1.234")}</SpecifiedLineTradeSettlement>${"</IncludedSupplyChainTradeLineItem>".repeat(20)}`,
    ),
  ),
  "dates with blanks": within(
    ...settlement(
      many(
        `<BillingSpecifiedPeriod><StartDateTime><udt:DateTimeString format="102">${" ".repeat(100)}?</udt:DateTimeString></StartDateTime></BillingSpecifiedPeriod>`,
      ),
    ),
  ),
  "one date of blanks": within(
    ...settlement(
      '<BillingSpecifiedPeriod><StartDateTime><udt:DateTimeString format="102">',
      many(" "),
      "?</udt:DateTimeString></StartDateTime></BillingSpecifiedPeriod>",
    ),
  ),
  countries: within(
    ...agreement(many("<OriginTradeCountry><ID>??</ID></OriginTradeCountry><CountryID>??</CountryID>")),
  ),
  "amounts of 10,000 digits": within(many(lineOf(net(nines(10_000)))), ...settlement(total("LineTotalAmount"))),
  "one amount of 60,000 decimals, then short ones": within(
    lineOf(net(`0.${nines(60_000)}`)),
    many(lineOf(net("1"))),
    ...settlement(total("LineTotalAmount")),
  ),
  "a breakdown of 60,000 digits each": within(...settlement(many(tax("S", nines(60_000), nines(60_000))))),
  "one total of millions of digits": within(
    ...settlement(
      `<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode><${SUMMATION}><TaxBasisTotalAmount>`,
      many("9"),
      `</TaxBasisTotalAmount><TaxTotalAmount currencyID="EUR">1</TaxTotalAmount></${SUMMATION}>`,
    ),
  ),
  "unknown trees below lines": within(
    many(
      `<IncludedSupplyChainTradeLineItem>${"<x>".repeat(18)}${"</x>".repeat(18)}</IncludedSupplyChainTradeLineItem>`,
    ),
  ),
  "known names below unknown ones": within(
    many('<x><ID schemeID="?">1</ID><ApplicableTradeTax/><AdditionalReferencedDocument/><CountryID/><Name/></x>'),
  ),
  "attributes of all kinds": within(
    ...agreement(
      many(
        `<BuyerReference schemeID="b" listID="c" currencyID="d" unitCode="e" mimeCode="f" format="102" languageID="g" ${Array.from({ length: 110 }, (_, index) => `a${index}=""`).join(" ")}/>`,
      ),
    ),
  ),
};
