import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import * as z from "zod";
import { parameterName } from "#infra/naming.ts";
import type { ParameterKey } from "#infra/parameters.ts";

/** What the platform that runs publishes under this key. */
export const platformParameter = async (key: ParameterKey): Promise<string> => {
  const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: parameterName("local", key) }));
  return z.string().parse(Parameter?.Value);
};
