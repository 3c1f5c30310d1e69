import { SendTaskSuccessCommand, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { DossierExecutions } from "#ports/dossier-executions.ts";

/** Nobody waits for that token any more: it was answered, or the state was left or entered again (API, SendTaskSuccess). */
const NOBODY_WAITS: ReadonlySet<string> = new Set(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"]);

const unless = async (isNoOp: (name: string) => boolean, call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error && isNoOp(error.name))) throw error;
  }
};

/** For those who answer alone: a token names its own execution, and its machine. */
export const sfnAnswers = (client: SFNClient): Pick<DossierExecutions, "answer"> => ({
  answer: (jeton, output) =>
    unless(
      (name) => NOBODY_WAITS.has(name),
      client.send(new SendTaskSuccessCommand({ taskToken: jeton, output: JSON.stringify(output) })),
    ),
});

interface Machine {
  readonly client: SFNClient;
  /** ARN of the machine. */
  readonly machine: string;
}

export const sfnDossierExecutions = ({ client, machine }: Machine): DossierExecutions => ({
  ...sfnAnswers(client),
  start: (name, input) =>
    unless(
      (error) => error === "ExecutionAlreadyExists",
      client.send(new StartExecutionCommand({ stateMachineArn: machine, name, input: JSON.stringify(input) })),
    ),
});
