/** What a deployed stage publishes of itself. */
import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import { parameterName } from "../naming.ts";
import type { ParameterKey } from "../parameters.ts";
import type { Stade } from "../stade.ts";

const readParameter = async (ssm: SSMClient, Name: string): Promise<string | undefined> => {
  try {
    return (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
};

/** Reads one parameter; throws when the stage has none of that name, which is not deployed then. */
export const parametersOf = (stade: Stade): ((key: ParameterKey) => Promise<string>) => {
  const ssm = new SSMClient({});
  return async (key) => {
    const Name = parameterName(stade, key);
    const value = await readParameter(ssm, Name);
    if (value === undefined) throw new Error(`the parameter ${Name} is missing: is ${stade} deployed?`);
    return value;
  };
};
