/** Which kinds of rows a DynamoDB request is about, read from its keys: `FACTURE/HISTORIQUE`, `depotsOuverts[OUVERT]`. */
import { z } from "zod";

const Text = z.object({ S: z.string() });
const Row = z.object({ pk: Text, sk: Text });
const Write = z.union([
  z.object({ Put: z.object({ Item: Row }) }).transform(({ Put }) => [Put.Item]),
  z.object({ Update: z.object({ Key: Row }) }).transform(({ Update }) => [Update.Key]),
  z.object({ Delete: z.object({ Key: Row }) }).transform(({ Delete }) => [Delete.Key]),
  z.object({ ConditionCheck: z.object({ Key: Row }) }).transform(({ ConditionCheck }) => [ConditionCheck.Key]),
]);

const Rows = z.union([
  z.object({ Key: Row }).transform(({ Key }) => [Key]),
  z.object({ Item: Row }).transform(({ Item }) => [Item]),
  z.object({ TransactItems: z.array(Write) }).transform(({ TransactItems }) => TransactItems.flat()),
  z
    .object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(Row) })) })
    .transform(({ RequestItems }) => Object.values(RequestItems).flatMap(({ Keys }) => Keys)),
]);

const Query = z.object({
  IndexName: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.looseObject({ S: z.string().optional() })),
});

const kind = (text: string): string => text.split("#", 1)[0] ?? "";

/** Sort keys that begin with an instant say nothing of the kind of row. */
const rowKind = ({ pk, sk }: z.infer<typeof Row>): string =>
  /^\d/.test(sk.S) || kind(sk.S) === "FICHE" ? kind(pk.S) : `${kind(pk.S)}/${kind(sk.S)}`;

const counted = (kinds: readonly string[]): string =>
  Object.entries(Object.groupBy(kinds, (one) => one))
    .map(([one, { length } = []]) => (length > 1 ? `${length} ${one}` : one))
    .join(", ");

const queried = (input: unknown): string => {
  const { data } = Query.safeParse(input);
  if (!data) return "";
  const [first] = Object.values(data.ExpressionAttributeValues);
  const partition = kind(first?.S ?? "");
  return data.IndexName === undefined ? `${partition}/*` : data.IndexName;
};

export const keysOf = (input: unknown): string => {
  const { data } = Rows.safeParse(input);
  return data ? counted(data.map(rowKind)) : queried(input);
};
