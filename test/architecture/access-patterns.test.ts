import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { type AccessPattern, PARTITION_LIMITS, SPREAD, unitsPerSecond } from "#adapters/aws/access-pattern.ts";
import { ACCESS_PATTERNS } from "#adapters/aws/access-patterns.ts";
import { dynamoAnnuaire, dynamoAnnuaireEditor } from "#adapters/aws/dynamo-annuaire.ts";
import { dynamoCourriels } from "#adapters/aws/dynamo-courriels.ts";
import { dynamoDepots } from "#adapters/aws/dynamo-depots.ts";
import { dynamoDossiers } from "#adapters/aws/dynamo-dossiers.ts";
import { dynamoEvenements } from "#adapters/aws/dynamo-evenements.ts";
import { dynamoFactures } from "#adapters/aws/dynamo-factures.ts";
import { dynamoRegistre } from "#adapters/aws/dynamo-registre.ts";
import { ECHEANCE_PARTITIONS, eventPartitions, OPEN_PARTITIONS } from "#adapters/aws/keys.ts";
import { TABLES } from "#infra/tables.ts";
import { filesOf, read } from "./root.ts";

const settings = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-west-3" })),
  table: "nowhere",
};

/** Each adapter of the tables, with the name and the file that its rows have. */
const ADAPTERS = {
  annuaire: { methods: dynamoAnnuaire(settings), file: "dynamo-annuaire.ts" },
  annuaireEditor: { methods: dynamoAnnuaireEditor(settings), file: "dynamo-annuaire.ts" },
  courriels: { methods: dynamoCourriels(settings), file: "dynamo-courriels.ts" },
  dossiers: { methods: dynamoDossiers(settings), file: "dynamo-dossiers.ts" },
  depots: { methods: dynamoDepots(settings), file: "dynamo-depots.ts" },
  evenements: { methods: dynamoEvenements(settings), file: "dynamo-evenements.ts" },
  factures: { methods: dynamoFactures(settings), file: "dynamo-factures.ts" },
  registre: { methods: dynamoRegistre(settings), file: "dynamo-registre.ts" },
} as const;

/** What the code of an adapter says, and the operation that it is. */
const OPERATIONS: Readonly<Record<string, AccessPattern["operation"]>> = {
  "new BatchGetCommand(": "BatchGetItem",
  "new BatchWriteCommand(": "BatchWriteItem",
  "new GetCommand(": "GetItem",
  "new PutCommand(": "PutItem",
  "new QueryCommand(": "Query",
  "new UpdateCommand(": "UpdateItem",
  "await transact(": "TransactWriteItems",
};

const adapterOf = ({ method }: AccessPattern): string => method.split(".")[0] ?? "";

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted();

describe("the table of access patterns", () => {
  it("has a row for every method of every adapter, and for nothing else", () => {
    const methods = Object.entries(ADAPTERS).flatMap(([name, adapter]) =>
      Object.keys(adapter.methods).map((method) => `${name}.${method}`),
    );
    expect(unique(ACCESS_PATTERNS.map(({ method }) => method))).toEqual(methods.toSorted());
  });

  it.each(unique(Object.values(ADAPTERS).map(({ file }) => file)))("names the operations of %s", (file) => {
    const text = read(`functions/adapters/aws/${file}`);
    const used = Object.entries(OPERATIONS).flatMap(([code, operation]) => (text.includes(code) ? [operation] : []));
    const names = Object.entries(ADAPTERS).flatMap(([name, adapter]) => (adapter.file === file ? [name] : []));
    const rows = ACCESS_PATTERNS.filter((row) => names.includes(adapterOf(row)));
    expect(unique(rows.map(({ operation }) => operation))).toEqual(used.toSorted());
  });

  it("knows every adapter of a table", () => {
    expect(unique(Object.values(ADAPTERS).map(({ file }) => `functions/adapters/aws/${file}`))).toEqual(
      filesOf("functions/adapters/aws/dynamo-*.ts"),
    );
  });

  it("reads every index of the tables, and names no other", () => {
    const declared = Object.entries(TABLES).flatMap(([table, { indexes }]) =>
      indexes.map(({ name }) => `${table}/${name}`),
    );
    const indexed = ACCESS_PATTERNS.filter(({ index }) => index !== undefined);
    const named = (rows: readonly AccessPattern[]) => unique(rows.map(({ table, index }) => `${table}/${index}`));
    expect(named(indexed)).toEqual(declared.toSorted());
    expect(named(indexed.filter(({ operation }) => operation === "Query"))).toEqual(declared.toSorted());
  });

  it("counts with as many partitions as the keys make", () => {
    expect([eventPartitions("2026-01-01T00").length, OPEN_PARTITIONS, ECHEANCE_PARTITIONS]).toEqual([
      SPREAD,
      SPREAD,
      SPREAD,
    ]);
  });

  it("puts on no key more than its partition takes at 320 deposits a second", () => {
    const loads = new Map<string, number>();
    for (const row of ACCESS_PATTERNS) {
      const key = `${row.load.kind} ${row.index ?? row.table} ${row.pk}`;
      loads.set(key, (loads.get(key) ?? 0) + unitsPerSecond(row));
    }
    const limitOf = (key: string): number => (key.startsWith("read") ? PARTITION_LIMITS.read : PARTITION_LIMITS.write);
    expect([...loads].filter(([key, units]) => units > limitOf(key))).toEqual([]);
    // The heaviest write and the heaviest read, so that a change of either is seen.
    expect(loads.get("write parDestinataire <type>:<identifiant>#<month>#<partition>")).toBe(640);
    expect(loads.get("read factures EVENEMENT#<hour>#<0..3>")).toBe(2560);
  });
});

it("no table is ever scanned", () => {
  const scanning = filesOf("{functions,infra/cli}/**/*.ts").filter((file) => /\bScan(?:Command)?\b/.test(read(file)));
  expect(scanning).toEqual([]);
});
