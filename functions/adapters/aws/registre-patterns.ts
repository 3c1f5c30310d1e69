/** Access patterns of the register of operators' calls, in the table `factures`: some hundred lines a day. */
import { type AccessPattern, alone } from "./access-pattern.ts";
import { registrePartition } from "./keys.ts";

const line = {
  table: "factures",
  pk: registrePartition("<jour>"),
  sk: "<instant>#<inscription>",
} as const;

export const REGISTRE_PATTERNS: readonly AccessPattern[] = [
  {
    method: "registre.inscrire",
    asks: "every call of an operator, before it does anything",
    operation: "PutItem",
    ...line,
    budget: "one row, conditional; it names 20 executions at most",
    load: alone("write", 4, "below 4 kB"),
  },
  {
    method: "registre.conclure",
    asks: "the same, once it has ended",
    operation: "UpdateItem",
    ...line,
    budget: "one row, conditional: the first outcome stays",
    load: alone("write", 6, "below 6 kB, with what became of 20 executions"),
  },
  {
    method: "registre.page",
    asks: "GET /v1/ops/journal",
    operation: "Query",
    ...line,
    sk: "< <instant>#<inscription>, latest first",
    budget: "limit + 1 rows (51 at most): 77 units",
    load: alone("read", 77, "51 rows of 6 kB, consistent: an operator looks for what was done a moment ago"),
  },
];
