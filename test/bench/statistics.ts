/** Order statistics: means say little about durations on a machine that others share. */

/** The value below which the share `q` (0 to 1) of the values lies: the nearest one, none is made up. */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (found === undefined) throw new Error("no value has no quantile");
  return found;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
