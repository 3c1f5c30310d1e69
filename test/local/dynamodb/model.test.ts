/** Random sequences of writes, against a map that does what the documentation says. */
import { rm } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDynamoService } from "#infra/local/dynamodb/service.ts";
import { call, everyItem } from "./direct.ts";
import { contextOf, createTable, newDataDir, START } from "./setting.ts";

const TableName = "factures";

type Row = { readonly n: number; readonly group?: string };
type Model = Map<string, Row>;
type Condition = "none" | "absent" | "present";
type Write =
  | { readonly kind: "Put"; readonly sk: string; readonly row: Row; readonly condition: Condition }
  | { readonly kind: "Update"; readonly sk: string; readonly by: number; readonly condition: Condition }
  | { readonly kind: "Delete"; readonly sk: string; readonly condition: Condition };
type Step = Write | readonly Write[];

const sk = fc.constantFrom("a", "b", "c", "d", "e");
const condition = fc.constantFrom<Condition>("none", "none", "absent", "present");
const row: fc.Arbitrary<Row> = fc.oneof(
  fc.record({ n: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ n: fc.integer({ min: -3, max: 3 }), group: fc.constantFrom("G", "H") }),
);
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({ kind: fc.constant("Put" as const), sk, row, condition }),
  fc.record({ kind: fc.constant("Update" as const), sk, by: fc.integer({ min: -2, max: 2 }), condition }),
  fc.record({ kind: fc.constant("Delete" as const), sk, condition }),
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(write, fc.uniqueArray(write, { selector: (one) => one.sk, minLength: 1, maxLength: 4 })),
  { maxLength: 25 },
);

const holds = (model: Model, { sk: name, condition: wanted }: Write): boolean =>
  wanted === "none" || model.has(name) === (wanted === "present");

const apply = (model: Model, one: Write): void => {
  const old = model.get(one.sk);
  if (one.kind === "Put") model.set(one.sk, one.row);
  if (one.kind === "Update") model.set(one.sk, { ...old, n: (old?.n ?? 0) + one.by });
  if (one.kind === "Delete") model.delete(one.sk);
};

const itemOf = (name: string, { n, group }: Row) => ({
  pk: { S: "P" },
  sk: { S: name },
  n: { N: String(n) },
  ...(group && { gsi1pk: { S: group }, gsi1sk: { S: name } }),
});

const CONDITIONS = {
  none: {},
  absent: { ConditionExpression: "attribute_not_exists(pk)" },
  present: { ConditionExpression: "attribute_exists(pk)" },
};

const requestOf = (one: Write): object => {
  const common = { TableName, ...CONDITIONS[one.condition] };
  const Key = { pk: { S: "P" }, sk: { S: one.sk } };
  if (one.kind === "Put") return { ...common, Item: itemOf(one.sk, one.row) };
  if (one.kind === "Delete") return { ...common, Key };
  return { ...common, Key, UpdateExpression: "ADD n :by", ExpressionAttributeValues: { ":by": { N: String(one.by) } } };
};

const isTransaction = (step: Step): step is readonly Write[] => Array.isArray(step);

const operationOf = (step: Step): readonly [operation: string, input: object] =>
  isTransaction(step)
    ? ["TransactWriteItems", { TransactItems: step.map((one) => ({ [one.kind]: requestOf(one) })) }]
    : [`${step.kind}Item`, requestOf(step)];

const image = (model: Model) => new Map([...model].map(([name, value]) => [name, itemOf(name, value)]));

describe("any sequence of writes", () => {
  it("leaves the table, its index and its stream as the model says", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const dataDir = newDataDir();
        const service = createDynamoService(contextOf(dataDir, { now: () => START }));
        try {
          const { attributes } = await createTable(service);
          const model: Model = new Map();
          let changes = 0;
          for (const step of sequence) {
            const writes = isTransaction(step) ? step : [step];
            const isAllowed = writes.every((one) => holds(model, one));
            const [operation, input] = operationOf(step);
            expect((await call(service, operation, input)).status).toBe(isAllowed ? 200 : 400);
            if (!isAllowed) continue;
            for (const one of writes) {
              const before = JSON.stringify(model.get(one.sk));
              apply(model, one);
              if (JSON.stringify(model.get(one.sk)) !== before) changes += 1;
            }
          }

          const items = await everyItem(service, "Scan", { TableName, Limit: 2 });
          expect(new Map(items.map((item) => [item["sk"]?.["S"], item]))).toEqual(image(model));
          for (const S of ["G", "H"]) {
            const entries = await everyItem(service, "Query", {
              TableName,
              IndexName: "gsi1",
              Limit: 2,
              KeyConditionExpression: "gsi1pk = :g",
              ExpressionAttributeValues: { ":g": { S } },
            });
            const expected = [...image(model)].filter(([, item]) => item.gsi1pk?.S === S).sort();
            expect(entries.map((item) => [item["sk"]?.["S"], item])).toEqual(expected);
          }

          const arn = attributes["StreamArn"] ?? "";
          const records = await service.read(arn, undefined, 1000, AbortSignal.abort());
          expect(records).toHaveLength(changes);
          const replayed = new Map<unknown, unknown>();
          for (const { dynamodb } of records) {
            const name = JSON.stringify(dynamodb.Keys["sk"]);
            expect(dynamodb.OldImage).toEqual(replayed.get(name));
            if (dynamodb.NewImage) replayed.set(name, dynamodb.NewImage);
            else replayed.delete(name);
          }
          expect(new Set(replayed.values())).toEqual(new Set(image(model).values()));
        } finally {
          await service.stop();
          await rm(dataDir, { recursive: true, force: true });
        }
      }),
      { numRuns: 150, seed: 20260115 },
    );
  });
});
