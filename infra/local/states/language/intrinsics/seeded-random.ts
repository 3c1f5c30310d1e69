/**
 * The first number that a seed gives: `java.util.Random`, whose `nextDouble()` AWS's `$random(seed)` has been seen to
 * answer bit for bit (0.7275636800328681 for 42). Its generator is specified in the Java API documentation.
 */

const MULTIPLIER = 0x5deece66dn;
const INCREMENT = 0xbn;
const STATE_BITS = 48;

const next = (state: bigint): bigint => BigInt.asUintN(STATE_BITS, state * MULTIPLIER + INCREMENT);

const highest = (state: bigint, bits: number): bigint => state >> BigInt(STATE_BITS - bits);

/** From 0 to 1, without 1. @param seed An integer. */
export const seeded = (seed: number): number => {
  const first = next(BigInt.asUintN(STATE_BITS, BigInt(seed) ^ MULTIPLIER));
  const second = next(first);
  // 53 bits, the precision of a double, taken from two draws.
  return Number((highest(first, 26) << 27n) + highest(second, 27)) / 2 ** 53;
};
