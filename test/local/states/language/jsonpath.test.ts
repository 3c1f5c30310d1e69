import { describe, expect, it } from "vitest";
import type { Json } from "#infra/local/states/language/contract.ts";
import { statesLanguage } from "#infra/local/states/language/language.ts";
import { errorOf, jsonPathState, PASSING, scope } from "./given.ts";

const TASK = { Resource: "arn:aws:states:::lambda:invoke", Parameters: { "id.$": "$.id" } };
const { outcome, taskInput, caught, failure, taskLimits } = statesLanguage;

/** ASL specification, "Input and Output Processing" and "Payload Template"; AWS, "Processing input and output". */
describe("a state in JSONPath", () => {
  it("is called with its Parameters, worked out from what InputPath leaves", async () => {
    const state = jsonPathState("Task", {
      ...TASK,
      InputPath: "$.dossier",
      Parameters: {
        "id.$": "$.id",
        "machine.$": "$$.StateMachine.Name",
        "mine.$": "$mine",
        plain: "$.id",
        deep: { list: [{ "inner.$": "States.Format('<{}>', $.id)" }, "$.id"] },
      },
    });
    expect(await taskInput(state, { dossier: { id: "D-1" } }, scope({ mine: [1] }))).toEqual({
      id: "D-1",
      machine: "travaux",
      mine: [1],
      plain: "$.id",
      deep: { list: [{ inner: "<D-1>" }, "$.id"] },
    });
  });

  it("is called with its input when it says nothing else, and with an empty object when InputPath is null", async () => {
    expect(await taskInput(jsonPathState("Pass"), [1], scope())).toEqual([1]);
    expect(await taskInput(jsonPathState("Pass", { InputPath: null }), [1], scope())).toEqual({});
    const parallel = jsonPathState("Parallel", { Branches: [PASSING], Parameters: { a: 1 } });
    expect(await taskInput(parallel, [1], scope())).toEqual({ a: 1 });
  });

  it.each<[string, object, Json]>([
    ["the result alone without a ResultPath", {}, { status: 200, body: "ok" }],
    ["the input alone when it is null", { ResultPath: null }, { id: "D-1", old: { kept: 1 } }],
    ["both", { ResultPath: "$.answer" }, { id: "D-1", old: { kept: 1 }, answer: { status: 200, body: "ok" } }],
    [
      "a place that is made",
      { ResultPath: "$.a.b" },
      { id: "D-1", old: { kept: 1 }, a: { b: { status: 200, body: "ok" } } },
    ],
    [
      "a place among others",
      { ResultPath: "$.old.new" },
      { id: "D-1", old: { kept: 1, new: { status: 200, body: "ok" } } },
    ],
    ["what OutputPath leaves", { ResultPath: "$.answer", OutputPath: "$.answer.body" }, "ok"],
    ["nothing when OutputPath is null", { OutputPath: null }, {}],
    [
      "what ResultSelector makes",
      { ResultSelector: { "code.$": "$.status" }, ResultPath: "$.old" },
      { id: "D-1", old: { code: 200 } },
    ],
    ["the context, which OutputPath may choose", { OutputPath: "$$.Execution.Name" }, "D-1"],
  ])("passes on %s", async (_, fields, expected) => {
    const state = jsonPathState("Task", { ...TASK, InputPath: "$.old", ...fields });
    const done = await outcome(state, { id: "D-1", old: { kept: 1 } }, { status: 200, body: "ok" }, scope());
    expect(done).toEqual({ output: expected, assigned: {} });
  });

  it("puts its result into a list, at an item that is there", async () => {
    const state = jsonPathState("Pass", { Result: "new", ResultPath: "$.list[1]" });
    expect((await outcome(state, { list: [1, 2] }, undefined, scope())).output).toEqual({ list: [1, "new"] });
    expect(await errorOf(outcome(state, { list: [1] }, undefined, scope()))).toMatchObject({
      error: "States.ResultPathMatchFailure",
    });
  });

  it("fails where there is no place for its result", async () => {
    const state = jsonPathState("Pass", { Result: 1, ResultPath: "$.old.new" });
    expect(await errorOf(outcome(state, { old: "text" }, undefined, scope()))).toEqual({
      error: "States.ResultPathMatchFailure",
      cause: 'Unable to apply ReferencePath $.old.new to input {"old":"text"}',
    });
  });

  it("fails where InputPath or OutputPath leads nowhere, naming how far it came", async () => {
    const input = jsonPathState("Pass", { InputPath: "$.a.b[0].c" });
    expect(await errorOf(taskInput(input, { a: {} }, scope()))).toEqual({
      error: "States.Runtime",
      cause: "Invalid path '$.a.b[0].c' : Missing property in path $['a']['b']",
    });
    const output = jsonPathState("Wait", { Seconds: 1, OutputPath: "$.a[3]" });
    expect(await errorOf(outcome(output, { a: [] }, undefined, scope()))).toEqual({
      error: "States.Runtime",
      cause: "Invalid path '$.a[3]' : Missing property in path $['a'][3]",
    });
  });

  it("that is a Pass passes on its Result, which is never a template", async () => {
    const written = { "a.$": "$.x", b: null };
    const state = jsonPathState("Pass", { Result: written, ResultPath: "$.r" });
    expect((await outcome(state, { x: 1 }, undefined, scope())).output).toEqual({ x: 1, r: written });
    const nothing = jsonPathState("Pass", { Result: null });
    expect((await outcome(nothing, { x: 1 }, undefined, scope())).output).toBeNull();
  });

  it("assigns variables from its result, all from the variables as they were", async () => {
    const state = jsonPathState("Task", {
      ...TASK,
      ResultSelector: { "total.$": "$.sum" },
      Assign: { "a.$": "$b", "b.$": "$a", "total.$": "$.total", deep: { "name.$": "$$.Execution.Name" } },
    });
    const done = await outcome(state, { id: 1 }, { sum: 7 }, scope({ a: 1, b: 2 }));
    expect(done.assigned).toEqual({ a: 2, b: 1, total: 7, deep: { name: "D-1" } });
  });

  it("assigns variables from its input when it has no result", async () => {
    const state = jsonPathState("Wait", { Seconds: 1, InputPath: "$.a", Assign: { "x.$": "$.b" } });
    expect(await outcome(state, { a: { b: 1 } }, undefined, scope())).toEqual({ output: { b: 1 }, assigned: { x: 1 } });
  });

  it("that is caught passes on the error, at the catcher's ResultPath", async () => {
    const error = { Error: "Refus", Cause: "parce que" };
    const state = jsonPathState("Task", {
      ...TASK,
      Catch: [
        { ErrorEquals: ["Refus"], Next: "A", ResultPath: "$.error", Assign: { "name.$": "$.Error" } },
        { ErrorEquals: ["States.ALL"], Next: "B" },
      ],
    });
    expect(await caught(state, 0, { id: 1 }, error, scope())).toEqual({
      output: { id: 1, error },
      assigned: { name: "Refus" },
    });
    expect(await caught(state, 1, { id: 1 }, error, scope())).toEqual({ output: error, assigned: {} });
  });

  it("that fails says its Error and its Cause, from paths and functions too", async () => {
    const input = { name: "Refus", why: "incomplet" };
    const plain = jsonPathState("Fail", { Error: "E", Cause: "C" });
    expect(await failure(plain, input, scope())).toEqual({ error: "E", cause: "C" });
    const paths = jsonPathState("Fail", { ErrorPath: "$.name", CausePath: "States.Format('car {}', $.why)" });
    expect(await failure(paths, input, scope())).toEqual({ error: "Refus", cause: "car incomplet" });
    expect(await failure(jsonPathState("Fail"), input, scope())).toEqual({ error: undefined, cause: undefined });
    expect(await errorOf(failure(paths, { name: 1, why: "" }, scope()))).toEqual({
      error: "States.Runtime",
      cause: "The ErrorPath parameter does not reference a string: $.name == 1",
    });
  });

  it("limits the time of a task, by numbers or by paths", async () => {
    const none = jsonPathState("Task", TASK);
    expect(await taskLimits(none, {}, scope())).toEqual({ timeoutSeconds: undefined, heartbeatSeconds: undefined });
    const numbers = jsonPathState("Task", { ...TASK, TimeoutSeconds: 30, HeartbeatSeconds: 10 });
    expect(await taskLimits(numbers, {}, scope())).toEqual({ timeoutSeconds: 30, heartbeatSeconds: 10 });
    const paths = jsonPathState("Task", { ...TASK, TimeoutSecondsPath: "$.t", HeartbeatSecondsPath: "$beat" });
    expect(await taskLimits(paths, { t: 60 }, scope({ beat: 5 }))).toEqual({ timeoutSeconds: 60, heartbeatSeconds: 5 });
    expect(await errorOf(taskLimits(paths, { t: 0 }, scope({ beat: 5 })))).toEqual({
      error: "States.Runtime",
      cause: "The TimeoutSecondsPath parameter does not reference a positive integer: $.t == 0",
    });
  });
});
