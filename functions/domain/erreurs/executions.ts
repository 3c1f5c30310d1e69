/**
 * Every error with which an execution of a state machine may fail, once: read by those who run the platform, by the tests of
 * the machines and by their pages. Names of AWS are verbatim: developer guide of Step Functions, "Handling errors".
 */

/**
 * What brings the dossier on: `redrive` enters the failed state again, with the definition of the start; `restart` is a new
 * execution, which reads the row again and runs the definition of today.
 */
export type Reprise = "redrive" | "restart";

export interface ExecutionErrorDefinition {
  /** What happened, in French. */
  readonly sens: string;
  readonly reprise: Reprise;
}

export const EXECUTION_ERRORS = {
  ETAPE_INATTENDUE: {
    sens: "Le dossier en est à une étape que la définition de la machine ne connaît pas.",
    reprise: "restart",
  },
  DOSSIER_INTROUVABLE: {
    sens: "L'entrée de l'exécution ne nomme aucun dossier de facturation.",
    reprise: "restart",
  },
  "States.QueryEvaluationError": {
    sens: "Une expression n'a rien donné : l'entrée ou la réponse d'une fonction n'a pas la forme attendue.",
    reprise: "restart",
  },
  "States.Timeout": {
    sens: "L'exécution a duré plus d'un an, le plus long que permette Step Functions.",
    reprise: "restart",
  },
  "Lambda.ServiceException": { sens: "Lambda n'a pas répondu.", reprise: "redrive" },
  "Lambda.AWSLambdaException": { sens: "Lambda a répondu par une erreur de sa part.", reprise: "redrive" },
  "Lambda.SdkClientException": { sens: "Lambda n'a pas pu être joint.", reprise: "redrive" },
  "Lambda.ClientExecutionTimeoutException": { sens: "Lambda n'a pas répondu à temps.", reprise: "redrive" },
  "Lambda.TooManyRequestsException": {
    sens: "Lambda a refusé l'appel : trop d'exécutions simultanées.",
    reprise: "redrive",
  },
  "Lambda.Unknown": { sens: "La fonction a dépassé son temps ou sa mémoire.", reprise: "redrive" },
  // What the runtimes of today say instead of it.
  "Sandbox.Timedout": { sens: "La fonction a dépassé son temps.", reprise: "redrive" },
  "Runtime.ExitError": { sens: "La fonction s'est arrêtée avant de répondre.", reprise: "redrive" },
  "Runtime.OutOfMemory": { sens: "La fonction a dépassé sa mémoire.", reprise: "redrive" },
  "Lambda.ResourceNotFoundException": { sens: "La fonction n'existe pas.", reprise: "redrive" },
  "Lambda.AccessDeniedException": {
    sens: "Le rôle de la machine ne peut pas appeler la fonction.",
    reprise: "redrive",
  },
  SERVICE_INDISPONIBLE: {
    sens: "DynamoDB ou Step Functions n'a pas répondu à la fonction, ou l'a refusée : trop de demandes.",
    reprise: "redrive",
  },
  ZodError: { sens: "La fonction ne reconnaît pas ce que la machine lui a envoyé.", reprise: "redrive" },
  "DynamoDb.ProvisionedThroughputExceededException": {
    sens: "DynamoDB a refusé la lecture du dossier : trop de demandes sur une même clé.",
    reprise: "redrive",
  },
  "DynamoDb.RequestLimitExceededException": {
    sens: "DynamoDB a refusé la lecture du dossier : quota du compte atteint.",
    reprise: "redrive",
  },
  "DynamoDb.ThrottlingException": {
    sens: "DynamoDB a refusé la lecture du dossier : trop de demandes.",
    reprise: "redrive",
  },
  "DynamoDb.InternalServerErrorException": {
    sens: "DynamoDB n'a pas répondu à la lecture du dossier.",
    reprise: "redrive",
  },
  "DynamoDb.SdkClientException": { sens: "DynamoDB n'a pas pu être joint.", reprise: "redrive" },
} as const satisfies Readonly<Record<string, ExecutionErrorDefinition>>;

export type ExecutionError = keyof typeof EXECUTION_ERRORS;

const isKnown = (error: string): error is ExecutionError => Object.hasOwn(EXECUTION_ERRORS, error);

/** Undefined for an error that a function's own code threw: a bug of it, after whose correction a redrive is enough. */
export const executionError = (error: string): ExecutionErrorDefinition | undefined =>
  isKnown(error) ? EXECUTION_ERRORS[error] : undefined;
