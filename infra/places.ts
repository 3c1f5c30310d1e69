import { ArnFormat, Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { physicalName } from "./naming.ts";
import { type ParameterKey, readParameter } from "./parameters.ts";
import type { Permission, Source } from "./permissions.ts";
import type { Stade } from "./stade.ts";
import { STAGES } from "./stages.ts";

/** What is known outside the parameters of the stateful stack. */
type StageSource = Exclude<Source, ParameterKey>;

/** Turns the sources that the tables name into values of the template. */
export type Places = (source: Source) => string;

interface PlacesProps {
  readonly stade: Stade;
  readonly apiUrl: string;
}

export const placesOf = (scope: Construct, { stade, apiUrl }: PlacesProps): Places => {
  const { sender } = STAGES[stade];
  const stack = Stack.of(scope);
  const ses = (resource: string, resourceName: string) => stack.formatArn({ service: "ses", resource, resourceName });
  // Out of its name: the machine names its function, whose role names the machine.
  const ofMachine = (resource: "stateMachine" | "execution") =>
    stack.formatArn({
      service: "states",
      resource,
      resourceName: physicalName(stade, "travaux"),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const known: Readonly<Record<StageSource, string>> = {
    "api/url": apiUrl,
    "mail/sender": sender,
    "mail/identity-arn": ses("identity", sender.slice(sender.indexOf("@") + 1)),
    "stage/prefix": physicalName(stade, ""),
    "machines/travaux/arn": ofMachine("stateMachine"),
    "executions/travaux/arn": ofMachine("execution"),
    "mail/configuration-set-arn": ses("configuration-set", readParameter(scope, stade, "mail/configuration-set")),
  };
  const isKnown = (source: Source): source is StageSource => Object.hasOwn(known, source);
  return (source) => (isKnown(source) ? known[source] : readParameter(scope, stade, source));
};

export const toStatement = (places: Places, { actions, resources, conditions }: Permission): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: resources.map(({ arn, suffix = "" }) => `${places(arn)}${suffix}`),
    ...(conditions && { conditions }),
  });
