/** What an intrinsic function is. */
import type { Json } from "../contract.ts";

export interface Intrinsic {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** @throws {UnfitArgument} */
  readonly apply: (args: readonly Json[]) => Json;
}

export type Intrinsics = Readonly<Record<string, Intrinsic>>;
