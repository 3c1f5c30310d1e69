/** The invoice that benches deposit: two lines, to a commune that asks for a service; UBL and CII in turn. */

import { SAMPLES } from "#infra/samples/directory.ts";
import type { SampleOptions } from "#infra/samples/facture.ts";
import { sampleCii, sampleUbl } from "#infra/samples/invoice.ts";

const party = ({ identifiantStructure, raisonSocialeStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  siret: identifiantStructure,
  raisonSociale: raisonSocialeStructure,
});

export interface InvoiceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A dated sender of invoices that never uses a number twice. */
export const createSender = (prefix: string, now: Date): (() => InvoiceFile) => {
  let count = 0;
  return () => {
    count += 1;
    const options: SampleOptions = {
      numero: `${prefix}-${count}`,
      dateEmission: now.toISOString().slice(0, 10),
      fournisseur: party(SAMPLES.menuiserie),
      destinataire: party(SAMPLES.commune),
      codeService: "TECHNIQUE",
      engagement: "EJ-2026-0099",
    };
    const xml = count % 2 === 1 ? sampleUbl(options) : sampleCii(options);
    return { name: `${options.numero}.xml`, bytes: Buffer.from(xml) };
  };
};
