/** Large documents: a beginning, something again and again, and an end. */
import { READING_LIMITS } from "#domain/limites/reading.ts";

/** Bytes of a giant. */
export const SIZE = READING_LIMITS.fileBytes.max;

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
const CII = "urn:un:unece:uncefact:data:standard:";

export interface Shape {
  readonly opens: string;
  readonly closes: string;
}

export const INVOICE: Shape = {
  opens: `<Invoice xmlns="${UBL}Invoice-2" xmlns:cac="${UBL}CommonAggregateComponents-2" xmlns:cbc="${UBL}CommonBasicComponents-2"><cbc:ID>F1</cbc:ID>`,
  closes: "</Invoice>",
};

export const CII_DOCUMENT: Shape = {
  opens: `<rsm:CrossIndustryInvoice xmlns:rsm="${CII}CrossIndustryInvoice:100" xmlns:ram="${CII}ReusableAggregateBusinessInformationEntity:100" xmlns:udt="${CII}UnqualifiedDataType:100"><rsm:ExchangedDocument><ram:ID>F1</ram:ID>`,
  closes: "</rsm:ExchangedDocument></rsm:CrossIndustryInvoice>",
};

export const inside = ({ opens, closes }: Shape, before: string, after: string): Shape => ({
  opens: opens + before,
  closes: after + closes,
});

type Unit = string | ((index: number) => string);

/** As many units as fit beside the beginning and the end; they are of one byte a character. */
export const filled = ({ opens, closes }: Shape, unit: Unit, size = SIZE): string => {
  const room = size - opens.length - closes.length;
  if (typeof unit === "string") return opens + unit.repeat(Math.floor(room / unit.length)) + closes;
  const units: string[] = [];
  let left = room;
  for (let index = 0; ; index++) {
    const next = unit(index);
    left -= next.length;
    if (left < 0) return opens + units.join("") + closes;
    units.push(next);
  }
};

/** So many units, with blanks after each of them to fill the file. */
export const spread = ({ opens, closes }: Shape, count: number, unit: string, blank = " "): string => {
  const each = Math.floor((SIZE - opens.length - closes.length) / count);
  return opens + (unit + blank.repeat(each - unit.length)).repeat(count) + closes;
};
