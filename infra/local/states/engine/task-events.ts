/** The events of a task: an integration of a service has its own, a function named by its ARN alone others. */
import type { Integration } from "../integrations/integration.ts";
import type { ErrorOutput, Json, JsonRecord, TaskLimits } from "../language/contract.ts";
import type { Note } from "./failure.ts";
import { inputDetails, outputDetails, present } from "./payload.ts";

export interface TaskEvents {
  scheduled(parameters: Json, limits: TaskLimits): readonly Note[];
  /** The call has returned; what is waited for comes later. */
  submitted(output: Json): readonly Note[];
  succeeded(output: Json): readonly Note[];
  failed(failure: ErrorOutput): readonly Note[];
  timedOut(failure: ErrorOutput): readonly Note[];
}

const errorOf = ({ error, cause }: ErrorOutput): JsonRecord => present({ error, cause });

const serviceEvents = (resourceType: string, resource: string, region: string): TaskEvents => {
  const named = { resourceType, resource };
  const one = (type: string, details: JsonRecord): readonly Note[] => [{ type, details: { ...named, ...details } }];
  return {
    scheduled: (parameters, { timeoutSeconds, heartbeatSeconds }) => [
      ...one("TaskScheduled", {
        region,
        parameters: JSON.stringify(parameters),
        ...present({ timeoutInSeconds: timeoutSeconds, heartbeatInSeconds: heartbeatSeconds }),
      }),
      ...one("TaskStarted", {}),
    ],
    submitted: (output) => one("TaskSubmitted", outputDetails(output)),
    succeeded: (output) => one("TaskSucceeded", outputDetails(output)),
    failed: (failure) => one("TaskFailed", errorOf(failure)),
    timedOut: (failure) => one("TaskTimedOut", errorOf(failure)),
  };
};

const functionEvents = (resource: string): TaskEvents => ({
  scheduled: (parameters, { timeoutSeconds }) => [
    {
      type: "LambdaFunctionScheduled",
      details: { resource, ...inputDetails(parameters), ...present({ timeoutInSeconds: timeoutSeconds }) },
    },
    { type: "LambdaFunctionStarted" },
  ],
  submitted: () => [],
  succeeded: (output) => [{ type: "LambdaFunctionSucceeded", details: outputDetails(output) }],
  failed: (failure) => [{ type: "LambdaFunctionFailed", details: errorOf(failure) }],
  timedOut: (failure) => [{ type: "LambdaFunctionTimedOut", details: errorOf(failure) }],
});

export const eventsOf = ({ resourceType, resource }: Integration, region: string): TaskEvents =>
  resourceType === undefined ? functionEvents(resource) : serviceEvents(resourceType, resource, region);
