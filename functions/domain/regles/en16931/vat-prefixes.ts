/** Country prefixes of VAT identifiers: those of countries, with EL for Greece; UBL adds South Sudan, CII the Netherlands Antilles. */
import { COUNTRIES } from "#domain/regles/en16931/codes/countries.ts";
import type { Family } from "#domain/regles/en16931/family.ts";

const listed = (codes: string): string => ` ${codes.trim().split(/\s+/).join(" ")} `;

const PREFIXES: Readonly<Record<Family, string>> = {
  UBL: listed(`${COUNTRIES} SS EL`),
  CII: listed(`${COUNTRIES} AN EL`),
};

/** In UBL the artefacts look for the text anywhere in the list, where one letter, or none, is found too; in CII, for the code. */
export const isCountryPrefix = (prefix: string, family: Family): boolean =>
  PREFIXES[family].includes(family === "UBL" ? prefix : ` ${prefix} `);
