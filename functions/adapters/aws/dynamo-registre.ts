import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Inscription } from "#domain/exploitation/registre.ts";
import type { Registre } from "#ports/registre.ts";
import type { FacturesTable } from "./dynamo-depots.ts";
import { type Key, registreKey, registrePartition } from "./keys.ts";

const toInscription = ({ pk: _pk, sk: _sk, ...inscription }: Inscription & Key): Inscription => inscription;

const isConditionFailed = (error: unknown): error is ConditionalCheckFailedException =>
  error instanceof ConditionalCheckFailedException;

export const dynamoRegistre = ({ client, table }: FacturesTable): Registre => ({
  async inscrire(inscription) {
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...inscription, ...registreKey(inscription) },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  },

  async conclure(inscription, issue) {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: registreKey(inscription),
          UpdateExpression: "SET issue = :issue",
          ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(issue)",
          ExpressionAttributeValues: { ":issue": issue },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
    } catch (error) {
      // A line that has its outcome keeps it.
      if (!isConditionFailed(error) || !error.Item) throw error;
    }
  },

  async page({ jour, before, limit }) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `pk = :pk${before === undefined ? "" : " AND sk < :before"}`,
        ExpressionAttributeValues: {
          ":pk": registrePartition(jour),
          ...(before !== undefined && { ":before": before }),
        },
        ScanIndexForward: false,
        Limit: limit + 1,
        ConsistentRead: true,
      }),
    );
    const rows = (Items as (Inscription & Key)[]).slice(0, limit);
    const next = Items.length > limit ? rows.at(-1)?.sk : undefined;
    return { inscriptions: rows.map(toInscription), ...(next !== undefined && { next }) };
  },
});
