import { RemovalPolicy } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Stade } from "./stade.ts";

/** What differs between two deployments; all else is the same code, which the template tests check. */
export interface StageFacts {
  /** Default Object Lock of every archived invoice: nobody shortens COMPLIANCE, an administrator lifts GOVERNANCE. */
  readonly archiveLock: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
  /** Days that the access logs of the buckets are kept. */
  readonly accessLogRetentionDays: number;
  readonly logRetention: RetentionDays;
  /** What becomes of data when a stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  readonly deletionProtection: boolean;
  /** Address that e-mails come from; its domain must be a verified SES identity of the account. */
  readonly sender: string;
  /** Origin of the portal: allowed by CORS, and where Cognito sends people back to. */
  readonly portalOrigin: string;
}

/** Ten civil years hold two or three leap days: this many days are never less than ten years. */
const TEN_YEARS_IN_DAYS = 3653;

export const STAGES = {
  local: {
    archiveLock: { mode: "GOVERNANCE", days: 1 },
    accessLogRetentionDays: 30,
    logRetention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: false,
    sender: "ne-pas-repondre@local.plainchant.example",
    // Cognito accepts plain HTTP for `localhost` alone.
    portalOrigin: "http://localhost:4100",
  },
  qualification: {
    archiveLock: { mode: "GOVERNANCE", days: 1 },
    accessLogRetentionDays: 90,
    logRetention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
    sender: "ne-pas-repondre@qualification.plainchant.example",
    portalOrigin: "https://portail.qualification.plainchant.example",
  },
  production: {
    archiveLock: { mode: "COMPLIANCE", days: TEN_YEARS_IN_DAYS },
    accessLogRetentionDays: 365,
    logRetention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
    sender: "ne-pas-repondre@plainchant.example",
    portalOrigin: "https://portail.plainchant.example",
  },
} as const satisfies Record<Stade, StageFacts>;
