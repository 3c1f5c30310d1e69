/** What the template may say of parameters. */
import { z } from "zod";
import type { ResourceProvider } from "../contracts.ts";
import { notSupported } from "../json-protocol.ts";
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
  create: async ({ stack, logicalId, properties, defaultName }) => {
    const parsed = Properties.safeParse(properties);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw notSupported("SSM", `${stack}/${logicalId}: ${issue?.path.join(".")} (${issue?.message})`);
    }
    const { Name: name = defaultName, Type, Value } = parsed.data;
    parameters.put(name, Value);
    return { ref: name, attributes: { Type, Value } };
  },
});
