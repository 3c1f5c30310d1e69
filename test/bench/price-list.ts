/**
 * AWS list prices in Paris (eu-west-3), in US dollars without tax, first tier, no free tier deducted. Data, with where
 * each figure was read: AWS's price list could not be queried from here, so a figure is as good as its source, and
 * must be compared with the price list before it is quoted.
 */

export interface UnitPrice {
  /** Dollars per `per` units. */
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  /** The region that the figure is of: another than eu-west-3 where Paris was not found. */
  readonly region: "eu-west-3" | "eu-central-1" | "us-east-1";
  /** AWS usage type, and where the figure was read. */
  readonly source: string;
  /** When the source read it. */
  readonly known: string;
}

const MILLION = 1_000_000;
const GIGABYTE = 1024 ** 3;

const QUERY = "AWS Price List Query API, as published by a project in Paris";
const BILL = "AWS bill of an account in Paris, published by its owner";

export const PRICES = {
  httpApi: {
    usd: 1.2,
    per: MILLION,
    unit: "HTTP API request of 512 kB",
    region: "eu-central-1",
    source: "ApiGatewayHttpRequest; Frankfurt stands for Paris, which was not found",
    known: "2026",
  },
  lambdaRequest: {
    usd: 0.2,
    per: MILLION,
    unit: "Lambda request",
    region: "eu-west-3",
    source: `EUW3-Request-ARM; ${QUERY}`,
    known: "2026-09-07",
  },
  lambdaCompute: {
    usd: 0.0000133334,
    per: 1,
    unit: "GB-second, arm64",
    region: "eu-west-3",
    source: `EUW3-Lambda-GB-Second-ARM; ${QUERY}`,
    known: "2026-09-07",
  },
  s3Write: {
    usd: 0.0053,
    per: 1000,
    unit: "S3 PUT or POST",
    region: "eu-west-3",
    source: `EUW3-Requests-Tier1; ${BILL}`,
    known: "2019-07",
  },
  s3Read: {
    usd: 0.0042,
    per: 10_000,
    unit: "S3 GET or HEAD",
    region: "eu-west-3",
    source: `EUW3-Requests-Tier2; ${BILL}`,
    known: "2019-07",
  },
  dynamoWrite: {
    usd: 0.7423,
    per: MILLION,
    unit: "write request unit",
    region: "eu-west-3",
    source: `EUW3-WriteRequestUnits; ${QUERY}`,
    known: "2026-09-07",
  },
  dynamoRead: {
    usd: 0.1487,
    per: MILLION,
    unit: "read request unit",
    region: "eu-west-3",
    source: `EUW3-ReadRequestUnits; ${QUERY}`,
    known: "2026-09-07",
  },
  sqs: {
    usd: 0.4,
    per: MILLION,
    unit: "SQS request of 64 kB",
    region: "eu-west-3",
    source: `EUW3-Requests-Tier1 (standard); ${QUERY}`,
    known: "2026-09-07",
  },
  kms: {
    usd: 0.03,
    per: 10_000,
    unit: "KMS request, RSA 2048",
    region: "us-east-1",
    source: "KMS pricing page as quoted for us-east-1 and ap-southeast-2 alike",
    known: "2026",
  },
  kmsKey: {
    usd: 1,
    per: 1,
    unit: "KMS key, month",
    region: "us-east-1",
    source: "https://aws.amazon.com/kms/pricing/, the same in every region",
    known: "2026",
  },
  logs: {
    usd: 0.5985,
    per: GIGABYTE,
    unit: "byte of log taken in",
    region: "eu-west-3",
    source:
      "EUW3-DataProcessing-Bytes (standard; vended alike in the first tier); quoted for Paris by several projects",
    known: "2026",
  },
  alarm: {
    usd: 0.1,
    per: 1,
    unit: "alarm, month",
    region: "us-east-1",
    source: "https://aws.amazon.com/cloudwatch/pricing/",
    known: "2026",
  },
  dashboard: {
    usd: 3,
    per: 1,
    unit: "dashboard, month",
    region: "us-east-1",
    source: "https://aws.amazon.com/cloudwatch/pricing/",
    known: "2026",
  },
  xray: {
    usd: 5,
    per: MILLION,
    unit: "X-Ray trace recorded",
    region: "us-east-1",
    source: "https://aws.amazon.com/xray/pricing/",
    known: "2025",
  },
  scheduler: {
    usd: 1.2,
    per: MILLION,
    unit: "EventBridge Scheduler invocation",
    region: "eu-west-3",
    source: `EUW3-ScheduledInvocation; ${QUERY}`,
    known: "2026-09-07",
  },
  stateTransition: {
    usd: 0.0297,
    per: 1000,
    unit: "state transition, Standard",
    region: "eu-west-3",
    source: "https://aws.amazon.com/step-functions/pricing/, table by region",
    known: "2020",
  },
  transfer: {
    usd: 0.09,
    per: GIGABYTE,
    unit: "byte out to the Internet",
    region: "us-east-1",
    source: "https://aws.amazon.com/ec2/pricing/on-demand/ (data transfer), the same in Europe",
    known: "2025",
  },
  mail: {
    usd: 0.1,
    per: 1000,
    unit: "e-mail sent by SES",
    region: "us-east-1",
    source: "https://aws.amazon.com/ses/pricing/, the same in every region",
    known: "2025",
  },
} as const satisfies Record<string, UnitPrice>;

export type PriceKey = keyof typeof PRICES;
