/** The pseudo parameters of CloudFormation, as one machine gives them. */
import { createHash } from "node:crypto";
import type { LocalContext } from "../contracts.ts";

export type Place = Pick<LocalContext, "region" | "account">;

/** CDK cuts the last part out of a stack's id where it wants something unique to the stack: it must not change. */
const stackId = ({ region, account }: Place, stack: string): string => {
  const digest = createHash("sha256").update(stack).digest("hex");
  const uuid = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ];
  return `arn:aws:cloudformation:${region}:${account}:stack/${stack}/${uuid.join("-")}`;
};

/** By name; `AWS::NoValue` has no value, which is its meaning. */
export const PSEUDO: Readonly<Record<string, (place: Place, stack: string) => string | undefined>> = {
  "AWS::Region": ({ region }) => region,
  "AWS::AccountId": ({ account }) => account,
  "AWS::Partition": () => "aws",
  "AWS::URLSuffix": () => "amazonaws.com",
  "AWS::StackName": (_, stack) => stack,
  "AWS::StackId": stackId,
  "AWS::NoValue": () => undefined,
};
