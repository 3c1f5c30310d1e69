/** Answers to the tokens of tasks. */
import { z } from "zod";
import type { Clock } from "../../contracts.ts";
import type { JsonOperation } from "../../json-protocol.ts";
import { PAYLOAD_QUOTA } from "../engine/payload.ts";
import type { Waits } from "../engine/waits.ts";
import { invalidOutput, invalidToken, taskDoesNotExist, taskTimedOut } from "../errors.ts";
import type { Json } from "../language/contract.ts";
import type { Answer, Task, TaskStore } from "../store/tasks.ts";
import { isToken } from "../tokens.ts";
import { operation } from "./operation.ts";

const Token = z.strictObject({ taskToken: z.string().min(1).max(2048) });
const SendTaskSuccess = Token.extend({
  output: z
    .string()
    .refine(
      (text) => Buffer.byteLength(text) <= PAYLOAD_QUOTA,
      `Member must have length less than or equal to ${PAYLOAD_QUOTA}`,
    ),
});
const SendTaskFailure = Token.extend({
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

const readOutput = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidOutput(error instanceof Error ? error.message : String(error));
  }
};

export const taskOperations = (
  tasks: TaskStore,
  waits: Waits,
  clock: Clock,
): Readonly<Record<string, JsonOperation>> => {
  const isExpired = ({ timeoutAt, heartbeatAt }: Task): boolean =>
    [timeoutAt, heartbeatAt].some((due) => due !== undefined && due <= clock.now());

  /** Throws `InvalidToken`, `TaskDoesNotExist` or `TaskTimedOut`. */
  const openTask = (token: string): Task => {
    if (!isToken(token)) throw invalidToken("Invalid token");
    const task = tasks.find(token);
    if (!task) throw taskDoesNotExist();
    if (task.stage === "closed" || task.answer || isExpired(task)) throw taskTimedOut();
    return task;
  };
  const answer = (token: string, given: Answer): object => {
    openTask(token);
    tasks.answer(token, given);
    waits.wake(token);
    return {};
  };

  return {
    SendTaskSuccess: operation("SendTaskSuccess", SendTaskSuccess, ({ taskToken, output }) =>
      answer(taskToken, { kind: "success", output: readOutput(output) }),
    ),

    SendTaskFailure: operation("SendTaskFailure", SendTaskFailure, ({ taskToken, error, cause }) =>
      answer(taskToken, { kind: "failure", error, cause }),
    ),

    SendTaskHeartbeat: operation("SendTaskHeartbeat", Token, ({ taskToken }) => {
      const { heartbeatSeconds } = openTask(taskToken);
      if (heartbeatSeconds !== undefined) tasks.setHeartbeat(taskToken, clock.now() + heartbeatSeconds * 1000);
      return {};
    }),
  };
};
