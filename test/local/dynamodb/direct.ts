/** Requests without HTTP, where a test makes many: straight to the service, as its front would hand them over. */
import type { AwsService } from "#infra/local/contracts.ts";

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export const call = async (service: AwsService, operation: string, input: object): Promise<Answer> => {
  const { status, body } = await service.handle({
    method: "POST",
    url: new URL("http://127.0.0.1/"),
    headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    requestId: "request",
  });
  return { status, body: JSON.parse(body.toString()) };
};

type Item = Record<string, Record<string, unknown>>;

/** Every item that the pages of a Scan or Query give. */
export const everyItem = async (service: AwsService, operation: "Query" | "Scan", input: object): Promise<Item[]> => {
  const items: Item[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const { body } = await call(service, operation, { ...input, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) });
    items.push(...(Array.isArray(body["Items"]) ? body["Items"] : []));
    ExclusiveStartKey = body["LastEvaluatedKey"];
  } while (ExclusiveStartKey);
  return items;
};
