/** What all executions share. */
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../contracts.ts";
import type { Integrations } from "../integrations/integration.ts";
import type { StatesLanguage } from "../language/contract.ts";
import type { Stores } from "../store/stores.ts";
import type { Activity } from "./activity.ts";
import type { Waits } from "./waits.ts";

export interface Shared {
  readonly database: DatabaseSync;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly region: string;
  readonly language: StatesLanguage;
  readonly integrations: Integrations;
  readonly waits: Waits;
  readonly activity: Activity;
}
