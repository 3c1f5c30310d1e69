/**
 * Resources that mean nothing on one machine. They are not made; `Ref` and `Fn::GetAtt` give names of the right shape,
 * because other resources carry them (a function its role, an alarm its topic).
 */
import type { LocalContext, LocalResource, ResourceProvider } from "../contracts.ts";

export interface InertType {
  /** Why nothing is lost without it. */
  readonly reason: string;
  /** The property that names the resource; `defaultName` stands in for it. */
  readonly name?: string;
  /** What `Ref` gives; `{name}`, `{region}` and `{account}` are filled in. */
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const ALARM_ARN = "arn:aws:cloudwatch:{region}:{account}:alarm:{name}";
const IAM = "permissions are asserted by template tests, not enforced";
const METRICS = "no metrics are kept";
const NOTICE = "nobody is called: faults are printed on the terminal";

export const INERT: Readonly<Record<string, InertType>> = {
  "AWS::IAM::Role": {
    reason: IAM,
    name: "RoleName",
    ref: "{name}",
    attributes: { Arn: "arn:aws:iam::{account}:role/{name}", RoleId: "AROA{name}" },
  },
  "AWS::IAM::Policy": { reason: IAM, name: "PolicyName", ref: "{name}" },
  "AWS::IAM::ManagedPolicy": {
    reason: IAM,
    name: "ManagedPolicyName",
    ref: "arn:aws:iam::{account}:policy/{name}",
    attributes: { PolicyArn: "arn:aws:iam::{account}:policy/{name}" },
  },
  "AWS::CloudWatch::Alarm": { reason: METRICS, name: "AlarmName", ref: "{name}", attributes: { Arn: ALARM_ARN } },
  "AWS::CloudWatch::CompositeAlarm": {
    reason: METRICS,
    name: "AlarmName",
    ref: "{name}",
    attributes: { Arn: ALARM_ARN },
  },
  "AWS::CloudWatch::Dashboard": { reason: METRICS, name: "DashboardName", ref: "{name}" },
  "AWS::Logs::LogGroup": {
    reason: "logs are printed on the terminal",
    name: "LogGroupName",
    ref: "{name}",
    attributes: { Arn: "arn:aws:logs:{region}:{account}:log-group:{name}:*" },
  },
  "AWS::Logs::MetricFilter": { reason: METRICS, name: "FilterName", ref: "{name}" },
  "AWS::Logs::ResourcePolicy": { reason: IAM, name: "PolicyName", ref: "{name}" },
  "AWS::SNS::Topic": {
    reason: NOTICE,
    name: "TopicName",
    ref: "arn:aws:sns:{region}:{account}:{name}",
    attributes: { TopicArn: "arn:aws:sns:{region}:{account}:{name}", TopicName: "{name}" },
  },
  "AWS::SNS::TopicPolicy": { reason: IAM, ref: "{name}", attributes: { Id: "{name}" } },
  "AWS::SNS::Subscription": {
    reason: NOTICE,
    ref: "arn:aws:sns:{region}:{account}:{name}",
    attributes: { Arn: "arn:aws:sns:{region}:{account}:{name}" },
  },
  "AWS::CDK::Metadata": { reason: "usage statistics of the CDK", ref: "{name}" },
  "Custom::S3AutoDeleteObjects": { reason: "no stack is ever deleted here", ref: "{name}" },
};

/** A function that only serves custom resources: their provider does its work. */
export const CUSTOM_RESOURCE_HANDLER: InertType = {
  reason: "the provider of the custom resource does its work",
  name: "FunctionName",
  ref: "{name}",
  attributes: { Arn: "arn:aws:lambda:{region}:{account}:function:{name}" },
};

const nameOf = ({ name }: InertType, { properties, defaultName }: LocalResource): string => {
  const given = name === undefined ? undefined : properties[name];
  return typeof given === "string" ? given : defaultName;
};

/** A provider that makes nothing and accepts every property. */
export const inertProvider = (
  type: string,
  inert: InertType,
  { region, account }: Pick<LocalContext, "region" | "account">,
): ResourceProvider => ({
  type,
  properties: { "*": "accepted" },
  create: async (resource) => {
    const values: Readonly<Record<string, string>> = { region, account, name: nameOf(inert, resource) };
    const fill = (pattern: string): string => pattern.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
    return {
      ref: fill(inert.ref),
      attributes: Object.fromEntries(
        Object.entries(inert.attributes ?? {}).map(([name, pattern]) => [name, fill(pattern)]),
      ),
    };
  },
});
