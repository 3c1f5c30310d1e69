/** One query language: the fields of states, worked out. */
import type { StatesLanguage } from "./contract.ts";

export type Dialect = Omit<StatesLanguage, "parse" | "isFor">;
