import { Duration, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { FUNCTION_VARIABLES } from "../../functions/environment.ts";
import { bundledCode } from "../bundling.ts";
import { type FunctionSpec, VARIABLE_SOURCES } from "../functions.ts";
import { logGroupName, physicalName } from "../naming.ts";
import { type Places, toStatement } from "../places.ts";
import type { Stade } from "../stade.ts";
import { STAGES } from "../stages.ts";

/** Why what a function may do is not named to its end, by what it is done on. */
const WILDCARDS: readonly (readonly [beginning: string, reason: string])[] = [
  ["buckets/", "Objects are named by digests and random identifiers: the folder is the name."],
  ["executions/", "Executions are named after dossiers, which are not known beforehand: the machine is the name."],
];

/** An ARN as cdk-nag writes it. */
const named = (
  arn: string | { readonly Ref: string } | { readonly "Fn::Join": readonly [string, readonly unknown[]] },
): string => {
  if (typeof arn === "string") return arn;
  if ("Ref" in arn) return `<${arn.Ref}>`;
  const [separator, parts] = arn["Fn::Join"];
  return parts.map((part) => named(part as Parameters<typeof named>[0])).join(separator);
};

interface ServiceFunctionProps {
  readonly spec: FunctionSpec;
  readonly stade: Stade;
  readonly places: Places;
}

/** A function as its row in the table says: its code, its log group, and a role that may do what the row lists. */
export class ServiceFunction extends Construct {
  readonly spec: FunctionSpec;
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, { spec, stade, places }: ServiceFunctionProps) {
    super(scope, id);
    this.spec = spec;
    const { logRetention, removalPolicy } = STAGES[stade];
    const logGroup = new LogGroup(this, "Logs", {
      logGroupName: logGroupName(stade, spec.id),
      retention: logRetention,
      removalPolicy,
    });
    // Not the managed AWSLambdaBasicExecutionRole, which lets every function write into every log group.
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const permission of spec.permissions) this.role.addToPolicy(toStatement(places, permission));
    this.#acknowledgeWildcards(places);
    this.function = new LambdaFunction(this, "Function", {
      functionName: physicalName(stade, spec.id),
      code: bundledCode(spec.entry),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMegabytes,
      tracing: Tracing.ACTIVE,
      environment: {
        ...Object.fromEntries(
          FUNCTION_VARIABLES[spec.id].map((name) => [name, name === "STADE" ? stade : places(VARIABLE_SOURCES[name])]),
        ),
        ...(spec.nodeOptions !== undefined && { NODE_OPTIONS: spec.nodeOptions }),
      },
      logGroup,
      // Lambda's own START, END and REPORT lines cost more than ours and say what metrics say; those of a failure stay.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      role: this.role,
    });
  }

  /** The only wildcards of a function's role; the template tests list them too. */
  #acknowledgeWildcards(places: Places): void {
    const acknowledge = (resource: string, reason: string): void =>
      Validations.of(this.role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
    acknowledge("*", "X-Ray has no resources to name: its two writing actions exist for all or for nobody.");
    for (const { arn, suffix = "" } of this.spec.permissions.flatMap(({ resources }) => resources)) {
      if (!suffix.endsWith("*")) continue;
      const [, reason] = WILDCARDS.find(([beginning]) => arn.startsWith(beginning)) ?? [];
      if (reason === undefined) continue;
      acknowledge(`${named(Stack.of(this).resolve(places(arn)))}${suffix}`, reason);
    }
  }
}
