/** The recordings that this engine does not reproduce, and why. A name leaves this list when it agrees; none comes to it. */
const OTHER_DEFINITION = "the recorded definition is not the one that was run, and nothing tells which it was";

export const DIFFERING: Readonly<Record<string, string>> = {
  "base/test_base.py::TestSnfBase::test_state_pass_result_jsonpaths": OTHER_DEFINITION,
  "context_object/test_context_object.py::TestSnfBase::test_variable": OTHER_DEFINITION,
  "evaluate_jsonata/test_base_evaluate_expressions.py::TestBaseEvaluateJsonata::test_base_map[MAX_CONCURRENCY]":
    OTHER_DEFINITION,
  "local_mocking/test_base_callbacks.py::TestBaseScenarios::test_sfn_start_execution_sync[SFN_SYNC]": OTHER_DEFINITION,
  "local_mocking/test_base_callbacks.py::TestBaseScenarios::test_sfn_start_execution_sync[SFN_SYNC2]": OTHER_DEFINITION,
  "scenarios/test_base_scenarios.py::TestBaseScenarios::test_max_concurrency_path_negative":
    "the history was read before the execution had ended: it holds the first event alone",
};
