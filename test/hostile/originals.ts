/** The documents that are damaged: our own samples, and real invoices where there are any. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { goodSamples, refusedSamples, type SampleFile } from "#infra/samples/collection.ts";
import { SAMPLES } from "#infra/samples/directory.ts";
import type { SampleOptions } from "#infra/samples/facture.ts";
import { party } from "#test/given/sample-invoice.ts";
import { filesOfTarGz } from "#test/unit/formats/tar.ts";

const OPTIONS: SampleOptions = {
  numero: "F2026-001",
  dateEmission: "2026-02-28",
  fournisseur: party(SAMPLES.menuiserie),
  destinataire: party(SAMPLES.commune),
  codeService: "TECHNIQUE",
};

const contents = (samples: readonly SampleFile[]): readonly Buffer[] =>
  samples.map(({ contenu }) => Buffer.from(contenu)).filter(({ length }) => length > 0);

const good = contents(goodSamples(OPTIONS));

const otherwiseEncoded = good.flatMap((bytes) => {
  const text = bytes.toString();
  const declared = (label: string): string => text.replace('"UTF-8"', `"${label}"`);
  return [Buffer.from(declared("UTF-16"), "utf16le"), Buffer.from(declared("ISO-8859-1"), "latin1")];
});

/** In UTF-8, and in order. */
export const goodTexts: readonly string[] = good.map(String);

/** Good ones thrice: damage to what is refused at once shows little. */
export const originals: readonly Buffer[] = [
  ...good,
  ...good,
  ...good,
  ...otherwiseEncoded,
  ...contents(refusedSamples(OPTIONS)),
];

/** The folder of the real invoices. */
export const corpus = process.env["PLAINCHANT_CORPUS"];

export const corpusOriginals = (folder: string): readonly Buffer[] =>
  [...filesOfTarGz(readFileSync(join(folder, "instances.tar.gz")))].map(({ bytes }) => Buffer.from(bytes));
