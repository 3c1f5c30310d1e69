/** The shape of a CloudFormation template that the runtime reads. A section outside it is refused, never skipped. */
import { z } from "zod";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const values = z.record(z.string(), z.json());

const Parameter = z.looseObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number()]).optional(),
});

const Resource = z.strictObject({
  Type: z.string(),
  Properties: values.default({}),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
  // What becomes of a resource when its stack changes or goes: nothing is ever removed on one machine.
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.json().optional(),
});

const Output = z.strictObject({
  Value: z.json(),
  Description: z.string().optional(),
  Export: z.strictObject({ Name: z.json() }).optional(),
  Condition: z.string().optional(),
});

export const Template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.json().optional(),
  Parameters: z.record(z.string(), Parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), values)).default({}),
  Conditions: values.default({}),
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z.record(z.string(), Output).default({}),
  // CDK asserts that the account is bootstrapped; this machine needs no bootstrap. Any other rule is refused.
  Rules: z.strictObject({ CheckBootstrapVersion: z.json().optional() }).default({}),
});

export type Template = z.infer<typeof Template>;
export type TemplateResource = z.infer<typeof Resource>;
export type TemplateParameter = z.infer<typeof Parameter>;

/** The parameter by which CDK asks for the version of the account's bootstrap; nothing else reads it. */
export const BOOTSTRAP_PARAMETER = "BootstrapVersion";

export interface Intrinsic {
  /** `Ref`, `Fn::Join`… */
  readonly name: string;
  readonly argument: Json;
}

export const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The intrinsic function that `value` is a call of, if it is one: an object of one key, `Ref` or `Fn::…`. */
export const intrinsicOf = (value: Json): Intrinsic | undefined => {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name, argument] = entry;
  return name === "Ref" || name.startsWith("Fn::") ? { name, argument } : undefined;
};
