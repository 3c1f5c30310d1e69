/** What the deployed templates cost whether invoices come or not, and what they say of the access log. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Usage } from "./price.ts";
import type { PriceKey } from "./price-list.ts";

export interface Standing {
  /** Per month. */
  readonly monthly: readonly Usage[];
  /** Bytes of one line of the API's access log: of its format, whose variables are longer than most of their values. */
  readonly accessLogBytes: number;
}

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});
const Stage = z.object({ AccessLogSettings: z.object({ Format: z.string() }) });
const Mapping = z.object({ StartingPosition: z.string().optional() });

/**
 * Requests of Lambda to a queue that stays empty: five pollers that each wait twenty seconds (Lambda, "Using Lambda with
 * Amazon SQS": long polling with up to five at first).
 */
const EMPTY_POLLS_PER_MONTH = (5 * 730 * 3600) / 20;

const STANDING: Readonly<Record<string, { readonly what: string; readonly price: PriceKey }>> = {
  "AWS::CloudWatch::Alarm": { what: "alarms", price: "alarm" },
  "AWS::CloudWatch::Dashboard": { what: "dashboards", price: "dashboard" },
  "AWS::KMS::Key": { what: "keys", price: "kmsKey" },
};

const resourcesOf = (assembly: string) =>
  readdirSync(assembly)
    .filter((name) => name.endsWith(".template.json"))
    .flatMap((name) => Object.values(Template.parse(JSON.parse(readFileSync(join(assembly, name), "utf8"))).Resources));

export const standingOf = (assembly: string): Standing => {
  const resources = resourcesOf(assembly);
  const ofType = (type: string) => resources.filter((resource) => resource.Type === type);
  const queues = ofType("AWS::Lambda::EventSourceMapping").filter(
    ({ Properties }) => Mapping.parse(Properties).StartingPosition === undefined,
  );
  const [stage] = ofType("AWS::ApiGatewayV2::Stage");
  return {
    monthly: [
      ...Object.entries(STANDING).flatMap(([type, { what, price }]) => {
        const quantity = ofType(type).length;
        return quantity === 0 ? [] : [{ what: `${quantity} ${what}`, price, quantity }];
      }),
      {
        what: `Lambda waits at ${queues.length} queues, were they always empty`,
        price: "sqs",
        quantity: queues.length * EMPTY_POLLS_PER_MONTH,
      },
    ],
    accessLogBytes: stage ? Buffer.byteLength(Stage.parse(stage.Properties).AccessLogSettings.Format) : 0,
  };
};
