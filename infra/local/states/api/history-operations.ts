/** The histories of executions. */
import { z } from "zod";
import type { JsonOperation } from "../../json-protocol.ts";
import type { Executions } from "../executions.ts";
import type { JsonRecord } from "../language/contract.ts";
import type { HistoryEvent } from "../store/history.ts";
import type { Stores } from "../store/stores.ts";
import { operation, seconds } from "./operation.ts";
import { Paging, pageOf, readToken } from "./paging.ts";

const GetExecutionHistory = z.strictObject({
  executionArn: z.string(),
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
  ...Paging,
});

/** Entering and leaving have one member for all types of states; the other events have each their own. */
const SHARED_MEMBER = /State(?=Entered$|Exited$)/;

const memberOf = (type: string): string => {
  const at = SHARED_MEMBER.exec(type)?.index;
  const name = at === undefined ? type : type.slice(at);
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`;
};

/** What `includeExecutionData: false` leaves out. */
const DATA: ReadonlySet<string> = new Set([
  "input",
  "inputDetails",
  "output",
  "outputDetails",
  "parameters",
  "assignedVariables",
  "assignedVariablesDetails",
]);

const withoutData = (details: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !DATA.has(name)));

const eventOf = ({ id, at, type, previous, details }: HistoryEvent, includesData: boolean): object => ({
  id,
  previousEventId: previous,
  timestamp: seconds(at),
  type,
  ...(details && { [memberOf(type)]: includesData ? details : withoutData(details) }),
});

export const historyOperations = (
  executions: Executions,
  { history }: Stores,
): Readonly<Record<string, JsonOperation>> => ({
  GetExecutionHistory: operation(
    "GetExecutionHistory",
    GetExecutionHistory,
    ({ executionArn, reverseOrder, includeExecutionData, maxResults, nextToken }) => {
      const { id } = executions.find(executionArn);
      const after = readToken(nextToken, z.number());
      const found = history.page(id, reverseOrder, after, maxResults + 1);
      const { rows, ...next } = pageOf(found, maxResults, (event) => event.id);
      return { events: rows.map((event) => eventOf(event, includeExecutionData)), ...next };
    },
  ),
});
