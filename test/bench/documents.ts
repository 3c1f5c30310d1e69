/** Invoices to read: the generated samples, and those of the corpus where there is one. */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { SaxesParser } from "saxes";
import { decode } from "#formats/encoding/decode.ts";
import { sniff } from "#formats/sniff.ts";
import { goodSamples } from "#infra/samples/collection.ts";
import { SAMPLES } from "#infra/samples/directory.ts";

export interface Document {
  /** Within its collection. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The same, decoded: what a bare parser is given. */
  readonly text: string;
}

/** As little as one can ask of saxes: names resolved, positions known, and nobody listening. */
export const bareParse = (text: string): void => {
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.write(text).close();
};

const isWellFormed = (text: string): boolean => {
  try {
    bareParse(text);
    return true;
  } catch {
    return false;
  }
};

/** What cannot be decoded, or is not well-formed, has no bare parse to be compared with. */
const documentOf = (path: string, bytes: Uint8Array): readonly Document[] => {
  const content = sniff(bytes);
  if (content.kind !== "xml" || !("encoding" in content.encoding)) return [];
  const { encoding, bom } = content.encoding;
  const { text } = decode(bytes, encoding, bom);
  return text !== undefined && isWellFormed(text) ? [{ path, bytes, text }] : [];
};

export const sampleDocuments = (): readonly Document[] => {
  const party = ({ identifiantStructure, raisonSocialeStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
    siret: identifiantStructure,
    raisonSociale: raisonSocialeStructure,
  });
  const samples = goodSamples({
    numero: "LECTURE",
    dateEmission: "2026-11-02",
    fournisseur: party(SAMPLES.menuiserie),
    destinataire: party(SAMPLES.commune),
    codeService: "TECHNIQUE",
  });
  return samples.flatMap(({ nom, contenu }) => documentOf(nom, contenu));
};

/** Real invoices of `PLAINCHANT_CORPUS`, unpacked into `folder`; none without a corpus. */
export const corpusDocuments = (folder: string): readonly Document[] => {
  const archive = join(process.env["PLAINCHANT_CORPUS"] ?? "", "instances.tar.gz");
  if (process.env["PLAINCHANT_CORPUS"] === undefined || !existsSync(archive)) return [];
  execFileSync("tar", ["-xzf", archive, "-C", folder]);
  return globSync(join(folder, "instances/**/*.xml")).flatMap((path) =>
    documentOf(relative(folder, path), readFileSync(path)),
  );
};
