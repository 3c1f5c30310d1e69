/** What the template may say of parameters. */
import { z } from "zod";
import { checkedProperties } from "../checked.ts";
import type { ResourceProvider } from "../contracts.ts";
import type { Parameters } from "./parameters.ts";

const Properties = z.object({
  Name: z
    .string()
    .regex(/^[\w./-]+$/)
    .optional(),
  Type: z.literal("String"),
  Value: z.string().min(1).max(8192),
});

export const parameterProvider = (parameters: Parameters): ResourceProvider => ({
  type: "AWS::SSM::Parameter",
  properties: {
    Name: "honoured",
    Type: "honoured",
    Value: "honoured",
    AllowedPattern: "accepted",
    DataType: "accepted",
    Description: "accepted",
    Tags: "accepted",
    Tier: "accepted",
  },
  create: async (resource) => {
    const { Name: name = resource.defaultName, Type, Value } = checkedProperties(resource, Properties);
    parameters.put(name, Value);
    return { ref: name, attributes: { Type, Value } };
  },
});
