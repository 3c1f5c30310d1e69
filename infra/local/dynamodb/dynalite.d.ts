/**
 * The parts of dynalite that this folder uses: its validation of requests, its expressions and its actions. They are not
 * a public interface, hence the exact version in package.json.
 */
declare module "dynalite/db/index.js" {
  import type { DynaliteDb } from "#infra/local/dynamodb/dynalite-contract.ts";

  const db: DynaliteDb;
  export default db;
}

declare module "dynalite/validations/index.js" {
  import type { Validations } from "#infra/local/dynamodb/dynalite-contract.ts";

  const validations: Validations;
  export default validations;
}

declare module "dynalite/validations/batchGetItem.js" {
  import type { BatchGetRequest, Validation } from "#infra/local/dynamodb/dynalite-contract.ts";

  const validation: Validation<BatchGetRequest>;
  export default validation;
}

declare module "dynalite/validations/batchWriteItem.js" {
  import type { BatchWriteRequest, Validation } from "#infra/local/dynamodb/dynalite-contract.ts";

  const validation: Validation<BatchWriteRequest>;
  export default validation;
}

declare module "dynalite/validations/*" {
  import type { Validation } from "#infra/local/dynamodb/dynalite-contract.ts";

  const validation: Validation;
  export default validation;
}

declare module "dynalite/actions/*" {
  import type { Action } from "#infra/local/dynamodb/dynalite-contract.ts";

  const action: Action;
  export default action;
}
