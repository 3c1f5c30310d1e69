/**
 * SSM parameters as the template declares them. Nothing is kept on disk: nobody can write a parameter but the template,
 * which is read anew at each start.
 */
import type { AwsService, LocalContext } from "../contracts.ts";
import { jsonService } from "../json-protocol.ts";
import { ssmOperations } from "./operations.ts";
import { createParameters } from "./parameters.ts";
import { parameterProvider } from "./provider.ts";

export interface SsmService extends AwsService {
  /** The value of a parameter, for template parameters of type `AWS::SSM::Parameter::Value<String>`. */
  parameter(name: string): string | undefined;
}

export const createSsmService = (context: LocalContext): SsmService => {
  const parameters = createParameters(context);
  const operations = ssmOperations(parameters);

  return {
    signingName: "ssm",
    operations: Object.keys(operations),
    providers: [parameterProvider(parameters)],
    handle: jsonService("SSM", operations),
    parameter: (name) => parameters.find(name)?.value,
    stop: async () => {},
  };
};
