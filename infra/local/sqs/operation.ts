/** From a schema and a function to an operation of the wire: what the schema does not know is refused by name. */
import type { z } from "zod";
import { type AwsError, type JsonOperation, notSupported } from "../json-protocol.ts";
import { invalidParameter } from "./errors.ts";

const refusal = (name: string, issue: z.core.$ZodIssue | undefined): AwsError => {
  const path = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    return notSupported("SQS", `${name} with ${[...issue.path, ...issue.keys].join(".")}`);
  }
  return invalidParameter(`Value for parameter ${path} is invalid. Reason: ${issue?.message ?? "malformed"}.`);
};

export const operation =
  <Input>(name: string, schema: z.ZodType<Input>, run: (input: Input) => Promise<object> | object): JsonOperation =>
  (input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw refusal(name, parsed.error.issues[0]);
    return run(parsed.data);
  };
