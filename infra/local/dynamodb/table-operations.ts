/** DescribeTable, ListTables and the two operations of time to live. */
import describeTable from "dynalite/validations/describeTable.js";
import describeTimeToLive from "dynalite/validations/describeTimeToLive.js";
import listTables from "dynalite/validations/listTables.js";
import { z } from "zod";
import { AwsError, type JsonOperation, onlyKnown } from "../json-protocol.ts";
import { checkedRequest } from "./requests.ts";
import type { Store } from "./store.ts";
import { type Table, validationError } from "./tables.ts";

const DEFAULT_PAGE = 100;

const UpdateTimeToLive = z.object({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().min(1), Enabled: z.boolean() }),
});

/** Control operations name the table that they miss, which data operations do not. */
const describedTable = (store: Store, name: string): Table => {
  const found = store.findTable(name);
  if (found) return found;
  throw new AwsError("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);
};

const describe =
  (store: Store): JsonOperation =>
  (input) => {
    const { TableName } = checkedRequest("DescribeTable", input, describeTable);
    const { description } = describedTable(store, TableName);
    return { Table: { ...description, ItemCount: store.countItems(TableName) } };
  };

const list =
  (store: Store): JsonOperation =>
  (input) => {
    const { ExclusiveStartTableName = "", Limit = DEFAULT_PAGE } = checkedRequest("ListTables", input, listTables);
    const names = store.tableNames().filter((name) => name > ExclusiveStartTableName);
    const TableNames = names.slice(0, Limit);
    return { TableNames, ...(names.length > Limit && { LastEvaluatedTableName: TableNames.at(-1) }) };
  };

const updateTimeToLive =
  (store: Store): JsonOperation =>
  (input) => {
    onlyKnown("DynamoDB", "UpdateTimeToLive", input, ["TableName", "TimeToLiveSpecification"]);
    const parsed = UpdateTimeToLive.safeParse(input);
    if (!parsed.success) throw validationError(z.prettifyError(parsed.error));
    const { TableName, TimeToLiveSpecification } = parsed.data;
    const { AttributeName, Enabled } = TimeToLiveSpecification;
    const table = describedTable(store, TableName);
    if (Enabled === (table.timeToLive !== undefined)) {
      throw validationError(`TimeToLive is already ${Enabled ? "enabled" : "disabled"}`);
    }
    store.saveTable({ ...table, timeToLive: Enabled ? AttributeName : undefined }, { add: [], drop: [] });
    return { TimeToLiveSpecification };
  };

const timeToLive =
  (store: Store): JsonOperation =>
  (input) => {
    const { TableName } = checkedRequest("DescribeTimeToLive", input, describeTimeToLive);
    const { timeToLive: AttributeName } = describedTable(store, TableName);
    return {
      TimeToLiveDescription: AttributeName
        ? { TimeToLiveStatus: "ENABLED", AttributeName }
        : { TimeToLiveStatus: "DISABLED" },
    };
  };

export const tableOperations = (store: Store): Readonly<Record<string, JsonOperation>> => ({
  DescribeTable: describe(store),
  ListTables: list(store),
  UpdateTimeToLive: updateTimeToLive(store),
  DescribeTimeToLive: timeToLive(store),
});
