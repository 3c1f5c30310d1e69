/** What distinguishes two lists in which the order says nothing. */

const counted = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** One line per name that is not there as often as it should be. */
export const differences = (expected: readonly string[], found: readonly string[]): readonly string[] => {
  const wanted = counted(expected);
  const there = counted(found);
  return [...new Set([...wanted.keys(), ...there.keys()])].flatMap((name) => {
    const [should = 0, is = 0] = [wanted.get(name), there.get(name)];
    return should === is ? [] : [`${name}: ${is} instead of ${should}`];
  });
};
