/** Documents of one shape at any size up to the largest: what takes longer than its size shows when it grows. */
import { READING_LIMITS } from "#domain/limites/reading.ts";

/** What is there again and again. Numbered from one, where that matters. */
export interface Many {
  readonly unit: (index: number) => string;
}

/** From the beginning to the end; of a document with several that are many, each has its share. */
export type Shape = readonly (string | Many)[];

export const many = (unit: string | Many["unit"]): Many => ({ unit: typeof unit === "string" ? () => unit : unit });

/** Elements and attributes, as the limit counts them: start tags, and what is written `name="`. */
const nodesOf = (text: string): number => text.match(/<[^/?!]|="/g)?.length ?? 0;

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** Units with long numbers are measured so: none is longer. */
const LAST = 999_999;

/** How many units of each fit into the largest document. */
const mostOf = (shape: Shape): readonly number[] => {
  const fixed = shape.filter((piece) => typeof piece === "string").join("");
  const units = shape.flatMap((piece) => (typeof piece === "string" ? [] : [piece.unit(LAST)]));
  const nodes = (READING_LIMITS.nodes.max - nodesOf(fixed)) / units.length;
  const bytes = (READING_LIMITS.fileBytes.max - bytesOf(fixed)) / units.length;
  return units.map((unit) => Math.floor(Math.min(nodes / nodesOf(unit), bytes / bytesOf(unit))));
};

/** `share`, from 0 to 1: of the units that fit. */
export const grown = (shape: Shape, share: number): string => {
  const most = [...mostOf(shape)];
  return shape
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const count = Math.max(1, Math.floor((most.shift() ?? 0) * share));
      return Array.from({ length: count }, (_, index) => piece.unit(index + 1)).join("");
    })
    .join("");
};
