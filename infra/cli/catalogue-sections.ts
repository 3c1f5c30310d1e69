/** The sections of the published catalogue, in their order, and which rules of EN 16931 are of each. */

interface Section {
  /** French. */
  readonly title: string;
  /** What the ids of its rules look like, where it is of EN 16931. */
  readonly ids?: RegExp;
}

export const SECTIONS = {
  lecture: { title: "Lecture du fichier" },
  archive: { title: "Archives" },
  structure: { title: "Structure du document" },
  base: { title: "EN 16931 : données obligatoires (BR)", ids: /^BR-\d+$/ },
  conditions: { title: "EN 16931 : conditions et calculs (BR-CO)", ids: /^BR-CO-\d+$/ },
  tva: { title: "EN 16931 : types de TVA (BR-S, BR-Z, BR-E…)", ids: /^BR-(?:S|Z|E|AE|IC|G|O|AF|AG|B)-\d+$/ },
  listes: { title: "EN 16931 : listes de codes (BR-CL)", ids: /^BR-CL-\d+$/ },
  decimales: { title: "EN 16931 : décimales (BR-DEC)", ids: /^BR-DEC-\d+$/ },
  ubl: { title: "EN 16931 en UBL : répétitions et valeurs (UBL-SR, UBL-DT)", ids: /^UBL-(?:SR|DT)-\d+$/ },
  "ubl-emploi": { title: "EN 16931 en UBL : données sans emploi (UBL-CR)", ids: /^UBL-CR-\d+$/ },
  cii: { title: "EN 16931 en CII : répétitions, valeurs et données sans emploi (CII-SR, CII-DT)", ids: /^CII-/ },
  national: { title: "Règles françaises et règles de la plateforme" },
  routage: { title: "Destinataire et dépôt" },
  travaux: { title: "Factures de travaux" },
  api: { title: "Refus de l'API" },
} as const satisfies Readonly<Record<string, Section>>;

export type SectionId = keyof typeof SECTIONS;

const OF_STANDARD = ["base", "conditions", "tva", "listes", "decimales", "ubl", "ubl-emploi", "cii"] as const;

/** @throws for an id that no section is for: a new kind of rule wants one. */
export const sectionOf = (id: string): SectionId => {
  const found = OF_STANDARD.find((section) => SECTIONS[section].ids.test(id));
  if (found === undefined) throw new Error(`${id}: no section of the catalogue`);
  return found;
};
