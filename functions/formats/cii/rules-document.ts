/** CII: what the document, its lines and its allowances must or may say (CII-SR-003 to 119, 439 to 441, 454, 463, 471 to 474). */
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { below, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { type Once, onceRule } from "#formats/rules/once.ts";
import { attributeOf } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const { atMost, countOf, exactlyOne, has } = below(CROSS_INDUSTRY_INVOICE.namespaces);

const CONTEXT = "rsm:ExchangedDocumentContext";
const DOCUMENT = "rsm:ExchangedDocument";
const LINE = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem";
const LINE_DOCUMENT = `${LINE}/ram:AssociatedDocumentLineDocument`;
const LINE_PRICES = `${LINE}/ram:SpecifiedLineTradeAgreement`;
const LINE_SETTLEMENT = `${LINE}/ram:SpecifiedLineTradeSettlement`;
const PRODUCT = `${LINE}/ram:SpecifiedTradeProduct`;
const GUIDELINE = "ram:GuidelineSpecifiedDocumentContextParameter";
const ALLOWANCE = "//ram:SpecifiedTradeAllowanceCharge";
const AN_ALLOWANCE = "Une remise ou une charge";
const DISCOUNT = "ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge";
const NET_PRICE = "ram:NetPriceProductTradePrice/ram:ChargeAmount";

const isInvoicedObject = has("ram:TypeCode", ({ text }) => trimXml(text) === "130");
const invoicedObjects = countOf("ram:AdditionalReferencedDocument", isInvoicedObject);

const ONCE: readonly Once[] = [
  {
    id: "CII-SR-003",
    severity: "warning",
    terms: ["BT-23"],
    on: CONTEXT,
    holds: atMost(1, "ram:BusinessProcessSpecifiedDocumentContextParameter"),
    thing: "le type de processus métier (BT-23)",
  },
  {
    id: "CII-SR-030",
    severity: "warning",
    terms: ["BT-22"],
    on: `${DOCUMENT}/ram:IncludedNote`,
    holds: atMost(1, "ram:Content"),
    who: "Une note de facture",
    thing: "le texte de la note (BT-22)",
  },
  {
    id: "CII-SR-039",
    severity: "warning",
    terms: ["BT-127"],
    on: LINE_DOCUMENT,
    holds: atMost(1, "ram:IncludedNote"),
    who: "Une ligne",
    thing: "une note (BT-127)",
  },
  {
    id: "CII-SR-040",
    severity: "warning",
    terms: ["BT-127"],
    on: LINE_DOCUMENT,
    holds: atMost(1, "ram:IncludedNote/ram:Content"),
    who: "Une ligne",
    thing: "le texte de la note de la ligne (BT-127)",
  },
  {
    id: "CII-SR-440",
    terms: ["BT-147"],
    on: `//${DISCOUNT}`,
    holds: atMost(1, "ram:ActualAmount"),
    who: "Un rabais sur le prix de l'article",
    thing: "le montant du rabais (BT-147)",
  },
  {
    id: "CII-SR-441",
    terms: ["BT-146"],
    on: LINE_PRICES,
    holds: atMost(1, NET_PRICE),
    who: "Une ligne",
    thing: "le prix net de l'article (BT-146)",
  },
  {
    id: "CII-SR-471",
    terms: ["BG-20", "BG-21", "BT-95"],
    on: ALLOWANCE,
    holds: atMost(1, "ram:RateApplicablePercent"),
    who: AN_ALLOWANCE,
    thing: "le taux applicable",
  },
  {
    id: "CII-SR-472",
    terms: ["BG-20", "BG-21", "BT-96"],
    on: ALLOWANCE,
    holds: atMost(1, "ram:CategoryTradeTax"),
    who: AN_ALLOWANCE,
    thing: "le type et le taux de TVA (BT-95, BT-96, BT-102, BT-103)",
  },
  {
    id: "CII-SR-473",
    terms: ["BG-20", "BG-21"],
    on: ALLOWANCE,
    holds: atMost(1, "ram:ActualAmount"),
    who: AN_ALLOWANCE,
    thing: "le montant de cette remise ou de cette charge",
  },
  {
    id: "CII-SR-474",
    severity: "warning",
    terms: ["BT-128"],
    on: LINE_SETTLEMENT,
    holds: (settlement) => invoicedObjects(settlement) <= 1,
    who: "Une ligne",
    thing: "un identifiant d'objet (BT-128)",
  },
];

const DOCUMENT_RULES: readonly ElementRule[] = [
  {
    id: "CII-SR-009",
    severity: "fatal",
    terms: ["BT-24"],
    on: CONTEXT,
    holds: exactlyOne(GUIDELINE),
    message: "La facture ne renvoie pas à une spécification, et une seule (BT-24).",
    fix: "Indiquez une seule spécification, celle que la facture suit.",
  },
  {
    id: "CII-SR-010",
    severity: "fatal",
    terms: ["BT-24"],
    on: CONTEXT,
    holds: exactlyOne(`${GUIDELINE}/ram:ID`),
    message: "La facture n'a pas un identifiant de spécification, et un seul (BT-24).",
    fix: "Indiquez un seul identifiant de spécification, par exemple urn:cen.eu:en16931:2017.",
  },
  {
    id: "CII-SR-014",
    severity: "fatal",
    terms: ["BT-3"],
    on: DOCUMENT,
    holds: exactlyOne("ram:TypeCode"),
    message: "La facture n'a pas un code de type, et un seul (BT-3).",
    fix: "Indiquez un seul code de type, par exemple 380 pour une facture ou 381 pour un avoir.",
  },
];

const hasGlobalId = has("ram:GlobalID");
const hasGlobalIdScheme = has("ram:GlobalID", (id) => attributeOf(id, "schemeID") !== undefined);
const hasOrigin = has("ram:OriginTradeCountry");
const oneOriginId = exactlyOne("ram:OriginTradeCountry/ram:ID");
const hasDiscountKind = has(`${DISCOUNT}/ram:ChargeIndicator`);
const hasDiscountAmount = has(`${DISCOUNT}/ram:ActualAmount`);
const isDiscount = has(`${DISCOUNT}/ram:ChargeIndicator/udt:Indicator`, ({ text }) =>
  ["false", "0"].includes(trimXml(text)),
);

/** Neither a kind nor an amount, or an amount and somewhere the word that it is a discount. */
const discountsThePrice: Test = (prices) => (hasDiscountAmount(prices) ? isDiscount(prices) : !hasDiscountKind(prices));

const LINE_RULES: readonly ElementRule[] = [
  {
    id: "CII-SR-046",
    severity: "fatal",
    terms: ["BT-157"],
    on: PRODUCT,
    holds: (product) => !hasGlobalId(product) || hasGlobalIdScheme(product),
    message: "L'identifiant standard d'un article (BT-157) n'a pas de schéma d'identification.",
    fix: "Indiquez le schéma de l'identifiant standard, par exemple 0160 pour un GTIN.",
  },
  {
    id: "CII-SR-069",
    severity: "fatal",
    terms: ["BT-160"],
    on: `${PRODUCT}/ram:ApplicableProductCharacteristic`,
    holds: exactlyOne("ram:Description"),
    message: "Un attribut d'article n'a pas un nom, et un seul (BT-160).",
    fix: "Donnez un seul nom à chaque attribut de l'article.",
  },
  {
    id: "CII-SR-072",
    severity: "fatal",
    terms: ["BT-161"],
    on: `${PRODUCT}/ram:ApplicableProductCharacteristic`,
    holds: exactlyOne("ram:Value"),
    message: "Un attribut d'article n'a pas une valeur, et une seule (BT-161).",
    fix: "Donnez une seule valeur à chaque attribut de l'article.",
  },
  {
    id: "CII-SR-090",
    severity: "fatal",
    terms: ["BT-159"],
    on: PRODUCT,
    holds: (product) => !hasOrigin(product) || oneOriginId(product),
    message: "Le pays d'origine d'un article (BT-159) n'a pas un code, et un seul.",
    fix: "Indiquez le code d'un seul pays d'origine, par exemple FR.",
  },
  {
    id: "CII-SR-119",
    severity: "warning",
    terms: ["BT-147"],
    on: LINE_PRICES,
    holds: discountsThePrice,
    message: "Le prix brut d'un article est corrigé autrement que par un rabais (BT-147).",
    fix: "Donnez le rabais avec son montant et l'indication que c'est une remise ; mettez un supplément dans le prix brut.",
  },
  {
    id: "CII-SR-439",
    severity: "fatal",
    terms: ["BT-146"],
    on: LINE_PRICES,
    holds: exactlyOne(NET_PRICE),
    message: "Une ligne n'a pas un prix net de l'article, et un seul (BT-146).",
    fix: "Indiquez un seul prix net de l'article pour chaque ligne.",
  },
  {
    id: "CII-SR-454",
    severity: "warning",
    terms: ["BG-30"],
    on: LINE_SETTLEMENT,
    holds: exactlyOne("ram:ApplicableTradeTax"),
    message: "Une ligne n'a pas d'informations de TVA (BG-30), ou en a plusieurs.",
    fix: "Donnez à chaque ligne un seul type et un seul taux de TVA.",
  },
  {
    id: "CII-SR-463",
    severity: "fatal",
    terms: ["BG-20", "BG-21"],
    on: ALLOWANCE,
    holds: has("ram:ChargeIndicator"),
    message: "Rien ne dit si un montant est une remise, ou une charge ou des frais (BG-20, BG-21).",
    fix: "Précisez s'il s'agit d'une remise, ou de charges ou frais.",
  },
];

export const CII_DOCUMENT_RULES: readonly ElementRule[] = [...ONCE.map(onceRule), ...DOCUMENT_RULES, ...LINE_RULES];
