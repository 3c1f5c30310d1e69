import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import { parameterName } from "./naming.ts";
import type { Stade } from "./stade.ts";

/**
 * What the stateful stack tells the stateless one. Parameters rather than exports: an export cannot change while another
 * stack imports it, which would chain the deployment of code to that of data.
 */
export const PARAMETERS = [
  "buckets/depots/name",
  "buckets/depots/arn",
  "buckets/archive/name",
  "buckets/archive/arn",
  "tables/structures/name",
  "tables/structures/arn",
  "tables/factures/name",
  "tables/factures/arn",
  "tables/factures/stream",
  "queues/intake/url",
  "queues/intake/arn",
  "queues/courriels/url",
  "queues/courriels/arn",
  "queues/retours-courriel/arn",
  "queues/intake-dlq/arn",
  "queues/courriels-dlq/arn",
  "queues/retours-courriel-dlq/arn",
  "queues/evenements-echecs/arn",
  "queues/echeances-dlq/arn",
  "keys/jetons/arn",
  "keys/alarmes/arn",
  "people/issuer",
  "people/client",
  "people/pool",
  "mail/configuration-set",
] as const;

export type ParameterKey = (typeof PARAMETERS)[number];

/** Writes every parameter of the table, under `/plainchant/<stade>/`. */
export class PublishedParameters extends Construct {
  constructor(scope: Construct, id: string, stade: Stade, values: Readonly<Record<ParameterKey, string>>) {
    super(scope, id);
    for (const key of PARAMETERS) {
      new StringParameter(this, key.replaceAll("/", "-"), {
        parameterName: parameterName(stade, key),
        stringValue: values[key],
      });
    }
  }
}

/** A parameter's value, resolved by CloudFormation at deployment. */
export const readParameter = (scope: Construct, stade: Stade, key: ParameterKey): string =>
  StringParameter.valueForStringParameter(scope, parameterName(stade, key));
