/** A machine that waits at several places, and what the history of its executions must hold in the end. */

export const MACHINE = "chain";

const asking = (fields: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Parameters: { FunctionName: "ask", Payload: { "token.$": "$$.Task.Token" } },
  ...fields,
});

export const CHAIN = {
  StartAt: "First",
  States: {
    First: { Type: "Pass", Next: "Ask" },
    Ask: asking({ Next: "Both" }),
    Both: {
      Type: "Parallel",
      Branches: [
        {
          StartAt: "Quick",
          States: { Quick: { Type: "Pass", Next: "Quicker" }, Quicker: { Type: "Pass", End: true } },
        },
        { StartAt: "AskToo", States: { AskToo: asking({ End: true }) } },
      ],
      Next: "Last",
    },
    Last: { Type: "Pass", End: true },
  },
};

const TASK = ["TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited"];
const PASS = ["PassStateEntered", "PassStateExited"];

/** Sorted; `TaskSubmitted` is missing where an answer came before the call returned. */
export const CHAIN_EVENTS: readonly string[] = [
  "ExecutionStarted",
  ...[PASS, TASK, PASS, PASS, TASK, PASS].flat(),
  "ParallelStateEntered",
  "ParallelStateStarted",
  "ParallelStateSucceeded",
  "ParallelStateExited",
  "ExecutionSucceeded",
]
  .filter((type) => type !== "TaskSubmitted")
  .sort();
