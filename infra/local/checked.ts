/** What comes from outside, checked against a schema: what the schema does not know is refused by name. */
import type { z } from "zod";
import type { LocalResource } from "./contracts.ts";
import { AwsError, type JsonOperation, notSupported } from "./json-protocol.ts";

/** The service's own error for a value that is wrong. */
export type Invalid = (path: string, message: string) => AwsError;

const VALIDATION: Invalid = (path, message) => new AwsError("ValidationException", `${path}: ${message}`);

/** The input of an operation. Throws `NotImplemented` for a member that the schema does not know, else `invalid`. */
export const checkedInput = <Input>(
  what: { readonly service: string; readonly operation: string },
  schema: z.ZodType<Input>,
  input: unknown,
  invalid: Invalid = VALIDATION,
): Input => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") {
    throw notSupported(what.service, `${what.operation} with ${[...issue.path, ...issue.keys].join(".")}`);
  }
  throw invalid(issue?.path.join(".") ?? "", issue?.message ?? "malformed");
};

/** From a schema and a function to an operation of the JSON protocol. */
export const operationsOf =
  (service: string, invalid: Invalid = VALIDATION) =>
  <Input>(
    operation: string,
    schema: z.ZodType<Input>,
    run: (input: Input) => Promise<object> | object,
  ): JsonOperation =>
  (input) =>
    run(checkedInput({ service, operation }, schema, input, invalid));

/** The properties of a resource; a wrong one stops the runtime at start, by its name. */
export const checkedProperties = <T>(
  { type, stack, logicalId, properties }: LocalResource,
  schema: z.ZodType<T>,
): T => {
  const result = schema.safeParse(properties);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw notSupported(type, `${stack}/${logicalId}: ${issue?.path.join(".")} (${issue?.message})`);
};
