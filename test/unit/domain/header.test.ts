import { describe, expect, it } from "vitest";
import { readHeader } from "#domain/facture/header.ts";
import { BUYER, type InvoiceValues, invoiceOf, SELLER } from "#test/given/invoice.ts";

const read = (values: InvoiceValues, checkSiretKey = true) => readHeader(invoiceOf(values), { checkSiretKey });
const codes = (values: InvoiceValues) => read(values).faults.map(({ code }) => code);

describe("reading what routing needs", () => {
  it("gives number, date, parties, references and amount", () => {
    const values = { root: { "BT-10": "TECHNIQUE", "BT-13": "EJ-1", "BT-12": "M-1", "BT-23": "A1" } };
    expect(read(values)).toEqual({
      faults: [],
      numeroFacture: "F-1",
      header: {
        numeroFacture: "F-1",
        dateFacture: "2026-03-31",
        typeFacture: "380",
        devise: "EUR",
        montantTtc: "120.00",
        cadre: "A1",
        fournisseur: { typeIdentifiantStructure: "SIRET", identifiantStructure: SELLER },
        destinataire: { typeIdentifiantStructure: "SIRET", identifiantStructure: BUYER },
        codeService: "TECHNIQUE",
        numeroEngagement: "EJ-1",
        numeroMarche: "M-1",
      },
    });
  });

  it.each<[string, InvoiceValues, string[]]>([
    ["no number", { root: { "BT-1": "" } }, ["NUMERO_ABSENT"]],
    ["a number of 21 characters (BR-FR-CPRO-02)", { root: { "BT-1": "F".repeat(21) } }, ["NUMERO_TROP_LONG"]],
    ["a number with a space (BR-FR-02)", { root: { "BT-1": "F 1" } }, ["NUMERO_CARACTERES"]],
    ["a number with an accent (BR-FR-02)", { root: { "BT-1": "É1" } }, ["NUMERO_CARACTERES"]],
    ["no date", { root: { "BT-2": "" } }, ["DATE_EMISSION_ABSENTE"]],
    ["the 30th of February", { root: { "BT-2": "2026-02-30" } }, ["DATE_EMISSION_INVALIDE"]],
    ["the 29th of February of a common year", { root: { "BT-2": "2100-02-29" } }, ["DATE_EMISSION_INVALIDE"]],
    ["no type", { root: { "BT-3": "" } }, ["TYPE_FACTURE_ABSENT"]],
    ["no currency", { root: { "BT-5": "" } }, ["DEVISE_ABSENTE"]],
    ["no total", { totals: {} }, ["MONTANT_TTC_ABSENT"]],
    ["a total with a comma", { totals: { "BT-112": "120,00" } }, ["MONTANT_TTC_INVALIDE"]],
    ["a total with an exponent", { totals: { "BT-112": "1e9" } }, ["MONTANT_TTC_INVALIDE"]],
    [
      "a total of 20 positions (annex 7, G1.14)",
      { totals: { "BT-112": "12345678901234567.89" } },
      ["MONTANT_TTC_INVALIDE"],
    ],
    ["a currency in small letters", { root: { "BT-5": "eur" } }, ["DEVISE_INVALIDE"]],
    ["a type that is no code", { root: { "BT-3": "facture" } }, ["TYPE_FACTURE_INVALIDE"]],
    ["an unknown cadre", { root: { "BT-23": "A99" } }, ["CADRE_INCONNU"]],
    ["a cadre with a valideur", { root: { "BT-23": "A9" } }, ["CADRE_NON_ACCEPTE"]],
    ["the AFNOR code of such a cadre", { root: { "BT-23": "S3" } }, ["CADRE_NON_ACCEPTE"]],
    ["a seller without a scheme", { seller: { "BT-29": SELLER } }, ["FOURNISSEUR_NON_IDENTIFIE"]],
    [
      "a seller known by its SIREN alone (BR-FR-CPRO-09)",
      { seller: { "BT-30": ["999000110", "0002"] } },
      ["FOURNISSEUR_NON_IDENTIFIE"],
    ],
    [
      "a seller's SIRET with a wrong key",
      { seller: { "BT-29": ["99900011000019", "0009"] } },
      ["FOURNISSEUR_SIRET_INVALIDE"],
    ],
    [
      "a buyer that is not known by a SIRET (BR-FR-CPRO-10)",
      { buyer: { "BT-46": ["BE0429958042", "0223"] } },
      ["DESTINATAIRE_NON_IDENTIFIE"],
    ],
    [
      "a buyer's SIRET with a wrong key",
      { buyer: { "BT-46": ["99900002900011", "0009"] } },
      ["DESTINATAIRE_SIRET_INVALIDE"],
    ],
  ])("refuses %s", (_, values, expected) => {
    expect(codes(values)).toEqual(expected);
    expect(read(values).header).toBeUndefined();
  });

  it.each<[string, InvoiceValues, string[]]>([
    ["a service code of 101 characters", { root: { "BT-10": "S".repeat(101) } }, ["CODE_SERVICE_TROP_LONG"]],
    ["an engagement of 51 characters (BR-FR-CPRO-15)", { root: { "BT-13": "E".repeat(51) } }, ["ENGAGEMENT_TROP_LONG"]],
    ["a contract of 51 characters (BR-FR-CPRO-14)", { root: { "BT-12": "M".repeat(51) } }, ["MARCHE_TROP_LONG"]],
  ])("refuses %s", (_, values, expected) => {
    expect(codes(values)).toEqual(expected);
  });

  it("reports every fault at once", () => {
    expect(codes({ root: { "BT-1": "", "BT-2": "" }, totals: {} })).toEqual([
      "NUMERO_ABSENT",
      "DATE_EMISSION_ABSENTE",
      "MONTANT_TTC_ABSENT",
    ]);
  });

  it("gives the number of an invoice that lacks something else", () => {
    expect(read({ totals: {} }).numeroFacture).toBe("F-1");
  });

  it("shows the offending value and its place", () => {
    expect(read({ root: { "BT-1": "F 1" } }).faults).toMatchObject([
      { value: "F 1", at: { path: "/Invoice/BT-1", line: 1 } },
    ]);
  });

  it.each(["2024-02-29", "2000-02-29", "2026-12-31"])("takes %s for a day", (date) => {
    expect(codes({ root: { "BT-2": date } })).toEqual([]);
  });

  it.each<[string, InvoiceValues]>([
    ["in the legal registration (BT-30)", { seller: { "BT-30": [SELLER, "0009"] } }],
    ["with the older pivot scheme 1", { seller: { "BT-29": [SELLER, "1"] } }],
    ["after another identifier", { seller: { "BT-29": ["4000", "0088"], "BT-30": [SELLER, "0009"] } }],
  ])("finds the seller's SIRET %s", (_, values) => {
    expect(read(values).header?.fournisseur.identifiantStructure).toBe(SELLER);
  });

  it("knows foreign and overseas sellers by their own identifiers", () => {
    const { header } = read({ seller: { "BT-29": ["BE0429958042", "0223"] } });
    expect(header?.fournisseur).toEqual({
      typeIdentifiantStructure: "UE_HORS_FRANCE",
      identifiantStructure: "BE0429958042",
    });
  });

  it.each([undefined, "A1", "B1", "S1", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"])(
    "reads BT-23 %j as the cadre A1",
    (text) => {
      const { header } = read(text === undefined ? {} : { root: { "BT-23": text } });
      expect(header?.cadre).toBe("A1");
    },
  );

  it("leaves control keys alone on test data sets", () => {
    const values = { seller: { "BT-29": ["00000000013456", "0009"] } } as const;
    expect(read(values, false).header?.fournisseur.identifiantStructure).toBe("00000000013456");
  });
});
