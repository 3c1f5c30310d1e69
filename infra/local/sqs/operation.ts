/** Operations of SQS: what a schema does not know is refused by name, a wrong value as SQS words it. */
import { operationsOf } from "../checked.ts";
import { invalidParameter } from "./errors.ts";

export const operation = operationsOf("SQS", (path, message) =>
  invalidParameter(`Value for parameter ${path} is invalid. Reason: ${message}.`),
);
