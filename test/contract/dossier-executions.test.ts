/** Executions of the works machine: what both adapters promise, and what the one of AWS does with its errors. */
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { describe, expect, it, onTestFinished } from "vitest";
import { sfnAnswers, sfnDossierExecutions } from "#adapters/aws/sfn-dossier-executions.ts";
import { memoryDossierExecutions } from "#adapters/memory/memory-dossier-executions.ts";
import type { DossierExecutions } from "#ports/dossier-executions.ts";
import { startStates, temporaryDirectory } from "#test/local/states/given.ts";
import { startAnswering } from "./answering.ts";

interface Place {
  readonly executions: DossierExecutions;
  /** An execution that has come to wait: its token. */
  readonly waiting: (name: string) => Promise<string>;
  /** What the execution of that name was started with, if it was. */
  readonly inputOf: (name: string) => Promise<unknown>;
  /** What the execution that waited with that token was told. */
  readonly answerTo: (jeton: string) => Promise<unknown>;
}

const memory = async (): Promise<Place> => {
  const executions = memoryDossierExecutions();
  return {
    executions,
    waiting: async (name) => {
      await executions.start(name, {});
      executions.wait(`jeton-${name}`);
      return `jeton-${name}`;
    },
    inputOf: async (name) => executions.started.get(name),
    answerTo: async (jeton) => executions.answered.get(jeton),
  };
};

const WAITING = {
  QueryLanguage: "JSONata",
  StartAt: "Wait",
  States: {
    Wait: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: {
        FunctionName: "take",
        Payload: { name: "{% $states.context.Execution.Name %}", jeton: "{% $states.context.Task.Token %}" },
      },
      End: true,
    },
  },
};

const embedded = async (): Promise<Place> => {
  /** By the name of the execution. */
  const tokens = new Map<string, string>();
  const take = ({ name, jeton }: { readonly name: string; readonly jeton: string }) => void tokens.set(name, jeton);
  const states = await startStates(temporaryDirectory(), { functions: { take } });
  onTestFinished(() => states[Symbol.asyncDispose]());
  const machine = await states.create(WAITING);
  const executions = sfnDossierExecutions({ client: states.client, machine });

  const describeNamed = async (name: string) => {
    await states.settle();
    const { executions: all = [] } = await states.client.send(new ListExecutionsCommand({ stateMachineArn: machine }));
    const found = all.filter((one) => one.name === name);
    if (found.length > 1) throw new Error(`there are ${found.length} executions named ${name}`);
    const [arn] = found.map(({ executionArn }) => executionArn);
    return arn === undefined ? undefined : states.client.send(new DescribeExecutionCommand({ executionArn: arn }));
  };

  return {
    executions,
    waiting: async (name) => {
      await executions.start(name, {});
      await states.settle();
      return tokens.get(name) ?? "none";
    },
    inputOf: async (name) => {
      const { input } = (await describeNamed(name)) ?? {};
      return input === undefined ? undefined : JSON.parse(input);
    },
    answerTo: async (jeton) => {
      const [name = ""] = [...tokens].find(([, token]) => token === jeton) ?? [];
      const { output } = (await describeNamed(name)) ?? {};
      return output === undefined ? undefined : JSON.parse(output);
    },
  };
};

const PLACES: readonly (readonly [string, () => Promise<Place>])[] = [
  ["memory", memory],
  ["AWS", embedded],
];

describe.each(PLACES)("executions, %s", (_, open) => {
  it("are started once: a second start is a no-op, whatever it says", async () => {
    const { executions, inputOf } = await open();
    await executions.start("d-1", { dossier: "d-1" });
    await executions.start("d-1", { dossier: "d-1" });
    await executions.start("d-1", { dossier: "another" });
    expect(await inputOf("d-1")).toEqual({ dossier: "d-1" });
    expect(await inputOf("d-2")).toBeUndefined();
  });

  it("are not started again once they are over", async () => {
    const { executions, waiting, inputOf, answerTo } = await open();
    const jeton = await waiting("d-1");
    await executions.answer(jeton, { acte: "associer" });
    await executions.start("d-1", { dossier: "again" });
    expect(await inputOf("d-1")).toEqual({});
    expect(await answerTo(jeton)).toEqual({ acte: "associer" });
  });

  it("go on with what they are answered", async () => {
    const { executions, waiting, answerTo } = await open();
    const [one, other] = [await waiting("d-1"), await waiting("d-2")];
    expect(await answerTo(one)).toBeUndefined();
    await executions.answer(one, { acte: "refuser", visit: 2, issue: "REFUSEE_MOE" });
    expect(await answerTo(one)).toEqual({ acte: "refuser", visit: 2, issue: "REFUSEE_MOE" });
    expect(await answerTo(other)).toBeUndefined();
  });

  it("take the first answer: a second one is a no-op", async () => {
    const { executions, waiting, answerTo } = await open();
    const jeton = await waiting("d-1");
    await executions.answer(jeton, { visit: 2 });
    await executions.answer(jeton, { visit: 3 });
    expect(await answerTo(jeton)).toEqual({ visit: 2 });
  });

  it("do not mind a token that nobody ever gave", async () => {
    const { executions } = await open();
    await expect(executions.answer("jeton-inconnu", {})).resolves.toBeUndefined();
  });
});

describe("Step Functions", () => {
  const MACHINE = "arn:aws:states:eu-west-3:000000000000:stateMachine:travaux";

  // API reference, errors of SendTaskSuccess: nobody waits with that token any more.
  it.each(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])("%s is no error of an answer", async (error) => {
    await using service = await startAnswering({ error });
    await expect(sfnAnswers(new SFNClient(service.client)).answer("jeton", {})).resolves.toBeUndefined();
    expect(service.requests.map((request) => JSON.parse(request))).toEqual([{ taskToken: "jeton", output: "{}" }]);
  });

  // API reference, StartExecution: "The execution has the same name as another execution (but a different input)".
  it("ExecutionAlreadyExists is no error of a start", async () => {
    await using service = await startAnswering({ error: "ExecutionAlreadyExists" });
    const executions = sfnDossierExecutions({ client: new SFNClient(service.client), machine: MACHINE });
    await expect(executions.start("d-1", { dossier: "d-1" })).resolves.toBeUndefined();
    expect(service.requests.map((request) => JSON.parse(request))).toEqual([
      { stateMachineArn: MACHINE, name: "d-1", input: '{"dossier":"d-1"}' },
    ]);
  });

  it.each(["ThrottlingException", "StateMachineDoesNotExist", "ExecutionLimitExceeded"])(
    "%s is one of both: the caller tries again",
    async (error) => {
      await using service = await startAnswering({ error });
      const executions = sfnDossierExecutions({ client: new SFNClient(service.client), machine: MACHINE });
      await expect(executions.start("d-1", {})).rejects.toMatchObject({ name: error });
      await expect(executions.answer("jeton", {})).rejects.toMatchObject({ name: error });
    },
  );
});
