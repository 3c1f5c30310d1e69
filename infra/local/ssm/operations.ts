/** Reading parameters: one, several, or all under a path. */
import { z } from "zod";
import { operationsOf } from "../checked.ts";
import { AwsError, type JsonOperation, notSupported } from "../json-protocol.ts";
import type { Parameter, Parameters } from "./parameters.ts";

const MAX_PAGE = 10;

/** Takes no part in the answer: a String is not encrypted. */
const WithDecryption = z.boolean().optional();
const GetParameter = z.strictObject({ Name: z.string(), WithDecryption });
const GetParameters = z.strictObject({ Names: z.array(z.string()).min(1).max(10), WithDecryption });
const GetParametersByPath = z.strictObject({
  Path: z.string().startsWith("/"),
  Recursive: z.boolean().default(false),
  MaxResults: z.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
  NextToken: z.string().optional(),
  WithDecryption,
});

const operation = operationsOf("SSM");

const shown = ({ name, value, arn, modifiedAt }: Parameter): object => ({
  Name: name,
  Type: "String",
  Value: value,
  Version: 1,
  LastModifiedDate: modifiedAt / 1000,
  ARN: arn,
  DataType: "text",
});

export const ssmOperations = (parameters: Parameters): Readonly<Record<string, JsonOperation>> => {
  const find = (name: string): Parameter | undefined => {
    const isSelector = name.includes(":") && !name.startsWith("arn:");
    if (isSelector) throw notSupported("SSM", `the version or label of parameter '${name}'`);
    return parameters.find(name);
  };

  return {
    GetParameter: operation("GetParameter", GetParameter, ({ Name }) => {
      const parameter = find(Name);
      if (!parameter) throw new AwsError("ParameterNotFound", `Parameter ${Name} not found.`);
      return { Parameter: shown(parameter) };
    }),

    GetParameters: operation("GetParameters", GetParameters, ({ Names }) => ({
      Parameters: Names.map(find)
        .filter((parameter) => parameter !== undefined)
        .map(shown),
      InvalidParameters: Names.filter((name) => !find(name)),
    })),

    GetParametersByPath: operation("GetParametersByPath", GetParametersByPath, (input) => {
      const path = input.Path.endsWith("/") ? input.Path : `${input.Path}/`;
      // The token of the next page is the name of the last parameter of this one.
      const { NextToken: after = "" } = input;
      const rest = parameters.under(path, input.Recursive).filter(({ name }) => name > after);
      const page = rest.slice(0, input.MaxResults);
      const last = page.at(-1);
      return { Parameters: page.map(shown), ...(last && rest.length > page.length ? { NextToken: last.name } : {}) };
    }),
  };
};
