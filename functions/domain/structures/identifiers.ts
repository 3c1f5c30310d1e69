/** How Chorus Pro identifies a structure: a type and a value. */

/**
 * Types of identifier with their ISO 6523 scheme (ICD), what the pivot format and the flow FSO1116A call them, and their
 * form. Source: pivot XSD `TypeIdentifiant`, samples P04, P57 and P58 of FSO1116A, AIFE annex 7 rules G1.73, G1.80 and G2.19.
 */
export const IDENTIFIER_TYPES = {
  SIRET: { icd: "0009", historic: ["1"], form: /^\d{14}$/ },
  UE_HORS_FRANCE: { icd: "0223", historic: ["2"], form: /^[A-Z]{2}[A-Z0-9]{2,16}$/ },
  HORS_UE: { icd: "0227", historic: ["3", "ETR"], form: /^[A-Z]{2}.{1,16}$/ },
  RIDET: { icd: "0228", historic: ["4", "RIDET"], form: /^[A-Z0-9]{9,10}$/ },
  TAHITI: { icd: "0229", historic: ["5"], form: /^[A-Z0-9]{9,10}$/ },
  AUTRE: { icd: undefined, historic: ["6"], form: /^.{1,80}$/ },
  PARTICULIER: { icd: "0226", historic: ["7"], form: /^\d{10}.{0,70}$/ },
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
