/** The invoices of a run: one supplier, two recipients, both syntaxes, each with a number of its own. */
import { createHash } from "node:crypto";
import { SAMPLES } from "#infra/samples/directory.ts";
import { sampleCii } from "#infra/samples/invoice.ts";
import { party, sampleInvoice } from "#test/given/sample-invoice.ts";

export interface PreparedInvoice {
  readonly numero: string;
  readonly nomFichier: string;
  /** `Idempotency-Key` of its deposit. */
  readonly cle: string;
  readonly contenu: Buffer;
  readonly sha256: string;
}

export const SUPPLIER = "menuiserie";
export const RECIPIENTS = ["commune", "ministere"] as const;

const toCommune = (numero: string): Buffer =>
  sampleInvoice(numero, { destinataire: party(SAMPLES.commune), codeService: "TECHNIQUE" });

const toMinistere = (numero: string): Buffer =>
  Buffer.from(
    sampleCii({
      numero,
      dateEmission: "2026-11-02",
      fournisseur: party(SAMPLES[SUPPLIER]),
      destinataire: party(SAMPLES.ministere),
      codeService: "FINANCES",
      engagement: "EJ-2026-0042",
    }),
  );

export const prepareInvoices = (count: number): readonly PreparedInvoice[] =>
  Array.from({ length: count }, (_, index) => {
    const numero = `CHUTE-${String(index + 1).padStart(4, "0")}`;
    const contenu = index % 2 === 0 ? toCommune(numero) : toMinistere(numero);
    return {
      numero,
      nomFichier: `${numero}.xml`,
      cle: `cle-${numero}`,
      contenu,
      sha256: createHash("sha256").update(contenu).digest("hex"),
    };
  });
