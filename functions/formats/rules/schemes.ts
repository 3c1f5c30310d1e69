/** Identifiers that say what they are of: electronic addresses (BR-62, BR-63), items and their classifications (BR-64, BR-65). */
import type { Family } from "#domain/regles/en16931/family.ts";
import type { Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { exists, first, some } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { someChild } from "#formats/rules/questions.ts";
import { attributeOf } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

/** UBL takes an empty scheme for one. */
const isWritten =
  (name: string): Test =>
  (element) =>
    attributeOf(element, name) !== undefined;

const ublItem = (path: string): readonly string[] =>
  ["InvoiceLine", "CreditNoteLine"].map((line) => `//cac:${line}/cac:Item/${path}`);

const UBL: readonly ElementRule[] = [
  asElements("BR-62", {
    on: "//cac:AccountingSupplierParty/cac:Party/cbc:EndpointID",
    holds: isWritten("schemeID"),
  }),
  asElements("BR-63", {
    on: "//cac:AccountingCustomerParty/cac:Party/cbc:EndpointID",
    holds: isWritten("schemeID"),
  }),
  asElements("BR-64", { on: ublItem("cac:StandardItemIdentification/cbc:ID"), holds: isWritten("schemeID") }),
  asElements("BR-65", {
    on: ublItem("cac:CommodityClassification/cbc:ItemClassificationCode"),
    holds: isWritten("listID"),
  }),
];

const says =
  (name: string): Test =>
  (element) =>
    trimXml(attributeOf(element, name) ?? "") !== "";

/** CII asks once of all: one identifier that has a scheme is enough. */
const someSays = (local: string, name: string): Test => {
  const isSaid = says(name);
  return (holder) => someChild(holder, local, isSaid) || !exists(holder, local);
};

const PARTIES = ["SupplyChainTradeTransaction", "ApplicableHeaderTradeAgreement"] as const;
const ADDRESS = "URIUniversalCommunication";

const isSchemed = says("schemeID");

/** Of several addresses of a party, the first is asked. */
const isAddressSchemed: Test = (party) => {
  const address = first(party, ADDRESS);
  return address !== undefined && someChild(address, "URIID", isSchemed);
};

const addressRule = (id: string, name: string): ElementRule => {
  const party = [...PARTIES, name];
  const address = [...party, ADDRESS];
  return asElements(id, {
    on: "",
    holds: (root) => some(root, party, isAddressSchemed) || !exists(root, address),
    shown: (root) => first(root, address),
  });
};

const GLOBAL_ID = ["SpecifiedTradeProduct", "GlobalID"] as const;

const CII: readonly ElementRule[] = [
  addressRule("BR-62", "SellerTradeParty"),
  addressRule("BR-63", "BuyerTradeParty"),
  asElements("BR-64", {
    on: "//ram:IncludedSupplyChainTradeLineItem",
    holds: (line) => some(line, GLOBAL_ID, isSchemed) || !exists(line, GLOBAL_ID),
    shown: (line) => first(line, GLOBAL_ID),
  }),
  asElements("BR-65", { on: "//ram:DesignatedProductClassification", holds: someSays("ClassCode", "listID") }),
];

export const SCHEME_RULES: Readonly<Record<Family, readonly ElementRule[]>> = { UBL, CII };
