/** Map, inline: one iteration for each item, so many at a time. */
import type { Json, MapPlan, MapState } from "../language/contract.ts";
import { type Child, type RunFrame, runChildren } from "./children.ts";
import { Failure } from "./failure.ts";
import { type Cursor, change, commit, note, scopeOf } from "./frame.ts";
import { conclude, type Done } from "./step.ts";

const start = (cursor: Cursor, length: number): void =>
  commit(cursor, () => {
    note(cursor, [{ type: "MapStateStarted", details: { length } }]);
    change(cursor, { started: true });
  });

const iterations = (cursor: Cursor, state: MapState, items: readonly Json[]): readonly Child[] => {
  const { shared, execution } = cursor.frame.run;
  const { input, variables } = cursor.visit;
  // An iteration follows the last state of the one before it, and not the event that it succeeded.
  let before = cursor.visit.last;
  const append = (type: string, index: number, previous: number): number =>
    shared.stores.history.append(
      execution.id,
      { type, previous, details: { name: state.name, index } },
      shared.clock.now(),
    );

  return items.map((item, index): Child => {
    const context = { Map: { Item: { Index: index, Value: item } } };
    return {
      machine: state.processor,
      context,
      start: async () => ({
        input: await shared.language.itemInput(state, input, item, scopeOf(cursor, context)),
        variables,
      }),
      opened: () => append("MapIterationStarted", index, before),
      succeeded: (_, last) => {
        before = last;
        change(cursor, { last: append("MapIterationSucceeded", index, last) });
      },
      failed: (_, last) => {
        append("MapIterationFailed", index, last);
        change(cursor, { last });
      },
    };
  });
};

const THRESHOLD_EXCEEDED = {
  error: "States.ExceedToleratedFailureThreshold",
  cause: "The specified tolerated failure threshold was exceeded",
};

/** Without a threshold the first failure is that of the Map. */
const judgeBy =
  ({ items, toleratedFailureCount, toleratedFailurePercentage }: MapPlan) =>
  (failures: readonly Failure[]): Failure | undefined => {
    const thresholds = [
      toleratedFailureCount,
      toleratedFailurePercentage === undefined ? undefined : (items.length * toleratedFailurePercentage) / 100,
    ].filter((threshold) => threshold !== undefined);
    if (thresholds.length === 0) return failures[0];
    return failures.length > Math.min(...thresholds) ? new Failure(THRESHOLD_EXCEEDED) : undefined;
  };

export const runMap = async (cursor: Cursor, state: MapState, runFrame: RunFrame): Promise<Done> => {
  const { language } = cursor.frame.run.shared;
  const { input } = cursor.visit;
  const scope = scopeOf(cursor);
  const plan = await language.mapPlan(state, input, scope);
  if (!cursor.visit.started) start(cursor, plan.items.length);
  const outputs = await runChildren(cursor, iterations(cursor, state, plan.items), {
    runFrame,
    limit: plan.maxConcurrency === 0 ? Number.POSITIVE_INFINITY : plan.maxConcurrency,
    judge: judgeBy(plan),
  });
  return conclude(cursor, [{ type: "MapStateSucceeded", aside: true }], state.next, () =>
    language.outcome(state, input, outputs, scope),
  );
};
