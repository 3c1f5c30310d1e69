import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Courriel } from "#domain/facture/facture.ts";
import type { Courriels } from "#ports/courriels.ts";
import type { FacturesTable } from "./dynamo-depots.ts";
import { courrielKey, type Key } from "./keys.ts";

const toCourriel = ({ pk: _pk, sk: _sk, ...courriel }: Courriel & Key): Courriel => courriel;

export const dynamoCourriels = ({ client, table }: FacturesTable): Courriels => {
  /** Sets instants and their details, each once: the first answer stays. */
  const setOnce = async (facture: string, id: string, values: Readonly<Record<string, string>>): Promise<void> => {
    const names = Object.keys(values);
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: courrielKey(facture, id),
        UpdateExpression: `SET ${names.map((name) => `${name} = if_not_exists(${name}, :${name})`).join(", ")}`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, values[name]])),
      }),
    );
  };

  return {
    async record(courriel) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...courriel, ...courrielKey(courriel.facture, courriel.id) },
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return courriel;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return toCourriel(unmarshall(error.Item) as Courriel & Key);
      }
    },

    async find(facture, id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: courrielKey(facture, id), ConsistentRead: true }),
      );
      return Item && toCourriel(Item as Courriel & Key);
    },

    markSent: ({ facture, id }, envoyeLe, messageId) => setOnce(facture, id, { envoyeLe, messageId }),
    markAccepted: (facture, id, accepteLe) => setOnce(facture, id, { accepteLe }),
    markRefused: (facture, id, refuseLe, motifRefus) => setOnce(facture, id, { refuseLe, motifRefus }),
  };
};
