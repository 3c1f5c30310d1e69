import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Evenement, Evenements } from "#ports/evenements.ts";
import type { FacturesTable } from "./dynamo-depots.ts";
import { evenementKey, eventPartitions, hourOf, type Key, sweepKey } from "./keys.ts";

const HOUR_MS = 60 * 60 * 1000;

/** How far back the first sweep of all looks, in hours; every later one starts where the one before left off. */
const FIRST_SWEEP_HOURS = 24;

const hourAfter = (hour: string): string => hourOf(new Date(Date.parse(`${hour}:00:00.000Z`) + HOUR_MS).toISOString());

const hoursBefore = (instant: string, hours: number): string =>
  hourOf(new Date(Date.parse(instant) - hours * HOUR_MS).toISOString());

export const dynamoEvenements = ({ client, table }: FacturesTable): Evenements => {
  /** Events of one partition that are not marked done, older than `instant`. */
  const undone = async (pk: string, instant: string): Promise<readonly Evenement[]> => {
    const found: Evenement[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND sk < :instant",
          FilterExpression: "attribute_not_exists(faitLe)",
          ExpressionAttributeValues: { ":pk": pk, ":instant": instant },
          ConsistentRead: true,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      found.push(...((page.Items ?? []) as (Evenement & Key)[]).map(({ pk: _pk, sk: _sk, ...evenement }) => evenement));
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
  };

  const readHour = async (hour: string, instant: string): Promise<readonly Evenement[]> =>
    (await Promise.all(eventPartitions(hour).map((pk) => undone(pk, instant))))
      .flat()
      .sort((a, b) => a.instant.localeCompare(b.instant));

  const firstHour = async (instant: string): Promise<string> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: sweepKey, ConsistentRead: true }));
    return (Item as { heure?: string } | undefined)?.heure ?? hoursBefore(instant, FIRST_SWEEP_HOURS);
  };

  return {
    async markDone(evenement, instant) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: evenementKey(evenement),
          UpdateExpression: "SET faitLe = if_not_exists(faitLe, :instant)",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":instant": instant },
        }),
      );
    },

    async sweep(instant, visit) {
      // An hour is closed once all that could still be written into it has been: a transaction takes seconds.
      const lastClosed = hoursBefore(instant, 1);
      const from = await firstHour(instant);
      let cleared = from;
      let contiguous = true;
      for (let hour = from; hour <= hourOf(instant); hour = hourAfter(hour)) {
        const pending = await readHour(hour, instant);
        for (const evenement of pending) await visit(evenement);
        const left = pending.length === 0 ? pending : await readHour(hour, instant);
        contiguous &&= left.length === 0 && hour < lastClosed;
        if (contiguous) cleared = hourAfter(hour);
      }
      if (cleared !== from) {
        await client.send(new PutCommand({ TableName: table, Item: { ...sweepKey, heure: cleared } }));
      }
    },
  };
};
