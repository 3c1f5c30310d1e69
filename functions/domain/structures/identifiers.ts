/** How Chorus Pro identifies a structure: a type and a value. */

/**
 * Types of identifier with their code in the pivot format, their ISO 6523 scheme (ICD) and their form.
 * Source: pivot XSD `TypeIdentifiant`, AIFE annex 7 rules G1.73, G1.80 and G2.19.
 */
export const IDENTIFIER_TYPES = {
  SIRET: { pivot: "1", icd: "0009", form: /^\d{14}$/ },
  UE_HORS_FRANCE: { pivot: "2", icd: "0223", form: /^[A-Z]{2}[A-Z0-9]{2,16}$/ },
  HORS_UE: { pivot: "3", icd: "0227", form: /^[A-Z]{2}.{1,16}$/ },
  RIDET: { pivot: "4", icd: "0228", form: /^[A-Z0-9]{9,10}$/ },
  TAHITI: { pivot: "5", icd: "0229", form: /^[A-Z0-9]{9,10}$/ },
  AUTRE: { pivot: "6", icd: undefined, form: /^.{1,80}$/ },
  PARTICULIER: { pivot: "7", icd: "0226", form: /^\d{10}.{0,70}$/ },
} as const;

export type IdentifierType = keyof typeof IDENTIFIER_TYPES;

export interface StructureId {
  readonly typeIdentifiantStructure: IdentifierType;
  readonly identifiantStructure: string;
}

const isIdentifierType = (text: string): text is IdentifierType => Object.hasOwn(IDENTIFIER_TYPES, text);

/** `SIRET:12345678200010`: how an identifier is written in query strings, keys and command lines. */
export const formatStructureId = ({ typeIdentifiantStructure, identifiantStructure }: StructureId): string =>
  `${typeIdentifiantStructure}:${identifiantStructure}`;

/** The inverse of {@link formatStructureId}; undefined when the text is not of that form. */
export const parseStructureId = (text: string): StructureId | undefined => {
  const [type = "", ...rest] = text.split(":");
  const value = rest.join(":");
  if (!isIdentifierType(type) || !IDENTIFIER_TYPES[type].form.test(value)) return undefined;
  return { typeIdentifiantStructure: type, identifiantStructure: value };
};

export const sameStructure = (a: StructureId, b: StructureId): boolean => formatStructureId(a) === formatStructureId(b);

const luhnSum = (digits: string): number =>
  [...digits].reduceRight((sum, digit, index) => {
    const doubled = Number(digit) * ((digits.length - index) % 2 === 0 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);

const plainSum = (digits: string): number => [...digits].reduce((sum, digit) => sum + Number(digit), 0);

const LA_POSTE = "356000000";

/** Whether a SIRET has 14 digits and a right key: Luhn, or a digit sum multiple of five for La Poste (INSEE). */
export const isSiret = (text: string): boolean =>
  IDENTIFIER_TYPES.SIRET.form.test(text) &&
  (luhnSum(text) % 10 === 0 || (text.startsWith(LA_POSTE) && plainSum(text) % 5 === 0));

/**
 * What makes invoice numbers unique: the SIREN for a SIRET, since establishments of one company share their series;
 * the whole identifier otherwise.
 */
export const unicityOwner = ({ typeIdentifiantStructure, identifiantStructure }: StructureId): string =>
  typeIdentifiantStructure === "SIRET"
    ? identifiantStructure.slice(0, 9)
    : `${typeIdentifiantStructure}:${identifiantStructure}`;
