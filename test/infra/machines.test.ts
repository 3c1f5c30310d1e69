import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { FUNCTIONS } from "#infra/functions.ts";
import { MACHINES } from "#infra/machines.ts";
import { expectAll, readable, resourcesOf, statementsOf, synthesise } from "./templates.ts";

const { services } = synthesise("local");
const MACHINE = "AWS::StepFunctions::StateMachine";
const HERE = "<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:plainchant-local-travaux";

const functionId = (id: string): string | undefined =>
  resourcesOf(services, "AWS::Lambda::Function").find(
    ({ properties }) => properties["FunctionName"] === `plainchant-local-${id}`,
  )?.logicalId;

/** What the role or the function of that construct may do, and on what, save logs and traces. */
const rightsOf = (construct: string) =>
  statementsOf(services, "AWS::IAM::Policy")
    .filter(({ owner }) => owner.startsWith(`${construct}RoleDefaultPolicy`))
    .filter(({ actions }) => !actions.some((action) => /^(logs|xray):/.test(action)))
    .map(({ actions, resources, condition }) => ({ actions, resources, condition }));

const onExecutions = (functionName: string): readonly string[] =>
  rightsOf(functionName)
    .flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((on) => `${action} on ${on}`)))
    .filter((right) => right.startsWith("states:"))
    .toSorted();

describe("state machines", () => {
  it("are those of the table", () => {
    const names = resourcesOf(services, MACHINE).map(({ properties }) => properties["StateMachineName"]);
    expect(names).toEqual(Object.keys(MACHINES).map((id) => `plainchant-local-${id}`));
  });

  it("are traced, and log what fails without the tokens that tasks are given", () => {
    expectAll(services, MACHINE, {
      StateMachineType: "STANDARD",
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: {
        Level: "ERROR",
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: Match.anyValue() } }],
      },
    });
  });

  it("are told the unqualified function and the table", () => {
    const [travaux] = resourcesOf(services, MACHINE);
    const told = Object.entries(Object(travaux?.properties["DefinitionSubstitutions"]));
    expect(told.map(([name, value]) => `${name}: ${readable(services, value)}`)).toEqual([
      `Travaux: <${functionId("Travaux")}>`,
      "TableFactures: </plainchant/local/tables/factures/name>",
    ]);
  });

  it("may invoke their functions, and read rows of dossiers alone", () => {
    expect(rightsOf("Machinetravaux")).toEqual([
      { actions: ["lambda:InvokeFunction"], resources: [`<${functionId("Travaux")}.Arn>`], condition: undefined },
      {
        actions: ["dynamodb:GetItem"],
        resources: ["</plainchant/local/tables/factures/arn>"],
        condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["DOSSIER#*"] } },
      },
    ]);
  });

  it.each(Object.entries(MACHINES))(
    "%s has the functions that the table of functions gives it",
    (id, { functions }) => {
      const given = FUNCTIONS.filter(({ trigger }) => trigger.kind === "task" && trigger.machine === id);
      expect(given.map((one) => one.id)).toEqual(functions);
    },
  );
});

describe("executions", () => {
  it.each(["Evenements", "Echeances"])("are started and answered by %s, of one machine", (id) => {
    expect(onExecutions(id)).toEqual([`states:SendTaskSuccess on arn:${HERE}`, `states:StartExecution on arn:${HERE}`]);
  });

  it("are answered by the function of their tasks, which starts none", () => {
    expect(onExecutions("Travaux")).toEqual([`states:SendTaskSuccess on arn:${HERE}`]);
  });

  it("are seen, redriven and started again by the function of operators, which answers for nobody", () => {
    const executions = HERE.replace("stateMachine", "execution");
    expect(onExecutions("Exploitation")).toEqual([
      `states:DescribeExecution on arn:${executions}:*`,
      `states:GetExecutionHistory on arn:${executions}:*`,
      `states:ListExecutions on arn:${HERE}`,
      `states:RedriveExecution on arn:${executions}:*`,
      `states:StartExecution on arn:${HERE}`,
    ]);
  });

  it("are redriven by no other function, and stopped by none", () => {
    const others = FUNCTIONS.filter(({ id }) => id !== "Exploitation").flatMap(({ id }) => onExecutions(id));
    expect(others.filter((right) => !/^states:(SendTaskSuccess|StartExecution) /.test(right))).toEqual([]);
  });
});
