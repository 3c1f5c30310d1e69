/** Parallel: all branches at once, each with the same input. */
import type { ParallelState } from "../language/contract.ts";
import { type Child, type RunFrame, runChildren } from "./children.ts";
import { type Cursor, change, commit, note, scopeOf } from "./frame.ts";
import { conclude, type Done } from "./step.ts";

const follow = (cursor: Cursor, last: number): void => change(cursor, { last });

export const runParallel = async (cursor: Cursor, state: ParallelState, runFrame: RunFrame): Promise<Done> => {
  const { language } = cursor.frame.run.shared;
  const { input, variables } = cursor.visit;
  const scope = scopeOf(cursor);
  const branchInput = await language.taskInput(state, input, scope);
  if (!cursor.visit.started) {
    commit(cursor, () => {
      note(cursor, [{ type: "ParallelStateStarted" }]);
      change(cursor, { started: true });
    });
  }
  const started = cursor.visit.last;
  const children = state.branches.map(
    (machine): Child => ({
      machine,
      context: {},
      start: async () => ({ input: branchInput, variables }),
      opened: () => started,
      succeeded: (_, last) => follow(cursor, last),
      failed: (_, last) => follow(cursor, last),
    }),
  );
  const outputs = await runChildren(cursor, children, {
    runFrame,
    limit: Number.POSITIVE_INFINITY,
    judge: ([first]) => first,
  });
  return conclude(cursor, [{ type: "ParallelStateSucceeded", aside: true }], state.next, () =>
    language.outcome(state, input, outputs, scope),
  );
};
