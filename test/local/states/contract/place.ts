/** Where the contract is tested. */
import type { SFNClient } from "@aws-sdk/client-sfn";

export interface Place {
  readonly client: SFNClient;
  /** The role of machines. */
  readonly role: string;
  /** How many seconds a test may let pass. */
  readonly patience: number;
  /** The queue that hands out the tokens of {@link Place.token}. */
  readonly queue: string;
  /** The next token that a task of this execution has handed out. */
  token(execution: string): Promise<string>;
  /** Lets executions do what they can do now. */
  breathe(): Promise<void>;
  /** Lets so many seconds pass. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}
