/** Shapes that aim at the rules, in both families; none is an invoice that anyone would write. */
import type { Family } from "#domain/regles/en16931/family.ts";
import { AIMED_CII } from "./aimed-cii.ts";
import { CROWDED } from "./aimed-paths.ts";
import { AIMED_UBL } from "./aimed-ubl.ts";
import type { Shape } from "./growth.ts";

export interface Aimed {
  readonly name: string;
  readonly shape: Shape;
}

const listed = (shapes: Readonly<Record<string, Shape>>, crowd: Shape): readonly Aimed[] =>
  Object.entries({ ...shapes, "all that rules ask of, in a crowd": crowd }).map(([name, shape]) => ({ name, shape }));

export const AIMED: Readonly<Record<Family, readonly Aimed[]>> = {
  UBL: listed(AIMED_UBL, CROWDED.UBL),
  CII: listed(AIMED_CII, CROWDED.CII),
};
