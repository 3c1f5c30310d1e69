/** Breakdowns that were asked for, whatever breaks: which calls each still strikes. */

export interface Planned {
  /** Calls that it still strikes; until it is lifted when left out. */
  readonly nombre?: number;
}

export interface Strikes<Plan extends Planned> {
  /** In the place of what was planned for the same; lifted by 0. */
  plan(one: Plan): void;
  planned(): readonly Plan[];
  /** The first plan that means the call, which has then struck once more. */
  take(means: (one: Plan) => boolean): Plan | undefined;
}

/** @param keyOf what a plan is for: a second one for the same replaces the first. */
export const createStrikes = <Plan extends Planned>(keyOf: (one: Plan) => string): Strikes<Plan> => {
  const planned = new Map<string, Plan>();

  const plan = (one: Plan): void => {
    if (one.nombre === 0) planned.delete(keyOf(one));
    else planned.set(keyOf(one), one);
  };

  return {
    plan,
    planned: () => [...planned.values()],
    take: (means) => {
      const found = [...planned.values()].find(means);
      if (found?.nombre !== undefined) plan({ ...found, nombre: found.nombre - 1 });
      return found;
    },
  };
};
