/** Sample deposits, good and bad: what `npm start` sends, and what it shows to become of each. */
import { type SAMPLE_ACCOUNTS, SAMPLES } from "./directory.ts";
import type { SampleOptions } from "./facture.ts";
import { sampleCii, sampleUbl } from "./invoice.ts";
import { zipOf } from "./zip.ts";

export interface SampleDeposit {
  readonly fichier: string;
  readonly compte: keyof typeof SAMPLE_ACCOUNTS;
  /** French, for the table that the terminal shows. */
  readonly quoi: string;
  readonly contenu: Buffer;
}

const party = ({ identifiantStructure, raisonSocialeStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  siret: identifiantStructure,
  raisonSociale: raisonSocialeStructure,
});

const base = {
  dateEmission: "2026-11-02",
  fournisseur: party(SAMPLES.menuiserie),
  destinataire: party(SAMPLES.commune),
  codeService: "TECHNIQUE",
} as const satisfies Omit<SampleOptions, "numero">;

const toLycee = { dateEmission: base.dateEmission, fournisseur: base.fournisseur, destinataire: party(SAMPLES.lycee) };
const withoutService = (numero: string) =>
  sampleUbl({ ...toLycee, destinataire: party(SAMPLES.commune), numero, sansMarche: true });
const good = sampleUbl({ ...base, numero: "F-2026-001" });

/** Two invoices that are in order, and one of which the recipient wants to know the service. */
const batch = (): Buffer =>
  zipOf([
    { nom: "ubl/F-2026-010.xml", contenu: Buffer.from(sampleUbl({ ...toLycee, numero: "F-2026-010" })) },
    { nom: "cii/F-2026-011.xml", contenu: Buffer.from(sampleCii({ ...toLycee, numero: "F-2026-011" })) },
    { nom: "ubl/F-2026-012.xml", contenu: Buffer.from(withoutService("F-2026-012")) },
  ]);

/** Nine entities, each ten times the one before: a billion expansions in a few hundred bytes. */
const bomb = (): string => {
  const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`);
  return `<?xml version="1.0"?>\n<!DOCTYPE Invoice [<!ENTITY e0 "ha">${entities.join("")}]>\n<Invoice>&e9;</Invoice>\n`;
};

const INVOICES: readonly (Omit<SampleDeposit, "contenu"> & { readonly xml: string })[] = [
  { fichier: "facture-ubl.xml", compte: "menuiserie", quoi: "UBL, bonne", xml: good },
  {
    fichier: "facture-cii.xml",
    compte: "menuiserie",
    quoi: "CII, bonne",
    xml: sampleCii({ ...toLycee, numero: "F-2026-002" }),
  },
  {
    fichier: "facture-ministere.xml",
    compte: "papeterie",
    quoi: "UBL, avec service et engagement",
    xml: sampleUbl({
      numero: "P-2026-17",
      dateEmission: "2026-11-03",
      fournisseur: party(SAMPLES.papeterie),
      destinataire: party(SAMPLES.ministere),
      codeService: "FINANCES",
      engagement: "EJ-2026-0099",
    }),
  },
  {
    fichier: "sans-service.xml",
    compte: "menuiserie",
    quoi: "ni service ni engagement",
    xml: withoutService("F-2026-003"),
  },
  {
    fichier: "destinataire-inconnu.xml",
    compte: "menuiserie",
    quoi: "SIRET de destinataire erroné",
    xml: sampleCii({ ...base, numero: "F-2026-004", destinataire: { siret: "99900002900011", raisonSociale: "?" } }),
  },
  {
    fichier: "structure-inactive.xml",
    compte: "menuiserie",
    quoi: "destinataire inactif",
    xml: sampleUbl({ ...toLycee, destinataire: party(SAMPLES.ferme), numero: "F-2026-005" }),
  },
  {
    fichier: "doublon.xml",
    compte: "menuiserie",
    quoi: "numéro déjà utilisé, autre contenu",
    xml: sampleUbl({ ...base, codeService: "TECHNIQUE", dateEmission: "2026-11-09", numero: "F-2026-001" }),
  },
  { fichier: "fournisseur-etranger.xml", compte: "papeterie", quoi: "fournisseur d'un autre compte", xml: good },
  { fichier: "tronquee.xml", compte: "menuiserie", quoi: "fichier tronqué", xml: good.slice(0, good.length / 2) },
  { fichier: "bombe.xml", compte: "menuiserie", quoi: "bombe XML", xml: bomb() },
];

export const SAMPLE_DEPOSITS: readonly SampleDeposit[] = [
  ...INVOICES.map(({ xml, ...sample }) => ({ ...sample, contenu: Buffer.from(xml) })),
  { fichier: "lot.zip", compte: "menuiserie", quoi: "archive de trois factures", contenu: batch() },
];
