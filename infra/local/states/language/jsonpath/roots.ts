/** What the paths of a state start from. */
import type { Json, Scope } from "../contract.ts";
import type { Roots } from "../paths/select.ts";

export const rootsOf = (input: Json, { context, variables }: Scope): Roots => ({ input, context, variables });
