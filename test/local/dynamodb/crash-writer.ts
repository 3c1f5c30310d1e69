/** Writes transactions until it is killed, and says on its standard output which were answered. Arguments: folder, round. */
import { createDynamoService } from "#infra/local/dynamodb/service.ts";
import { call } from "./direct.ts";
import { contextOf, createTable, START } from "./setting.ts";

const [, , dataDir = "", round = ""] = process.argv;
const service = createDynamoService(contextOf(dataDir, { now: () => START }));
await createTable(service);

const row = (n: number, half: string) => ({
  Put: {
    TableName: "factures",
    Item: {
      pk: { S: `${round}#${n}` },
      sk: { S: half },
      gsi1pk: { S: round },
      gsi1sk: { S: half },
      text: { S: "x".repeat(500) },
    },
  },
});
const counted = {
  Update: {
    TableName: "factures",
    Key: { pk: { S: "counter" }, sk: { S: "counter" } },
    UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  },
};

for (let n = 0; ; n += 1) {
  const { status } = await call(service, "TransactWriteItems", {
    TransactItems: [row(n, "left"), row(n, "right"), counted],
    ClientRequestToken: `${round}-${n}`,
  });
  if (status !== 200) throw new Error(`transaction ${n} was refused`);
  process.stdout.write(`${round}#${n}\n`);
}
