import { describe, expect, it } from "vitest";
import { statesLanguage } from "#infra/local/states/language/language.ts";

/** AWS Step Functions developer guide, "Handling errors in Step Functions workflows", "Error names". */
describe("a retrier or a catcher", () => {
  it.each([
    ["its own name", ["Autre", "DOSSIER_INCONNU"], "DOSSIER_INCONNU", true],
    ["another name", ["Autre"], "DOSSIER_INCONNU", false],
    ["any error, as States.ALL", ["States.ALL"], "DOSSIER_INCONNU", true],
    ["a time-out, as States.ALL", ["States.ALL"], "States.Timeout", true],
    ["States.Runtime, as States.ALL", ["States.ALL"], "States.Runtime", false],
    ["States.DataLimitExceeded, as States.ALL", ["States.ALL"], "States.DataLimitExceeded", false],
    ["States.DataLimitExceeded by its name", ["States.DataLimitExceeded"], "States.DataLimitExceeded", true],
    ["States.Runtime even by its name", ["States.Runtime"], "States.Runtime", false],
    ["any error, as States.TaskFailed", ["States.TaskFailed"], "DOSSIER_INCONNU", true],
    ["a time-out, as States.TaskFailed", ["States.TaskFailed"], "States.Timeout", false],
    ["States.Runtime, as States.TaskFailed", ["States.TaskFailed"], "States.Runtime", false],
    ["a missing heartbeat, as States.Timeout", ["States.Timeout"], "States.HeartbeatTimeout", true],
    ["a time-out, as States.HeartbeatTimeout", ["States.HeartbeatTimeout"], "States.Timeout", false],
  ])("answers whether it is for %s", (_, names, error, expected) => {
    expect(statesLanguage.isFor(names, error)).toBe(expected);
  });
});
