import type { Capability } from "#entrees/api/route.ts";
import type { FunctionName, VariableName } from "../functions/environment.ts";
import type { MachineId } from "./machines.ts";
import {
  answersExecutions,
  onObjects,
  operatesDeadLetters,
  operatesExecutions,
  type Permission,
  readsTable,
  type Source,
  seesAbsence,
  sendsMail,
  sendsTo,
  startsExecutions,
  usesTokenKey,
  writesRegister,
  writesTable,
} from "./permissions.ts";
import type { FailureQueueId, WorkQueueId } from "./queues.ts";

/** Where the value of each variable comes from; `STADE` is the stage itself. */
export const VARIABLE_SOURCES: Readonly<Record<Exclude<VariableName, "STADE">, Source>> = {
  TABLE_STRUCTURES: "tables/structures/name",
  TABLE_FACTURES: "tables/factures/name",
  BUCKET_DEPOTS: "buckets/depots/name",
  BUCKET_ARCHIVE: "buckets/archive/name",
  FILE_INTAKE: "queues/intake/url",
  FILE_COURRIELS: "queues/courriels/url",
  CLE_JETONS: "keys/jetons/arn",
  EMETTEUR_TECHNIQUE: "api/url",
  EMETTEUR_PERSONNES: "people/issuer",
  CLIENT_PORTAIL: "people/client",
  EXPEDITEUR: "mail/sender",
  CONFIGURATION_COURRIELS: "mail/configuration-set",
  MACHINE_TRAVAUX: "machines/travaux/arn",
  PREFIXE: "stage/prefix",
};

export type Trigger =
  | { readonly kind: "http"; readonly capability: Capability }
  | { readonly kind: "authorizer" }
  | { readonly kind: "queue"; readonly queue: WorkQueueId; readonly batchSize: number }
  /** A task of a state machine. */
  | { readonly kind: "task"; readonly machine: MachineId }
  | {
      readonly kind: "stream";
      readonly table: "factures";
      readonly batchSize: number;
      /** Only new rows whose partition key starts so wake the function: other writes cost nothing. */
      readonly partitionKeyPrefix: string;
      readonly onFailure: FailureQueueId;
    }
  | {
      readonly kind: "schedule";
      readonly expression: string;
      readonly timeZone: string;
      readonly onFailure: FailureQueueId;
    };

/** Everything that is said about a function, once: the stack, the alarms, the tests and the architecture check read it. */
export interface FunctionSpec {
  /** Its variables are those that `functions/environment.ts` gives to this name. */
  readonly id: FunctionName;
  /** Path from the root of the repository. */
  readonly entry: string;
  /** What people cannot do while it fails; opens the text of its alarms. */
  readonly impact: string;
  readonly permissions: readonly Permission[];
  readonly trigger: Trigger;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Options of the Node process itself. */
  readonly nodeOptions?: string;
}

/** What every function that judges invoices runs on. */
const JUDGING = {
  // 1,769 MB is one whole vCPU: judging an invoice is arithmetic, not waiting.
  memoryMegabytes: 1769,
  // Nearly all that is read of a large file lives until its verdict. V8 would grow the space for what is young to a
  // hundred megabytes meanwhile, and copy it to and fro; measured, the worst file takes 60 MB less and no more time.
  nodeOptions: "--max-semi-space-size=16",
} as const;

export const FUNCTIONS = [
  {
    id: "Autorisation",
    entry: "functions/entrees/autorisation/autorisation.lambda.ts",
    impact: "Nobody can call the API: suppliers' systems and the portal are refused with 401 or 500.",
    permissions: [usesTokenKey("kms:GetPublicKey")],
    trigger: { kind: "authorizer" },
    timeoutSeconds: 5,
    memoryMegabytes: 512,
  },
  {
    id: "Depots",
    entry: "functions/entrees/api/depots/depots.lambda.ts",
    impact: "Suppliers can neither announce a deposit of invoices nor read its report.",
    permissions: [
      readsTable("structures"),
      readsTable("factures"),
      writesTable("factures"),
      // Presigned forms: who posts one acts with the rights of this role.
      onObjects("depots", "depots", "s3:PutObject"),
    ],
    trigger: { kind: "http", capability: "depots" },
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    id: "Factures",
    entry: "functions/entrees/api/factures/factures.lambda.ts",
    impact: "Suppliers and public buyers can neither search nor read their invoices.",
    permissions: [readsTable("structures"), readsTable("factures", "parFournisseur", "parDestinataire")],
    trigger: { kind: "http", capability: "factures" },
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    id: "DossiersTravaux",
    entry: "functions/entrees/api/travaux/travaux.lambda.ts",
    impact:
      "Suppliers, project managers and contracting authorities can neither see nor do what works contracts wait for: monthly payments stand still.",
    permissions: [readsTable("structures"), readsTable("factures", "etapesOuvertes"), writesTable("factures")],
    trigger: { kind: "http", capability: "travaux" },
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    id: "Exploitation",
    entry: "functions/entrees/api/exploitation/exploitation.lambda.ts",
    impact:
      "Operators can neither see nor replay through the API what failed; `npm run ops` still can. Nobody else is hurt.",
    permissions: [
      readsTable("structures"),
      readsTable("factures"),
      ...writesRegister,
      ...operatesExecutions,
      ...operatesDeadLetters,
    ],
    trigger: { kind: "http", capability: "exploitation" },
    // API Gateway waits 30 seconds: what a call may take up is bounded in functions/domain/limites/exploitation.ts.
    timeoutSeconds: 29,
    memoryMegabytes: 512,
  },
  {
    id: "Jetons",
    entry: "functions/entrees/api/jetons/jetons.lambda.ts",
    impact: "Suppliers' systems get no new access token: within an hour none of them can deposit or read.",
    permissions: [readsTable("structures"), usesTokenKey("kms:Sign", "kms:GetPublicKey")],
    trigger: { kind: "http", capability: "jetons" },
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    id: "Verifications",
    entry: "functions/entrees/api/verifications/verifications.lambda.ts",
    impact:
      "Suppliers cannot have an invoice verified at once: they learn what is wrong with it from its deposit alone.",
    permissions: [],
    trigger: { kind: "http", capability: "verifications" },
    timeoutSeconds: 10,
    ...JUDGING,
  },
  {
    id: "Documentation",
    entry: "functions/entrees/api/documentation/documentation.lambda.ts",
    impact: "Developers of suppliers' systems cannot read the description of the API.",
    permissions: [],
    trigger: { kind: "http", capability: "documentation" },
    timeoutSeconds: 5,
    memoryMegabytes: 256,
  },
  {
    id: "Intake",
    entry: "functions/entrees/intake/intake.lambda.ts",
    impact: "Invoices that suppliers have uploaded are not judged: deposits stay without report, buyers see nothing.",
    permissions: [
      readsTable("structures"),
      readsTable("factures"),
      writesTable("factures"),
      onObjects("depots", "depots", "s3:GetObject", "s3:GetObjectVersion"),
      onObjects("depots", "membres", "s3:GetObject", "s3:PutObject"),
      onObjects("archive", "archive", "s3:PutObject"),
      // One message for each member of an archive. Lambda stops a function that wakes itself 16 times in a row: this is once.
      sendsTo("intake"),
    ],
    // One document each: one that ends its process, or exhausts memory or time, would take those beside it along at every
    // delivery, and into the dead-letter queue. Judging is arithmetic, which a batch does not make faster.
    trigger: { kind: "queue", queue: "intake", batchSize: 1 },
    timeoutSeconds: 60,
    ...JUDGING,
  },
  {
    id: "Evenements",
    entry: "functions/entrees/events/events.lambda.ts",
    impact: "Events of invoices are announced late: e-mails to buyers and suppliers wait for the hourly sweep.",
    permissions: [
      readsTable("structures"),
      readsTable("factures"),
      writesTable("factures"),
      sendsTo("courriels"),
      startsExecutions,
      answersExecutions,
    ],
    trigger: {
      kind: "stream",
      table: "factures",
      batchSize: 100,
      partitionKeyPrefix: "EVENEMENT#",
      onFailure: "evenements-echecs",
    },
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
  {
    id: "Travaux",
    entry: "functions/entrees/travaux/travaux.lambda.ts",
    impact: "Dossiers of works contracts come to no further step: their executions fail, and wait to be redriven.",
    permissions: [readsTable("factures"), writesTable("factures"), answersExecutions],
    trigger: { kind: "task", machine: "travaux" },
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    id: "Courriels",
    entry: "functions/entrees/courriels/courriels.lambda.ts",
    impact: "Public buyers are not told that an invoice awaits them, so that its legal payment delay does not start.",
    permissions: [readsTable("factures"), writesTable("factures"), sendsMail],
    trigger: { kind: "queue", queue: "courriels", batchSize: 10 },
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
  {
    id: "RetoursCourriel",
    entry: "functions/entrees/retours-courriel/retours-courriel.lambda.ts",
    impact: "The proof that an availability e-mail was accepted or refused is missing from the history of invoices.",
    permissions: [readsTable("factures"), writesTable("factures")],
    trigger: { kind: "queue", queue: "retours-courriel", batchSize: 10 },
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
  {
    id: "Echeances",
    entry: "functions/entrees/echeances/echeances.lambda.ts",
    impact: "Lost deposits are not retried, forgotten e-mails are not sent and legal deadlines are not recorded.",
    permissions: [
      readsTable("structures"),
      readsTable("factures", "depotsOuverts", "echeances"),
      writesTable("factures"),
      onObjects("depots", "depots", "s3:GetObject"),
      seesAbsence("depots"),
      sendsTo("intake"),
      sendsTo("courriels"),
      startsExecutions,
      answersExecutions,
    ],
    trigger: {
      kind: "schedule",
      expression: "rate(1 hour)",
      timeZone: "Europe/Paris",
      onFailure: "echeances-dlq",
    },
    timeoutSeconds: 300,
    memoryMegabytes: 512,
  },
] as const satisfies readonly FunctionSpec[];
