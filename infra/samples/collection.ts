/** Sample deposits for demonstrations, load and tests: four that are in order, and those that reading refuses. */

import type { SampleOptions } from "#infra/samples/facture.ts";
import { sampleCii, sampleUbl } from "#infra/samples/invoice.ts";

export interface SampleFile {
  readonly nom: string;
  readonly contenu: Uint8Array;
}

export interface RefusedSample extends SampleFile {
  /** Code of the fault that refuses it. */
  readonly code: string;
}

const file = (nom: string, text: string): SampleFile => ({ nom, contenu: Buffer.from(text) });

/** An invoice and its credit note in either syntax; each has a number of its own, since a seller uses a number once. */
export const goodSamples = (options: SampleOptions): readonly SampleFile[] => {
  const { numero, dateEmission } = options;
  const numbered = (suffix: string): SampleOptions => ({ ...options, numero: `${numero}${suffix}` });
  const credit = (suffix: string, origin: string): SampleOptions => ({
    ...numbered(suffix),
    typeFacture: "381",
    factureOrigine: { numero: `${numero}${origin}`, date: dateEmission },
  });
  return [
    file("facture-ubl.xml", sampleUbl(numbered("-1"))),
    file("avoir-ubl.xml", sampleUbl(credit("-2", "-1"))),
    file("facture-cii.xml", sampleCii(numbered("-3"))),
    file("avoir-cii.xml", sampleCii(credit("-4", "-3"))),
  ];
};

/** One mistake each, as real senders make them, and the oldest attack on XML. */
export const refusedSamples = (options: SampleOptions): readonly RefusedSample[] => {
  const ubl = sampleUbl(options);
  const cii = sampleCii(options);
  const refused = (nom: string, code: string, text: string): RefusedSample => ({ ...file(nom, text), code });
  return [
    refused("vide.xml", "FICHIER_VIDE", ""),
    refused("tableur.csv", "FICHIER_NON_XML", "numero;date;montant\r\nF1;2026-01-31;120,00\r\n"),
    refused("facture.pdf", "PDF_NON_LU", "%PDF-1.7\n"),
    refused(
      "xxe.xml",
      "XML_DOCTYPE",
      ubl.replace("<Invoice", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<Invoice'),
    ),
    refused("tronquee.xml", "XML_TRONQUE", cii.slice(0, cii.length / 2)),
    refused("esperluette.xml", "XML_MAL_FORME", ubl.replace("&amp; enveloppes", "& enveloppes")),
    refused("sans-espace-de-noms.xml", "RACINE_INCONNUE", ubl.replace(/ xmlns="[^"]*"/, "")),
    refused(
      "date-iso-en-cii.xml",
      "DATE_ILLISIBLE",
      cii.replace(options.dateEmission.replaceAll("-", ""), options.dateEmission),
    ),
    {
      nom: "latin1-declaree-utf8.xml",
      code: "ENCODAGE_INVALIDE",
      contenu: Buffer.from(ubl, "latin1"),
    },
  ];
};
