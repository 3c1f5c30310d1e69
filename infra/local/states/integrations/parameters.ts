/** The parameters of a task, checked: one that would have no effect here is refused by its name. */
import type { z } from "zod";
import type { Json } from "../language/contract.ts";
import { TaskError } from "./integration.ts";

export const checkedParameters = <T>(resource: string, schema: z.ZodType<T>, parameters: Json): T => {
  const { data, error } = schema.safeParse(parameters);
  if (!error) return data;
  const [issue] = error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? ` ${issue.keys.join(", ")}` : "";
  throw new TaskError(
    "States.Runtime",
    `${resource}: the parameter${unknown} ${issue?.path.join(".") ?? ""} is not supported by the embedded runtime or invalid (${issue?.message})`,
  );
};
