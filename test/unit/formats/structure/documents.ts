/** Documents as small as the schemas allow, to break in one place. */
import type { Fault } from "#domain/fautes/fault.ts";
import { FaultLog } from "#formats/fault-log.ts";
import { checkStructure } from "#formats/structure/check.ts";
import { syntaxOf } from "#formats/syntaxes.ts";
import { readXml } from "#formats/xml/reader.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
const CII = "urn:un:unece:uncefact:data:standard:";

const UBL_NAMESPACES = [
  "cac:CommonAggregateComponents-2",
  "cbc:CommonBasicComponents-2",
  "ext:CommonExtensionComponents-2",
]
  .map((declared) => declared.replace(/^(\w+):(.+)$/, ` xmlns:$1="${UBL}$2"`))
  .join("");

const UBL_BODY = `<cbc:ID>F1</cbc:ID>
<cbc:IssueDate>2026-01-31</cbc:IssueDate>
<cbc:Note>une</cbc:Note>
<cac:AccountingSupplierParty/>
<cac:AccountingCustomerParty/>
<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">1</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:LINE><cbc:ID>1</cbc:ID><cbc:LineExtensionAmount currencyID="EUR">1</cbc:LineExtensionAmount><cac:Item/></cac:LINE>`;

/** What is there, and what to put instead. */
export type Edit = readonly [found: string, instead: string];

const edited = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((before, [found, instead]) => {
    if (!before.includes(found)) throw new Error(`${found} is not in the document`);
    return before.replace(found, () => instead);
  }, text);

const ubl =
  (root: string) =>
  (...edits: readonly Edit[]): string =>
    edited(
      `<${root} xmlns="${UBL}${root}-2"${UBL_NAMESPACES}>\n${UBL_BODY.replaceAll("cac:LINE", `cac:${root}Line`)}\n</${root}>`,
      edits,
    );

export const ublInvoice = ubl("Invoice");
export const ublCreditNote = ubl("CreditNote");

export const cii = (...edits: readonly Edit[]): string =>
  edited(
    `<rsm:CrossIndustryInvoice xmlns:rsm="${CII}CrossIndustryInvoice:100" xmlns:qdt="${CII}QualifiedDataType:100"
 xmlns:ram="${CII}ReusableAggregateBusinessInformationEntity:100" xmlns:udt="${CII}UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext/>
<rsm:ExchangedDocument>
<ram:ID>F1</ram:ID>
<ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20260131</udt:DateTimeString></ram:IssueDateTime>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeAgreement/>
<ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement/>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>`,
    edits,
  );

/** Faults of the structure alone, of a document that can be read. */
export const faultsIn = (text: string): readonly Fault[] => {
  const document = readXml(text, (uri, local) => {
    const known = syntaxOf(uri, local);
    if (known === undefined) throw new Error(`${local}: no root of a syntax`);
    return { kind: known.syntax, place: known.place };
  });
  if ("fault" in document) throw new Error(document.fault.message);
  const faults = new FaultLog();
  checkStructure(document.root, document.kind, faults);
  return faults.all();
};

/** Code, line and message of each. */
export const told = (text: string): readonly string[] =>
  faultsIn(text).map(({ code, at, message }) => `${code} ${at?.line} ${message}`);
