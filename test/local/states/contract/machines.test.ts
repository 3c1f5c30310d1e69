/** Sentences of AWS's API reference on state machines. */
import { randomUUID } from "node:crypto";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListStateMachinesCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { actionsAt } from "./executions.ts";
import { openPlace } from "./open-place.ts";

const place = await openPlace();
const { client } = place;
const { start, machine, ended, succeed, task, only, describe: read } = actionsAt(place);

const passing = (result: unknown) => only({ Type: "Pass", Result: result, End: true });

describe("CreateStateMachine", () => {
  it("'is an idempotent API. Subsequent requests won't create a duplicate resource if it was already created'", async () => {
    const name = `contract-${randomUUID()}`;
    const first = await machine(passing(1), name);
    expect(await machine(passing(1), name)).toBe(first);
  });

  it("StateMachineAlreadyExists: 'A state machine with the same name but a different definition … already exists'", async () => {
    const name = `contract-${randomUUID()}`;
    await machine(passing(1), name);
    await expect(machine(passing(2), name)).rejects.toMatchObject({ name: "StateMachineAlreadyExists" });
  });

  it.each([
    ["that is no JSON", "{"],
    ["whose StartAt names no state", JSON.stringify({ ...passing(1), StartAt: "Missing" })],
    ["that leads nowhere", JSON.stringify(only({ Type: "Pass", Next: "Missing" }))],
  ])(
    "InvalidDefinition: 'The provided Amazon States Language definition is not valid': one %s",
    async (_, definition) => {
      const command = new CreateStateMachineCommand({
        name: `contract-${randomUUID()}`,
        roleArn: place.role,
        definition,
      });
      await expect(client.send(command)).rejects.toMatchObject({ name: "InvalidDefinition" });
    },
  );

  it("InvalidName: 'The provided name is not valid'", async () => {
    await expect(machine(passing(1), "a name")).rejects.toMatchObject({ name: "InvalidName" });
  });
});

describe("DescribeStateMachine", () => {
  it("'Provides information about a state machine's definition, its IAM role ARN, and configuration'", async () => {
    const stateMachineArn = await machine(passing(1));
    expect(await client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      stateMachineArn,
      roleArn: place.role,
      definition: JSON.stringify(passing(1)),
      status: "ACTIVE",
      type: "STANDARD",
    });
  });

  it("lists it among the others", async () => {
    const stateMachineArn = await machine(passing(1));
    const found: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.send(new ListStateMachinesCommand({ maxResults: 1000, nextToken }));
      found.push(...(page.stateMachines ?? []).map((one) => one.stateMachineArn));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(found).toContain(stateMachineArn);
  });
});

describe("UpdateStateMachine", () => {
  it("'Running executions will continue to use the previous definition'", async () => {
    const stateMachineArn = await machine(only(task()));
    const before = await start(stateMachineArn);
    const definition = JSON.stringify(passing("new"));
    await client.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
    await succeed(await place.token(before), "old");
    expect((await ended(before)).output).toBe('"old"');
    const old = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn: before }));
    expect(old.definition).toBe(JSON.stringify(only(task())));
  });

  it("'You must include at least one of definition or roleArn or you will receive a MissingRequiredParameter error'", async () => {
    const stateMachineArn = await machine(passing(1));
    await expect(client.send(new UpdateStateMachineCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "MissingRequiredParameter",
    });
  });
});

describe("DeleteStateMachine", () => {
  it("'sets the state machine's status to DELETING'; 'deleted only when all its executions are completed'", async () => {
    const stateMachineArn = await machine(only(task()));
    const execution = await start(stateMachineArn);
    const token = await place.token(execution);
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    const { status } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(status).toBe("DELETING");
    await expect(start(stateMachineArn)).rejects.toMatchObject({ name: "StateMachineDeleting" });
    await succeed(token);
    await ended(execution);
    await expect(client.send(new DescribeStateMachineCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
    });
  });

  it("'On the next state transition, the state machine's executions are terminated'", async () => {
    const stateMachineArn = await machine({
      StartAt: "Waits",
      States: { Waits: task({ Next: "After" }), After: { Type: "Pass", End: true } },
    });
    const execution = await start(stateMachineArn);
    const token = await place.token(execution);
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await succeed(token);
    expect((await ended(execution)).status).toBe("ABORTED");
    expect((await read(execution)).output).toBeUndefined();
  });
});

describe("ValidateStateMachineDefinition", () => {
  it("'The result value will be OK when no syntax errors are found, or FAIL'", async () => {
    const resultOf = async (definition: string) => {
      const { result, diagnostics = [] } = await client.send(new ValidateStateMachineDefinitionCommand({ definition }));
      return [result, diagnostics.length > 0];
    };
    expect(await resultOf(JSON.stringify(passing(1)))).toEqual(["OK", false]);
    expect(await resultOf(JSON.stringify({ ...passing(1), StartAt: "Missing" }))).toEqual(["FAIL", true]);
  });
});
