/** UBL-SR, UBL-DT and the few UBL-CR that say more than that something is not to be there: what each accepts and refuses. */
import { describe, expect, it } from "vitest";
import { UBL_RULES } from "#formats/ubl/rules.ts";
import { firing, type RuleCase, untested } from "./fire.ts";
import { markup } from "./markup.ts";

const inInvoice = firing(UBL_RULES, "invoice");
const inCreditNote = firing(UBL_RULES, "creditNote");

const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const LINE = "cac:InvoiceLine";
const CATEGORY = markup("cac:Item/cac:ClassifiedTaxCategory");

/** Once is right, twice is wrong: what is given once, and the elements around it. */
const ONCE: Readonly<Record<string, readonly [around: string, once: string]>> = {
  "UBL-SR-01": ["cac:ContractDocumentReference", "cbc:ID"],
  "UBL-SR-02": ["cac:ReceiptDocumentReference", "cbc:ID"],
  "UBL-SR-03": ["cac:DespatchDocumentReference", "cbc:ID"],
  "UBL-SR-05": ["cac:PaymentTerms", "cbc:Note"],
  "UBL-SR-06": ["cac:BillingReference", "cac:InvoiceDocumentReference/cbc:ID"],
  "UBL-SR-08": ["", "cac:InvoicePeriod"],
  "UBL-SR-09": [SELLER, "cac:PartyLegalEntity/cbc:RegistrationName"],
  "UBL-SR-10": [SELLER, "cac:PartyName/cbc:Name"],
  "UBL-SR-11": [SELLER, "cac:PartyLegalEntity/cbc:CompanyID"],
  "UBL-SR-14": [SELLER, "cac:PartyLegalEntity/cbc:CompanyLegalForm"],
  "UBL-SR-15": [BUYER, "cac:PartyLegalEntity/cbc:RegistrationName"],
  "UBL-SR-16": [BUYER, "cac:PartyIdentification/cbc:ID"],
  "UBL-SR-17": [BUYER, "cac:PartyLegalEntity/cbc:CompanyID"],
  "UBL-SR-40": [BUYER, "cac:PartyName/cbc:Name"],
  "UBL-SR-22": ["cac:TaxRepresentativeParty", "cac:PartyName/cbc:Name"],
  "UBL-SR-24": ["", "cac:Delivery"],
  "UBL-SR-25": ["cac:Delivery", "cac:DeliveryParty/cac:PartyName/cbc:Name"],
  "UBL-SR-26": ["cac:PaymentMeans", "cbc:PaymentID"],
  "UBL-SR-27": ["cac:PaymentMeans", "cbc:PaymentMeansCode"],
  "UBL-SR-28": ["cac:PaymentMeans/cac:PaymentMandate", "cbc:ID"],
  "UBL-SR-32": ["cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", "cbc:TaxExemptionReason"],
  "UBL-SR-33": ["cac:AdditionalDocumentReference", "cbc:DocumentDescription"],
  "UBL-SR-34": [LINE, "cbc:Note"],
  "UBL-SR-35": [LINE, "cac:OrderLineReference/cbc:LineID"],
  "UBL-SR-36": [LINE, "cac:InvoicePeriod"],
  "UBL-SR-37": [`${LINE}/cac:Price/cac:AllowanceCharge`, "cbc:Amount"],
  "UBL-SR-39": ["cac:ProjectReference", "cbc:ID"],
  "UBL-SR-49": ["cac:InvoicePeriod", "cbc:DescriptionCode"],
  "UBL-SR-50": [`${LINE}/cac:Item`, "cbc:Description"],
  "UBL-SR-51": ["cac:Delivery/cac:DeliveryLocation/cac:Address", "cac:AddressLine"],
  "UBL-SR-52": ["cac:CreditNoteLine", "cac:DocumentReference"],
  "UBL-SR-54": ["cac:PaymentMeans", "cac:CardAccount"],
  "UBL-SR-55": ["cac:PaymentMeans", "cac:PaymentMandate"],
  "UBL-SR-56": ["cac:OriginatorDocumentReference", "cbc:ID"],
};

const registration = (tax: string, id = markup("cbc:CompanyID", "FR1")): string =>
  markup("cac:PartyTaxScheme", id, markup("cac:TaxScheme/cbc:ID", tax));
const document = (...content: readonly string[]): string => markup("cac:AdditionalDocumentReference", ...content);
const type = (code: string): string => markup("cbc:DocumentTypeCode", code);
const legalName = (name: string): string => markup(`${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`, name);
const payee = (...content: readonly string[]): string => markup("cac:PayeeParty", ...content);
const called = (name: string): string => markup("cac:PartyName/cbc:Name", name);
const allowance = (indicator: string, reasons: number): string =>
  markup(
    "cac:AllowanceCharge",
    markup("cbc:ChargeIndicator", indicator),
    markup("cbc:AllowanceChargeReason").repeat(reasons),
  );
const means = (code: string): string => markup("cac:PaymentMeans/cbc:PaymentMeansCode", code);
const reference = (id: string): string => markup("cac:PaymentMeans/cbc:PaymentID", id);
const creditor = (scheme: string): string => markup(`${SELLER}/cac:PartyIdentification/cbc:ID@schemeID=${scheme}`, "x");
const file = (attributes: string): string =>
  document(markup(`cac:Attachment/cbc:EmbeddedDocumentBinaryObject${attributes}`));

const CASES: readonly RuleCase[] = [
  {
    id: "UBL-SR-04",
    holds: [document(type("130"), "<cbc:ID/>") + document("<cbc:ID/>")],
    breaks: [document(type("130"), "<cbc:ID/>").repeat(2)],
  },
  {
    id: "UBL-SR-07",
    holds: [markup("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")],
    breaks: [markup("cac:BillingReference/cac:InvoiceDocumentReference"), markup(`${LINE}/cac:BillingReference`)],
  },
  {
    id: "UBL-SR-12",
    holds: [
      markup(SELLER, registration("VAT"), registration("TAX")),
      markup(SELLER, registration("VAT"), registration(" VAT")),
    ],
    breaks: [markup(SELLER, registration("VAT"), registration("vat"))],
  },
  {
    id: "UBL-SR-13",
    holds: [markup(SELLER, registration("VAT"), registration("TAX"))],
    breaks: [markup(SELLER, registration("TAX"), registration(""))],
  },
  {
    id: "UBL-SR-18",
    holds: [markup(BUYER, registration("VAT"))],
    breaks: [markup(BUYER, registration("VAT").repeat(2))],
  },
  {
    id: "UBL-SR-19",
    holds: [legalName("A") + payee(called("B")), ""],
    breaks: [
      legalName("A") + payee(called("A")),
      legalName("A") + payee(),
      payee(called("B")),
      legalName("A") + payee(called("B").repeat(2)),
    ],
  },
  {
    id: "UBL-SR-20",
    holds: [
      legalName("A") +
        payee(
          called("B"),
          markup("cac:PartyIdentification/cbc:ID@schemeID=SEPA"),
          markup("cac:PartyIdentification/cbc:ID"),
        ),
    ],
    breaks: [legalName("A") + payee(called("B"), markup("cac:PartyIdentification/cbc:ID").repeat(2)), payee()],
  },
  {
    id: "UBL-SR-21",
    holds: [legalName("A") + payee(called("B"), markup("cac:PartyLegalEntity/cbc:CompanyID"))],
    breaks: [legalName("A") + payee(called("B"), markup("cac:PartyLegalEntity/cbc:CompanyID").repeat(2)), payee()],
  },
  {
    id: "UBL-SR-23",
    holds: [markup("cac:TaxRepresentativeParty", registration("VAT"))],
    breaks: [markup("cac:TaxRepresentativeParty", registration("VAT").repeat(2))],
  },
  {
    id: "UBL-SR-29",
    holds: [creditor("SEPA") + creditor("0088")],
    breaks: [creditor("SEPA") + creditor("sepa")],
  },
  { id: "UBL-SR-30", holds: [allowance("false", 1), allowance("true", 2)], breaks: [allowance(" 0 ", 2)] },
  { id: "UBL-SR-31", holds: [allowance("true", 1), allowance("false", 2)], breaks: [markup(LINE, allowance("1", 2))] },
  {
    id: "UBL-SR-42",
    holds: [markup(SELLER, registration("VAT"), registration("TAX"))],
    breaks: [markup(SELLER, registration("").repeat(3))],
  },
  {
    id: "UBL-SR-43",
    holds: [document("<cbc:ID/>"), document(type("130"), markup("cbc:ID@schemeID=AAB"))],
    breaks: [document(markup("cbc:ID@schemeID=AAB")), document(type("50")), document(type(" 130 "))],
  },
  {
    id: "UBL-SR-44",
    holds: [reference("A").repeat(2)],
    breaks: [reference("A") + reference("A ")],
  },
  {
    id: "UBL-SR-45",
    holds: [markup("cac:PaymentMeans/cbc:PaymentDueDate")],
    breaks: [markup("cac:PaymentMeans/cbc:PaymentDueDate").repeat(2)],
  },
  {
    id: "UBL-SR-46",
    holds: [markup("cac:PaymentMeans/cbc:PaymentMeansCode@name=x") + means("30")],
    breaks: [markup("cac:PaymentMeans/cbc:PaymentMeansCode@name=x").repeat(2)],
  },
  { id: "UBL-SR-47", holds: [means("30").repeat(2)], breaks: [means("30") + means("58")] },
  {
    id: "UBL-SR-48",
    holds: [markup(LINE, CATEGORY)],
    breaks: [markup(LINE), markup("cac:CreditNoteLine", CATEGORY.repeat(2))],
  },
  {
    id: "UBL-SR-53",
    holds: [markup(BUYER, registration(""))],
    breaks: [markup(BUYER, registration("VAT", "")), markup(BUYER, markup("cac:PartyTaxScheme/cbc:CompanyID"))],
  },
  {
    id: "UBL-CR-002",
    holds: ["", markup("cbc:UBLVersionID", "2.1")],
    breaks: [markup("cbc:UBLVersionID", "2.0"), markup("cbc:UBLVersionID", "2.1 ")],
  },
  { id: "UBL-CR-412", holds: [""], breaks: [markup("cac:PaymentMeans/cbc:PaymentDueDate")] },
  {
    id: "UBL-CR-665",
    holds: [document(type("130"), markup("cbc:ID@schemeID=AAB")), document("<cbc:ID/>")],
    breaks: [document(markup("cbc:ID@schemeID=AAB")), document(type("50"), markup("cbc:ID@schemeID=AAB"))],
  },
  {
    id: "UBL-CR-666",
    holds: [document(type("130")) + document("<cac:Attachment/>")],
    breaks: [document(type("130"), "<cac:Attachment/>")],
  },
  {
    id: "UBL-CR-673",
    holds: [document("<cbc:DocumentDescription/>")],
    breaks: [document(type("130"), "<cbc:DocumentDescription/>")],
  },
  {
    id: "UBL-DT-01",
    holds: [
      markup("cac:LegalMonetaryTotal/cbc:PayableAmount", "1.25"),
      markup(`${LINE}/cac:Price/cbc:PriceAmount`, "1.2345"),
      markup(`${LINE}/cac:Price/cac:AllowanceCharge/cbc:BaseAmount`, "1.2345"),
    ],
    breaks: [
      markup("cac:LegalMonetaryTotal/cbc:PayableAmount", "1.250"),
      markup("cac:LegalMonetaryTotal/cbc:PayableAmount", "1.25 "),
      markup("ext:UBLExtensions/ext:AnyAmount", "1.250"),
    ],
  },
  { id: "UBL-DT-06", holds: [file("@mimeCode=text/csv")], breaks: [file("@filename=a.csv")] },
  { id: "UBL-DT-07", holds: [file("@filename=a.csv")], breaks: [file("@mimeCode=text/csv")] },
  {
    id: "UBL-DT-18",
    holds: [markup("cac:PaymentMeans/cbc:PaymentMeansCode@name=x")],
    breaks: [markup("cbc:InvoiceTypeCode@name=x")],
  },
];

const once = ([around, path]: readonly [string, string], times: number): string =>
  around === "" ? markup(path).repeat(times) : markup(around, markup(path).repeat(times));

const ALL: readonly RuleCase[] = [
  ...Object.entries(ONCE).map(([id, path]) => ({ id, holds: [once(path, 1)], breaks: [once(path, 2)] })),
  ...CASES,
];

describe("the rules of UBL", () => {
  it("are all tested", () => {
    expect(untested(UBL_RULES, ALL)).toEqual([]);
  });

  it.each(ALL)("$id accepts what is right and refuses what is wrong", ({ id, holds, breaks }) => {
    expect(holds.filter((fragment) => inInvoice(fragment).includes(id))).toEqual([]);
    expect(breaks.filter((fragment) => !inInvoice(fragment).includes(id))).toEqual([]);
  });
});

describe("a credit note", () => {
  it("has its date of payment in the means of payment (UBL-CR-412)", () => {
    expect(inCreditNote(markup("cac:PaymentMeans/cbc:PaymentDueDate"))).toEqual([]);
  });

  it("refers to a tender or lot by a document of type 50 (UBL-SR-43)", () => {
    expect(inCreditNote(document(type("50")))).toEqual([]);
  });
});

describe("time", () => {
  it("grows with the number of payees, not with its square", () => {
    const payees = legalName("A") + payee(called("B")).repeat(40_000);
    const start = performance.now();
    expect(inInvoice(payees)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("grows with the number of amounts in a price, not with its square", () => {
    const price = markup(`${LINE}/cac:Price`, "<cbc:AnyAmount>1.234</cbc:AnyAmount>".repeat(60_000));
    const start = performance.now();
    expect(inInvoice(price)).toContain("UBL-DT-01");
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
