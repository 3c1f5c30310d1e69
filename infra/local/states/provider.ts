/** What the template may say of state machines. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { checkedProperties } from "../checked.ts";
import type { LocalResource, ResourceProvider } from "../contracts.ts";
import type { Machines } from "./machines.ts";

const Properties = z.object({
  StateMachineName: z.string().optional(),
  StateMachineType: z.literal("STANDARD").default("STANDARD"),
  RoleArn: z.string(),
  DefinitionString: z.string().optional(),
  DefinitionS3Location: z.object({ Key: z.string() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});

const PLACEHOLDER = /\$\{(\w+)\}/g;

/** A placeholder that nothing stands for stays: it may be text of the definition, as it may on CloudFormation. */
const substituted = (definition: string, values: Readonly<Record<string, string>>): string =>
  definition.replace(PLACEHOLDER, (placeholder, name: string) => values[name] ?? placeholder);

const definitionOf = (resource: LocalResource, properties: z.infer<typeof Properties>): string => {
  const { DefinitionString, DefinitionS3Location, DefinitionSubstitutions } = properties;
  const text =
    DefinitionS3Location === undefined
      ? DefinitionString
      : readFileSync(resource.assetDirectory(DefinitionS3Location.Key), "utf8");
  if (text === undefined) throw new Error("neither DefinitionString nor DefinitionS3Location");
  return substituted(text, DefinitionSubstitutions);
};

export const machineProvider = (machines: Machines): ResourceProvider => ({
  type: "AWS::StepFunctions::StateMachine",
  properties: {
    StateMachineName: "honoured",
    StateMachineType: "honoured",
    RoleArn: "honoured",
    DefinitionString: "honoured",
    "DefinitionS3Location.Key": "honoured",
    DefinitionSubstitutions: "honoured",
    "DefinitionS3Location.Bucket": "accepted",
    LoggingConfiguration: "accepted",
    Tags: "accepted",
    TracingConfiguration: "accepted",
  },
  create: async (resource) => {
    const properties = checkedProperties(resource, Properties);
    const { arn, name, revision } = machines.declare({
      name: properties.StateMachineName ?? resource.defaultName,
      definition: definitionOf(resource, properties),
      roleArn: properties.RoleArn,
    });
    return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: revision } };
  },
});
