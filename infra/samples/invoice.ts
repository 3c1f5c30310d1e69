/** A complete French invoice to the public sector, valid against EN 16931: one model, written in either syntax. */
import type { Group, GroupId, Invoice, Term, TermId } from "#domain/facture/invoice.ts";
import { writeInvoice } from "#formats/writing/write-invoice.ts";
import {
  CADRE,
  CONDITIONS,
  completeSample,
  IBAN,
  MARCHE,
  type Sample,
  type SampleOptions,
  type SampleParty,
  SPECIFICATION,
  sirenOf,
  TAUX,
  vatNumberOf,
} from "#infra/samples/facture.ts";

/** Values by term; with a scheme where there is one. What is undefined is left out. */
type Values = Readonly<Partial<Record<TermId, string | readonly [value: string, scheme: string] | undefined>>>;

/** Nothing of it comes out of a document. */
const NOWHERE = { path: "/", line: 1, column: 1 };

const termsOf = (values: Values): readonly Term[] =>
  Object.entries(values).flatMap(([id, given]) => {
    if (given === undefined) return [];
    const [value, scheme] = typeof given === "string" ? [given] : given;
    return [{ id: id as TermId, value, at: NOWHERE, scheme }];
  });

const group = (id: GroupId, values: Values, groups: readonly Group[] = []): Group => ({
  id,
  at: NOWHERE,
  terms: termsOf(values),
  groups: Map.groupBy(groups, (one) => one.id),
});

/** ISO 6523: 0009 is the SIRET, 0002 the SIREN, 0225 the electronic address of the French reform. */
const seller = (who: SampleParty): Group =>
  group(
    "BG-4",
    {
      "BT-27": who.raisonSociale,
      "BT-28": who.raisonSociale,
      "BT-29": [who.siret, "0009"],
      "BT-30": [sirenOf(who), "0002"],
      "BT-31": vatNumberOf(who),
      "BT-34": [sirenOf(who), "0225"],
    },
    [
      group("BG-5", { "BT-35": "1 rue de l'Exemple", "BT-37": "Lyon", "BT-38": "69003", "BT-40": "FR" }),
      group("BG-6", { "BT-41": "Service facturation", "BT-43": "facturation@fournisseur.example" }),
    ],
  );

const buyer = (who: SampleParty): Group =>
  group(
    "BG-7",
    {
      "BT-44": who.raisonSociale,
      "BT-45": who.raisonSociale,
      "BT-46": [who.siret, "0009"],
      "BT-47": [sirenOf(who), "0002"],
      "BT-48": vatNumberOf(who),
      "BT-49": [sirenOf(who), "0225"],
    },
    [group("BG-8", { "BT-50": "1 rue de l'Exemple", "BT-52": "Rennes", "BT-53": "35000", "BT-55": "FR" })],
  );

const rate = String(TAUX);

const lines = ({ lignes }: Sample): readonly Group[] =>
  lignes.map(({ id, quantite, montant, prix, designation }) =>
    group("BG-25", { "BT-126": id, "BT-129": String(quantite), "BT-130": "C62", "BT-131": montant }, [
      group("BG-29", { "BT-146": prix }),
      group("BG-30", { "BT-151": "S", "BT-152": rate }),
      group("BG-31", { "BT-153": designation }),
    ]),
  );

const totals = ({ totaux: { horsTaxe, tva, ttc } }: Sample): readonly Group[] => [
  group("BG-22", { "BT-106": horsTaxe, "BT-109": horsTaxe, "BT-110": tva, "BT-112": ttc, "BT-115": ttc }),
  group("BG-23", { "BT-116": horsTaxe, "BT-117": tva, "BT-118": "S", "BT-119": rate }),
];

const invoiceOf = (sample: Sample): Invoice => ({
  ...group(
    "BG-0",
    {
      "BT-1": sample.numero,
      "BT-2": sample.dateEmission,
      "BT-3": sample.typeFacture,
      "BT-5": "EUR",
      "BT-9": sample.dateEcheance,
      "BT-10": sample.codeService,
      "BT-12": sample.sansMarche ? undefined : MARCHE,
      "BT-13": sample.engagement,
      "BT-20": CONDITIONS,
      "BT-23": sample.cadre ?? CADRE,
      "BT-24": SPECIFICATION,
    },
    [
      group("BG-1", { "BT-22": "Marché à bons de commande, livraison franco de port" }),
      ...(sample.factureOrigine
        ? [group("BG-3", { "BT-25": sample.factureOrigine.numero, "BT-26": sample.factureOrigine.date })]
        : []),
      seller(sample.fournisseur),
      buyer(sample.destinataire),
      group("BG-13", { "BT-72": sample.dateEmission }),
      group("BG-16", { "BT-81": "30" }, [group("BG-17", { "BT-84": IBAN })]),
      ...totals(sample),
      ...lines(sample),
    ],
  ),
  id: "BG-0",
  syntax: "ubl-invoice",
});

/** UBL 2.1: an Invoice, or a CreditNote for type 381. */
export const sampleUbl = (options: SampleOptions): string => {
  const sample = completeSample(options);
  return writeInvoice(invoiceOf(sample), sample.typeFacture === "381" ? "ubl-creditnote" : "ubl-invoice").xml;
};

/** The same invoice in UN/CEFACT Cross Industry Invoice D16B. */
export const sampleCii = (options: SampleOptions): string =>
  writeInvoice(invoiceOf(completeSample(options)), "cii").xml;
