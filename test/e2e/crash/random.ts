/** A small generator (Park and Miller), so that a run can be drawn again from its seed. */

const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;

/** Numbers in [0, 1[, the same ones for the same seed. */
export type Random = () => number;

export const createRandom = (seed: number): Random => {
  let state = (Math.abs(Math.trunc(seed)) % (MODULUS - 1)) + 1;
  const next = (): number => {
    state = (state * MULTIPLIER) % MODULUS;
    return state / MODULUS;
  };
  // The first number of a small seed is small: neighbouring seeds would begin alike.
  next();
  return next;
};

/** From 1 to the largest that a seed may be. */
export const newSeed = (): number => Math.floor(Math.random() * (MODULUS - 1)) + 1;
