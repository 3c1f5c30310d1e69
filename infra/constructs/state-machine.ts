import { resolve } from "node:path";
import { Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { MachineId, MachineSpec } from "../machines.ts";
import { physicalName } from "../naming.ts";
import { type Places, toStatement } from "../places.ts";
import type { Stade } from "../stade.ts";
import { STAGES } from "../stages.ts";
import type { ServiceFunction } from "./service-function.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface ServiceMachineProps {
  readonly machine: MachineId;
  readonly spec: MachineSpec;
  readonly stade: Stade;
  readonly places: Places;
  /** All of the stack: the machine takes those that its row names. */
  readonly functions: readonly ServiceFunction[];
}

/** A state machine as its row in the table says: its definition, its log group, and a role that may do what the row lists. */
export class ServiceMachine extends Construct {
  readonly id: MachineId;
  readonly spec: MachineSpec;
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { machine, spec, stade, places, functions }: ServiceMachineProps) {
    super(scope, id);
    this.id = machine;
    this.spec = spec;
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("states.amazonaws.com") });
    const tasks = functions.filter(({ spec: { id: name } }) => spec.functions.includes(name));
    role.addToPolicy(
      new PolicyStatement({
        // Unqualified: a redrive runs the code of today, which may be the correction.
        actions: ["lambda:InvokeFunction"],
        resources: tasks.map(({ function: { functionArn } }) => functionArn),
      }),
    );
    for (const permission of spec.permissions) role.addToPolicy(toStatement(places, permission));
    this.machine = new StateMachine(this, "Machine", {
      stateMachineName: physicalName(stade, machine),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(resolve(ROOT, spec.definition)),
      definitionSubstitutions: {
        ...Object.fromEntries(tasks.map(({ spec: { id: name }, function: { functionName } }) => [name, functionName])),
        ...Object.fromEntries(
          Object.entries(spec.tables).map(([placeholder, table]) => [placeholder, places(`tables/${table}/name`)]),
        ),
      },
      role,
      logs: {
        destination: this.#logGroup(machine, stade),
        level: LogLevel.ERROR,
        // It would write the tokens, with which anyone who may answer could answer.
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
    this.#acknowledge(role);
  }

  #logGroup(machine: MachineId, stade: Stade): LogGroup {
    const { logRetention, removalPolicy } = STAGES[stade];
    return new LogGroup(this, "Logs", {
      // Step Functions adds each group to one account-wide policy of limited size, except under this prefix.
      logGroupName: `/aws/vendedlogs/states/${physicalName(stade, machine)}`,
      retention: logRetention,
      removalPolicy,
    });
  }

  #acknowledge(role: Role): void {
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "X-Ray has no resources to name, nor has the delivery of logs: AWS documents both for all or for nobody.",
    });
    Validations.of(this.machine).acknowledge({
      id: "AwsSolutions-SF1",
      reason: "Step Functions keeps the history of each execution for 90 days: logs would pay for all of it once more.",
    });
  }
}
