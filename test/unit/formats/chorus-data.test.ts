/** Chorus data are found where each syntax has them: a document says them, and the header that routing uses has them. */
import { describe, expect, it } from "vitest";
import { readHeader } from "#domain/facture/header.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { MARCHE } from "#infra/samples/facture.ts";
import { sampleCii, sampleUbl } from "#infra/samples/invoice.ts";
import { OPTIONS } from "./options.ts";

const VALIDEUR = "99999990700010";

const headerOf = (xml: string) => {
  const { invoice, structure } = readInvoice(Buffer.from(xml));
  expect(structure).toEqual([]);
  return invoice && readHeader(invoice, { checkSiretKey: true }).header;
};

/** Puts `content` in front of the first `before`. */
const insert = (xml: string, before: string, content: string): string => {
  expect(xml).toContain(before);
  return xml.replace(before, content + before);
};

const ubl = sampleUbl(OPTIONS);
const cii = sampleCii(OPTIONS);

const siret = { typeIdentifiantStructure: "SIRET", identifiantStructure: VALIDEUR };

describe.each([
  ["UBL", ubl],
  ["CII", cii],
])("a sample in %s", (_, xml) => {
  it("says supplier, recipient, service, engagement and cadre", () => {
    expect(headerOf(xml)).toMatchObject({
      fournisseur: { typeIdentifiantStructure: "SIRET", identifiantStructure: OPTIONS.fournisseur.siret },
      destinataire: { typeIdentifiantStructure: "SIRET", identifiantStructure: OPTIONS.destinataire.siret },
      codeService: OPTIONS.codeService,
      numeroEngagement: OPTIONS.engagement,
      cadre: "A1",
    });
  });

  it("has neither valideur, original invoice nor factor", () => {
    const header = headerOf(xml);
    for (const name of ["valideur", "numeroFactureOrigine", "affactureur"]) {
      expect(header).not.toHaveProperty(name);
    }
  });
});

describe("in UBL", () => {
  it.each([
    ["the contract (BT-12)", ubl, { numeroMarche: MARCHE }],
    [
      "the valideur, agent of the seller (EXT-FR-FE-BG-03)",
      insert(
        ubl,
        "</cac:Party>",
        `<cac:AgentParty><cac:PartyIdentification><cbc:ID schemeID="0009">${VALIDEUR}</cbc:ID></cac:PartyIdentification></cac:AgentParty>`,
      ),
      { valideur: siret },
    ],
    [
      "the original invoice of a credit note (BT-25)",
      sampleUbl({ ...OPTIONS, typeFacture: "381", factureOrigine: { numero: "F-0", date: "2026-01-31" } }),
      { numeroFactureOrigine: "F-0", typeFacture: "381" },
    ],
    [
      "the factor (BT-59)",
      insert(
        ubl,
        "<cac:Delivery>",
        "<cac:PayeeParty><cac:PartyName><cbc:Name>Factor</cbc:Name></cac:PartyName></cac:PayeeParty>",
      ),
      { affactureur: "Factor" },
    ],
    [
      "the service, as a code routage beside the SIRET (BT-46, 0224)",
      ubl.replace(
        /(<cbc:ID schemeID="0009">99999990700010<\/cbc:ID>\s*<\/cac:PartyIdentification>)/,
        '$1<cac:PartyIdentification><cbc:ID schemeID="0224">SERV2</cbc:ID></cac:PartyIdentification>',
      ),
      { codeService: "SERV2" },
    ],
    [
      "the cadre, in the extension of AIFE of any edition",
      insert(
        ubl.replace("<cbc:ProfileID>A1</cbc:ProfileID>", "").replace(" xmlns:cac=", ' xmlns:x="urn:x" xmlns:cac='),
        "<cbc:CustomizationID>",
        '<ext:UBLExtensions xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"><ext:UBLExtension><ext:ExtensionContent><x:FactureExtension><x:CategoryCode>A2</x:CategoryCode></x:FactureExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>',
      ),
      { cadre: "A2" },
    ],
  ])("%s", (_, xml, expected) => {
    expect(headerOf(xml)).toMatchObject(expected);
  });
});

describe("in CII", () => {
  const party = (name: string, id: string): string => `<ram:${name}>${id}</ram:${name}>`;
  const global = `<ram:GlobalID schemeID="0009">${VALIDEUR}</ram:GlobalID>`;

  it.each([
    ["the contract (BT-12)", cii, { numeroMarche: MARCHE }],
    [
      "the valideur, agent of the seller (EXT-FR-FE-BG-03)",
      insert(cii, "<ram:BuyerOrderReferencedDocument>", party("SalesAgentTradeParty", global)),
      { valideur: siret },
    ],
    [
      "the valideur, where FSO1116A has it: the scheme of the pivot, in the registration of who is invoiced",
      insert(
        cii,
        "<ram:SpecifiedTradeSettlementPaymentMeans>",
        party(
          "InvoiceeTradeParty",
          `<ram:SpecifiedLegalOrganization><ram:ID schemeID="1">${VALIDEUR}</ram:ID></ram:SpecifiedLegalOrganization>`,
        ),
      ),
      { valideur: siret },
    ],
    [
      "the original invoice of a credit note (BT-25)",
      sampleCii({ ...OPTIONS, typeFacture: "381", factureOrigine: { numero: "F-0", date: "2026-01-31" } }),
      { numeroFactureOrigine: "F-0" },
    ],
    [
      "the factor (BT-59)",
      insert(
        cii,
        "<ram:SpecifiedTradeSettlementPaymentMeans>",
        party("PayeeTradeParty", "<ram:Name>Factor</ram:Name>"),
      ),
      { affactureur: "Factor" },
    ],
    [
      "a supplier of New Caledonia, by the scheme of FSO1116A (sample P58)",
      cii
        .replace(/<ram:GlobalID schemeID="0009">99999999800019<\/ram:GlobalID>/, "")
        .replace('<ram:ID schemeID="0002">999999998</ram:ID>', '<ram:ID schemeID="RIDET">1234567890</ram:ID>'),
      { fournisseur: { typeIdentifiantStructure: "RIDET", identifiantStructure: "1234567890" } },
    ],
  ])("%s", (_, xml, expected) => {
    expect(headerOf(xml)).toMatchObject(expected);
  });
});
