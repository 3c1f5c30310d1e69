import { describe, expect, it } from "vitest";
import { statesLanguage } from "#infra/local/states/language/language.ts";
import { jsonPathState, PASSING, problemsOf } from "./given.ts";

const TASK = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
const END = { Type: "Succeed" };

const machine = (states: object, more: object = {}) => ({ StartAt: "A", States: states, ...more });
const jsonata = (state: object) => machine({ A: { Type: "Pass", End: true, ...state } }, { QueryLanguage: "JSONata" });

describe("a definition", () => {
  it("is taken apart, machines within machines", () => {
    const parsed = statesLanguage.parse(
      JSON.stringify(
        machine(
          {
            A: { Type: "Parallel", Branches: [PASSING, { StartAt: "C", States: { C: TASK } }], Next: "B" },
            B: {
              Type: "Map",
              QueryLanguage: "JSONata",
              ItemProcessor: { StartAt: "D", States: { D: END } },
              End: true,
            },
          },
          { TimeoutSeconds: 600, Comment: "two", Version: "1.0" },
        ),
      ),
    );
    expect(parsed).toMatchObject({ startAt: "A", timeoutSeconds: 600 });
    const [a, b] = [...parsed.states.values()];
    expect(a).toMatchObject({
      type: "Parallel",
      name: "A",
      next: "B",
      retry: [],
      catch: [],
      queryLanguage: "JSONPath",
    });
    expect(a?.type === "Parallel" && a.branches[1]?.states.get("C")).toMatchObject({
      type: "Task",
      resource: "arn:aws:states:::lambda:invoke",
      next: undefined,
    });
    // "Those inherit the machine's top-level language", whatever the Map says, as measured on AWS.
    expect(b).toMatchObject({ type: "Map", queryLanguage: "JSONata" });
    expect(b?.type === "Map" && b.processor.states.get("D")).toMatchObject({ queryLanguage: "JSONPath" });
  });

  it("gives retriers the defaults of the language", () => {
    const state = jsonPathState("Task", {
      ...TASK,
      Retry: [
        { ErrorEquals: ["A"] },
        {
          ErrorEquals: ["B"],
          IntervalSeconds: 3,
          MaxAttempts: 0,
          BackoffRate: 1.5,
          MaxDelaySeconds: 9,
          JitterStrategy: "FULL",
        },
      ],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "X" }],
    });
    // AWS, "Retry field": IntervalSeconds 1, MaxAttempts 3, BackoffRate 2.0, no longest delay, JitterStrategy NONE.
    expect(state.retry).toEqual([
      {
        errorEquals: ["A"],
        intervalSeconds: 1,
        maxAttempts: 3,
        backoffRate: 2,
        maxDelaySeconds: undefined,
        jitter: "NONE",
      },
      { errorEquals: ["B"], intervalSeconds: 3, maxAttempts: 0, backoffRate: 1.5, maxDelaySeconds: 9, jitter: "FULL" },
    ]);
    expect(state.catch).toEqual([{ errorEquals: ["States.ALL"], next: "X" }]);
  });

  it("may carry members called like fields in its payloads, and states called like fields", () => {
    const payload = { Next: "Nowhere", States: { Default: "Nowhere" }, Output: 1 };
    expect(problemsOf(machine({ A: { Type: "Pass", Result: payload, Next: "Output" }, Output: END }))).toEqual([]);
    expect(problemsOf(jsonata({ Output: payload }))).toEqual([]);
  });

  it.each<[string, object | string, string]>([
    ["that is no JSON", "{", "INVALID_JSON_DESCRIPTION"],
    ["that is no object", "[]", "INVALID_JSON_DESCRIPTION: a definition is a JSON object"],
    ["without states", { StartAt: "A" }, "SCHEMA_VALIDATION_FAILED"],
    ["with an unknown field", machine({ A: { ...END, Colour: "red" } }), "SCHEMA_VALIDATION_FAILED"],
    ["with an unknown type", machine({ A: { Type: "Loop", End: true } }), "SCHEMA_VALIDATION_FAILED"],
    ["that starts nowhere", machine({ B: END }), "Missing target state: A at /StartAt"],
    ["that leads nowhere", machine({ A: { Type: "Pass", Next: "B" } }), "Missing target state: B at /States/A/Next"],
    [
      "that catches into nowhere",
      machine({ A: { ...TASK, Catch: [{ ErrorEquals: ["E"], Next: "B" }] } }),
      "Missing target state: B at /States/A/Catch[0]/Next",
    ],
    [
      "that leads out of a branch",
      machine({
        A: { Type: "Parallel", Next: "B", Branches: [{ StartAt: "C", States: { C: { Type: "Pass", Next: "B" } } }] },
        B: END,
      }),
      "Missing target state: B at /States/A/Branches[0]/States/C/Next",
    ],
    [
      "with states that only lead to each other",
      machine({ A: END, B: { Type: "Pass", Next: "C" }, C: { Type: "Pass", Next: "B" } }),
      'State "B" is not reachable. at /States/B',
    ],
    [
      "with a name twice, even in two machines of it",
      machine({ A: { Type: "Parallel", Branches: [PASSING, PASSING], End: true } }),
      "DUPLICATE_STATE_NAMES: A state with this name already exists: Inside",
    ],
    ["without an end", machine({ A: { Type: "Pass", Next: "A" } }), "MISSING_TERMINAL_STATE"],
    ["with Next and End", machine({ A: { Type: "Pass", Next: "A", End: true } }), "TERMINAL_STATE_WITH_NEXT"],
    ["with Error and ErrorPath", machine({ A: { Type: "Fail", Error: "E", ErrorPath: "$.e" } }), "FAIL_ERROR_PROPERTY"],
    [
      "with two ways to wait",
      machine({ A: { Type: "Wait", Seconds: 1, SecondsPath: "$.s", End: true } }),
      "WAIT_DURATION",
    ],
    [
      "with a wait that is none",
      machine({ A: { Type: "Wait", Timestamp: "demain", End: true } }),
      "/States/A/Timestamp",
    ],
    [
      "with a ResultPath out of the input",
      machine({ A: { Type: "Pass", ResultPath: "$$.x", End: true } }),
      "Value is not a Reference Path of the input: $$.x at /States/A/ResultPath",
    ],
    [
      "with an ItemsPath that may select several",
      machine({ A: { Type: "Map", ItemsPath: "$.a[*]", ItemProcessor: PASSING, End: true } }),
      "Value is not a Reference Path: $.a[*] at /States/A/ItemsPath",
    ],
    [
      "with a payload field that is no path",
      machine({ A: { ...TASK, Parameters: { list: [{ "x.$": 1 }] } } }),
      "The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters/list[0]/x.$",
    ],
    [
      "with States.ALL among others",
      machine({ A: { ...TASK, Retry: [{ ErrorEquals: ["States.ALL", "E"] }] } }),
      "States.ALL must appear alone and at the end of the list at /States/A/Retry[0]/ErrorEquals",
    ],
    [
      "with States.ALL before others",
      machine({ A: { ...TASK, Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["E"] }] } }),
      "States.ALL must appear alone and at the end of the list at /States/A/Retry[0]/ErrorEquals",
    ],
    [
      "with a catcher of no error",
      machine({ A: { ...TASK, Catch: [{ ErrorEquals: [], Next: "B" }] }, B: END }),
      "ErrorEquals must name an error at /States/A/Catch[0]/ErrorEquals",
    ],
    ["with a field that every object inherits", machine({ A: { ...END, constructor: 1 } }), "SCHEMA_VALIDATION_FAILED"],
    [
      "with a backoff below 1",
      machine({ A: { ...TASK, Retry: [{ ErrorEquals: ["E"], BackoffRate: 0.5 }] } }),
      "BackoffRate must be at least 1.0 at /States/A/Retry[0]/BackoffRate",
    ],
    [
      "with an unknown jitter",
      machine({ A: { ...TASK, Retry: [{ ErrorEquals: ["E"], JitterStrategy: "SOME" }] } }),
      "JitterStrategy must be FULL or NONE at /States/A/Retry[0]/JitterStrategy",
    ],
  ])("%s is refused", (_, definition, problem) => {
    expect(problemsOf(definition)).toContainEqual(expect.stringContaining(problem));
  });
});

/** Refusals of AWS as measured there; the sentences that are not AWS's say what is meant. */
describe("a definition in JSONata", () => {
  it.each<[string, object, string]>([
    [
      "an expression that does not parse",
      jsonata({ Output: { v: "{% 1 + %}" } }),
      "INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output/v",
    ],
    [
      "a name without context",
      jsonata({ Output: { v: "{% phone %}" } }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/A/Output/v",
    ],
    [
      "a name without context in a function",
      jsonata({ Output: ["{% $map($x, function($v) { n }) %}"] }),
      "Reference to 'n' at the top level",
    ],
    [
      "a name without context in an argument",
      jsonata({ Output: "{% $sum(a.b) %}" }),
      "Reference to 'a' at the top level",
    ],
    ["a name without context in an object", jsonata({ Output: "{% {'k': v} %}" }), "Reference to 'v' at the top level"],
    ["the context itself", jsonata({ Output: "{% $$ %}" }), "Reference to '$$' at the top level"],
    ["a wildcard without context", jsonata({ Output: "{% * %}" }), "Reference to '*' at the top level"],
    ["a descent without context", jsonata({ Output: "{% ** %}" }), "Reference to '**' at the top level"],
    [
      "a result where there is none",
      jsonata({ Output: "{% $states.result.a %}" }),
      "Reference to '$states.result' is not supported here.",
    ],
    [
      "an error where there is none",
      jsonata({ Assign: { e: "{% $states.errorOutput %}" } }),
      "Reference to '$states.errorOutput' is not supported here.",
    ],
    [
      "a result among arguments",
      machine({ A: { ...TASK, Arguments: { a: "{% $states.result %}" } } }, { QueryLanguage: "JSONata" }),
      "Reference to '$states.result' is not supported here. at /States/A/Arguments/a",
    ],
    ["a field of JSONPath", jsonata({ InputPath: "$.a" }), "SCHEMA_VALIDATION_FAILED"],
    [
      "a variable called $states",
      jsonata({ Assign: { states: 1 } }),
      "The variable $states is reserved at /States/A/Assign/states",
    ],
    ["a variable without a name", jsonata({ Assign: { "1st": 1 } }), "'1st' is no name of a variable"],
    ["variables that are none", jsonata({ Assign: [1] }), "Assign must be an object at /States/A/Assign"],
    ["a wait that is none", jsonata({ Type: "Wait", Timestamp: "demain" }), "/States/A/Timestamp"],
    [
      "a state in JSONPath",
      machine({ A: { ...END, QueryLanguage: "JSONPath" } }, { QueryLanguage: "JSONata" }),
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
    ],
    [
      "a language of its own in a processor",
      machine({ A: { Type: "Map", ItemProcessor: { ...PASSING, QueryLanguage: "JSONata" }, End: true } }),
      "Field 'QueryLanguage' is not supported at /States/A/ItemProcessor",
    ],
  ])("is refused for %s", (_, definition, problem) => {
    expect(problemsOf(definition)).toContainEqual(expect.stringContaining(problem));
  });

  it.each([
    "$states.input.a[b = 1].c^(>d){e: f}",
    "$map($states.input.list, function($v, $i) { $v.name & $i })",
    "($x := $states.input; $x.a.(b + c))",
    "$states.input ~> |a|{'b': c}|",
    "$states.input.list.{'n': name, 'all': $}",
    "[1..$count($states.input.list)][0]",
    "$states.input.list@$one.name",
    "$states.context.Execution.Name & '/' & $states.input.a ? 'x' : -1",
    "$sum ~> $string",
  ])("may refer to %s", (expression) => {
    expect(problemsOf(jsonata({ Output: `{% ${expression} %}` }))).toEqual([]);
  });

  it("may refer to the result after the work, and to the error in a catcher", () => {
    const state = {
      ...TASK,
      Output: "{% $states.result %}",
      Assign: { a: "{% $states.result.a %}" },
      Catch: [{ ErrorEquals: ["E"], Next: "B", Output: "{% $states.errorOutput %}" }],
    };
    expect(problemsOf(machine({ A: state, B: END }, { QueryLanguage: "JSONata" }))).toEqual([]);
  });
});

describe("what this runtime does not support", () => {
  const mapOf = (fields: object) => machine({ A: { Type: "Map", ItemProcessor: PASSING, End: true, ...fields } });

  it.each<[string, object, string]>([
    [
      "items read elsewhere",
      mapOf({ ItemReader: { Resource: "arn:aws:states:::s3:getObject" } }),
      "/States/A/ItemReader",
    ],
    [
      "results written elsewhere",
      mapOf({ ResultWriter: { Resource: "arn:aws:states:::s3:putObject" } }),
      "/States/A/ResultWriter",
    ],
    ["batches", mapOf({ ItemBatcher: { MaxItemsPerBatch: 2 } }), "/States/A/ItemBatcher"],
    ["labels", mapOf({ Label: "runs" }), "/States/A/Label"],
    [
      "a Distributed Map",
      mapOf({ ItemProcessor: { ...PASSING, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } } }),
      "UNSUPPORTED: Maps in the mode DISTRIBUTED are not supported here at /States/A/ItemProcessor",
    ],
    [
      "activities",
      machine({ A: { ...TASK, Resource: "arn:aws:states:eu-west-3:123456789012:activity:relecture" } }),
      "UNSUPPORTED: activities are not supported here at /States/A/Resource",
    ],
    [
      "other roles",
      machine({ A: { ...TASK, Credentials: { RoleArn: "arn:aws:iam::1:role/x" } } }),
      "/States/A/Credentials",
    ],
  ])("is refused by its name: %s", (_, definition, problem) => {
    expect(problemsOf(definition)).toEqual([expect.stringContaining(problem)]);
    expect(problemsOf(definition)[0]).toMatch(/^UNSUPPORTED: .* are not supported here at /);
  });
});
