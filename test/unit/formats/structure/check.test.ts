/** What the schemas of UBL 2.1 and CII D16B refuse, one document and one fault at a time, named so that one can mend it. */
import { describe, expect, it } from "vitest";
import { STRUCTURE_FAULTS } from "#domain/fautes/structure.ts";
import { cii, type Edit, faultsIn, told, ublCreditNote, ublInvoice } from "./documents.ts";

const ID = "<cbc:ID>F1</cbc:ID>\n";
const DATE = "<cbc:IssueDate>2026-01-31</cbc:IssueDate>\n";
const NOTE = "<cbc:Note>une</cbc:Note>\n";
const SUPPLIER = "<cac:AccountingSupplierParty/>\n";
const CUSTOMER = "<cac:AccountingCustomerParty/>\n";
const EXTENSIONS = (content: string): Edit => [
  ID,
  `<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>${content}</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>${ID}`,
];
const CII_DATE = '<udt:DateTimeString format="102">20260131</udt:DateTimeString>';

interface Case {
  readonly it: string;
  readonly xml: string;
  readonly says: readonly string[];
}

const REFUSED: readonly Case[] = [
  {
    it: "an element that no type knows",
    xml: ublInvoice([NOTE, "<cbc:Remark><cbc:ID/></cbc:Remark>\n"]),
    says: [
      "STRUCT-ELEMENT-INCONNU 4 L'élément « Remark » (espace de noms : urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2) n'existe pas en UBL 2.1.",
    ],
  },
  {
    it: "an element in no namespace that no type knows",
    xml: cii(["<ram:TypeCode>", '<Type xmlns=""/><ram:TypeCode>']),
    says: ["STRUCT-ELEMENT-INCONNU 6 L'élément « Type » (espace de noms : aucun) n'existe pas en CII D16B."],
  },
  {
    it: "a known element in another namespace, and what comes after it is in order",
    xml: ublInvoice([ID, "<ID>F1</ID>\n"]),
    says: [
      "STRUCT-ESPACE-DE-NOMS 2 L'élément « ID » est écrit dans l'espace de noms « urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 » au lieu de « urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2 ».",
    ],
  },
  {
    it: "an element of another parent",
    xml: ublInvoice([NOTE, "<cbc:PayableAmount>1</cbc:PayableAmount>\n"]),
    says: ["STRUCT-ELEMENT-INTERDIT 4 L'élément « PayableAmount » n'est pas admis dans « Invoice »."],
  },
  {
    it: "an element that comes too late",
    xml: ublInvoice([ID, ""], [NOTE, NOTE + ID]),
    says: [
      "STRUCT-ELEMENT-DEPLACE 4 L'élément « ID » n'est pas à sa place dans « Invoice » : il doit venir avant « IssueDate ».",
    ],
  },
  {
    it: "an element that comes too early, and not all those that it precedes",
    xml: ublInvoice([ID, `<cac:Delivery/>\n${ID}`]),
    says: [
      "STRUCT-ELEMENT-DEPLACE 2 L'élément « Delivery » n'est pas à sa place dans « Invoice » : il doit venir après « AccountingCustomerParty ».",
    ],
  },
  {
    it: "a namesake apart from the others",
    xml: ublInvoice([SUPPLIER, NOTE + SUPPLIER], [CUSTOMER, CUSTOMER + NOTE]),
    says: [
      "STRUCT-ELEMENT-DEPLACE 8 L'élément « Note » n'est pas à sa place dans « Invoice » : il doit venir avant « AccountingSupplierParty ».",
    ],
  },
  {
    it: "an element that may stand there once, each time but the first",
    xml: ublInvoice([ID, ID + ID + ID]),
    says: [
      "STRUCT-ELEMENT-REPETE 3 L'élément « ID » est de trop : « Invoice » n'admet qu'un seul élément « ID ».",
      "STRUCT-ELEMENT-REPETE 4 L'élément « ID » est de trop : « Invoice » n'admet qu'un seul élément « ID ».",
    ],
  },
  {
    it: "a second alternative of a choice",
    xml: cii([CII_DATE, `${CII_DATE}<udt:DateTime>2026-01-31T00:00:00</udt:DateTime>`]),
    says: [
      "STRUCT-ELEMENT-REPETE 7 L'élément « DateTime » est de trop : « IssueDateTime » n'admet qu'un seul élément « DateTimeString » ou « DateTime ».",
    ],
  },
  {
    it: "what is missing, at the parent",
    xml: ublInvoice([ID, ""], [SUPPLIER, ""]),
    says: [
      "STRUCT-ELEMENT-ABSENT 1 L'élément obligatoire « ID » manque dans « Invoice ».",
      "STRUCT-ELEMENT-ABSENT 1 L'élément obligatoire « AccountingSupplierParty » manque dans « Invoice ».",
    ],
  },
  {
    it: "what is missing at the end",
    xml: cii(["<ram:ApplicableHeaderTradeSettlement/>\n", ""]),
    says: [
      "STRUCT-ELEMENT-ABSENT 9 L'élément obligatoire « ApplicableHeaderTradeSettlement » manque dans « SupplyChainTradeTransaction ».",
    ],
  },
  {
    it: "a choice without any of its alternatives",
    xml: cii([CII_DATE, ""]),
    says: [
      "STRUCT-ELEMENT-ABSENT 7 L'élément obligatoire « DateTimeString » ou « DateTime » manque dans « IssueDateTime ».",
    ],
  },
  {
    it: "a value that is not of its kind",
    xml: ublInvoice(["2026-01-31", "31/01/2026"]),
    says: ["STRUCT-VALEUR 3 La valeur de l'élément « IssueDate » n'est pas une date, comme 2026-01-31."],
  },
  {
    it: "an empty amount",
    xml: ublCreditNote(['currencyID="EUR">1</cbc:PayableAmount>', 'currencyID="EUR"/>']),
    says: ["STRUCT-VALEUR 7 La valeur de l'élément « PayableAmount » n'est pas un nombre décimal, comme 1200.00."],
  },
  {
    it: "text among elements",
    xml: ublInvoice([DATE, `${DATE}\u00a0`]),
    says: ["STRUCT-TEXTE 1 L'élément « Invoice » contient du texte, alors qu'il ne doit contenir que des éléments."],
  },
  {
    it: "text in an element that has no children",
    xml: cii(["<rsm:ExchangedDocumentContext/>", "<rsm:ExchangedDocumentContext>A1</rsm:ExchangedDocumentContext>"]),
    says: [
      "STRUCT-TEXTE 3 L'élément « ExchangedDocumentContext » contient du texte, alors qu'il ne doit contenir que des éléments.",
    ],
  },
  {
    it: "an element in a value",
    xml: ublInvoice(["<cbc:Note>une", "<cbc:Note>une\n<cbc:ID/>"]),
    says: ["STRUCT-CONTENU 5 L'élément « Note » contient l'élément « ID », alors qu'il ne doit contenir que du texte."],
  },
  {
    it: "an attribute that is not of this type",
    xml: ublInvoice(["<cbc:IssueDate>", '<cbc:IssueDate format="102">']),
    says: ["STRUCT-ATTRIBUT-INCONNU 3 L'attribut « format » n'est pas admis sur l'élément « IssueDate »."],
  },
  {
    it: "xml:lang, which neither syntax has",
    xml: ublInvoice(["<cbc:Note>", '<cbc:Note xml:lang="fr">']),
    says: ["STRUCT-ATTRIBUT-INCONNU 4 L'attribut « lang » n'est pas admis sur l'élément « Note »."],
  },
  {
    it: "a known attribute in a namespace",
    xml: ublInvoice(["<cbc:Note>", '<cbc:Note cbc:languageID="fr">']),
    says: ["STRUCT-ATTRIBUT-INCONNU 4 L'attribut « languageID » n'est pas admis sur l'élément « Note »."],
  },
  {
    it: "a missing attribute",
    xml: ublInvoice([' currencyID="EUR"', ""]),
    says: ["STRUCT-ATTRIBUT-ABSENT 7 L'attribut obligatoire « currencyID » manque sur l'élément « PayableAmount »."],
  },
  {
    it: "an attribute whose value is not of its kind",
    xml: ublInvoice(["<cbc:Note>", '<cbc:Note languageID="français">']),
    says: [
      "STRUCT-ATTRIBUT-VALEUR 4 La valeur de l'attribut « languageID » de l'élément « Note » n'est pas un code de langue, comme fr ou fr-FR.",
    ],
  },
  {
    it: "another value than the only one of an attribute",
    xml: cii(["<ram:TypeCode>", '<ram:TypeCode listID="UNTDID 1001">']),
    says: ["STRUCT-ATTRIBUT-VALEUR 6 La valeur de l'attribut « listID » de l'élément « TypeCode » n'est pas « 1001 »."],
  },
  {
    it: "an extension without content",
    xml: ublInvoice(EXTENSIONS("")),
    says: [
      "STRUCT-EXTENSION 2 L'élément « ExtensionContent » doit contenir un seul élément, d'un espace de noms propre à l'extension.",
    ],
  },
  {
    it: "an element of UBL that is not in order, deep in an extension",
    xml: ublInvoice(
      EXTENSIONS(
        '<x:A xmlns:x="urn:x"><x:B><cac:Country><cbc:Name/><cbc:IdentificationCode/></cac:Country></x:B></x:A>',
      ),
    ),
    says: [
      "STRUCT-ELEMENT-DEPLACE 2 L'élément « IdentificationCode » n'est pas à sa place dans « Country » : il doit venir avant « Name ».",
    ],
  },
];

const ACCEPTED: Readonly<Record<string, string>> = {
  "prefixes of the document's own": ublInvoice().replaceAll("cbc:", "b:").replaceAll("xmlns:cbc", "xmlns:b"),
  "white space and comments among elements": ublInvoice([NOTE, `${NOTE}\t<!-- ici -->\r\n`]),
  "a comment in a value": ublInvoice(["2026-01-31", "2026-<!-- mois -->01-31"]),
  "white space around a date, as XML Schema 1.0 part 2 §4.3.6 collapses it": ublInvoice([
    "2026-01-31",
    " 2026-01-31\n",
  ]),
  "where a schema lies (XML Schema 1.0 part 1 §2.6.3)": ublInvoice([
    "<cbc:ID>",
    '<cbc:ID xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xsi:noNamespaceSchemaLocation="c">',
  ]),
  "the only value of an attribute, white space collapsed": cii(["<ram:TypeCode>", '<ram:TypeCode listID=" 1001 ">']),
  "the other alternative of a choice": cii([CII_DATE, "<udt:DateTime>2026-01-31T00:00:00Z</udt:DateTime>"]),
  "an extension of any vocabulary": ublInvoice(EXTENSIONS('<x:A xmlns:x="urn:x" b="1">x<x:B/></x:A>')),
  "a signature in an extension, whatever it holds": ublInvoice(
    EXTENSIONS(
      `<sig:UBLDocumentSignatures xmlns:sig="urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2"><s:SignatureInformation
 xmlns:s="urn:oasis:names:specification:ubl:schema:xsd:SignatureAggregateComponents-2"><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
 Id="x">x<cbc:ID a="1"><cbc:ID/></cbc:ID></ds:Signature></s:SignatureInformation></sig:UBLDocumentSignatures>`,
    ),
  ),
};

describe("the structure of a document", () => {
  it.each([
    ["UBL invoice", ublInvoice()],
    ["UBL credit note", ublCreditNote()],
    ["CII", cii()],
  ])("is right in a small %s", (_, xml) => {
    expect(told(xml)).toEqual([]);
  });

  it.each(REFUSED)("refuses $it", ({ xml, says }) => {
    expect(told(xml)).toEqual(says);
  });

  it.each(Object.entries(ACCEPTED))("accepts %s", (_, xml) => {
    expect(told(xml)).toEqual([]);
  });

  it.each([
    ["nothing", ""],
    ["two elements", '<x:A xmlns:x="urn:x"/><x:A xmlns:x="urn:x"/>'],
    ["an element in no namespace", '<A xmlns=""/>'],
    ["an element of the extensions' own namespace", "<ext:ExtensionURI/>"],
  ])("refuses an extension that holds %s", (_, content) => {
    expect(faultsIn(ublInvoice(EXTENSIONS(content))).map(({ code }) => code)).toEqual(["STRUCT-EXTENSION"]);
  });

  it("has a case for each of its faults", () => {
    const met = new Set(REFUSED.flatMap(({ xml }) => faultsIn(xml).map(({ code }) => code)));
    expect([...met].toSorted()).toEqual(Object.keys(STRUCTURE_FAULTS).toSorted());
  });

  it("fills every parameter of every text", () => {
    const texts = REFUSED.flatMap(({ xml }) => faultsIn(xml).flatMap(({ message, fix }) => [message, fix]));
    expect(texts.filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
  });
});

describe("a fault of structure", () => {
  const fixOf = (xml: string) => faultsIn(xml)[0]?.fix;

  it("is fatal, and tells its place and what is written there", () => {
    expect(faultsIn(ublInvoice(["2026-01-31", "demain"]))).toMatchObject([
      { severity: "fatal", at: { path: "/Invoice/IssueDate", line: 3, column: 1 }, value: "demain" },
    ]);
  });

  it.each([
    [
      "one",
      ublInvoice([NOTE, "<cbc:PayableAmount/>"]),
      "Placez « PayableAmount » dans « LegalMonetaryTotal », ou supprimez-le.",
    ],
    [
      "two",
      cii(["<ram:TypeCode>", "<ram:DuePayableAmount/><ram:TypeCode>"]),
      "Placez « DuePayableAmount » dans « ApplicableHeaderTradeSettlement » ou « SpecifiedTradeSettlementHeaderMonetarySummation », ou supprimez-le.",
    ],
    ["many", ublInvoice([NOTE, "<cbc:Name/>"]), "Placez « Name » dans un élément qui l'admet, ou supprimez-le."],
  ])("says where an element belongs that has %s", (_, xml, fix) => {
    expect(fixOf(xml)).toBe(fix);
  });

  it("says after what to put the missing one, or that it comes first", () => {
    expect(fixOf(ublInvoice([SUPPLIER, ""]))).toBe(
      "Ajoutez l'élément « AccountingSupplierParty » dans « Invoice », après « Note ».",
    );
    expect(fixOf(ublInvoice([ID, ""]))).toBe("Ajoutez l'élément « ID » dans « Invoice », en premier.");
  });
});
