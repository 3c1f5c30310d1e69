import type { DeadLetter, FileMorte } from "#domain/exploitation/dead-letter.ts";

export interface QueueDepth {
  readonly messages: number;
  /** Received by somebody who has not answered yet. */
  readonly enLecture: number;
}

/** The last move of a queue's messages back to where they came from. */
export interface Move {
  readonly statut: "EN_COURS" | "TERMINE" | "ANNULE" | "ECHEC";
  readonly deplaces: number;
  readonly raison?: string;
}

/** Queues of what was set aside. */
export interface FilesMortes {
  depth(file: FileMorte): Promise<QueueDepth>;
  /**
   * Reads `max` messages at most, oldest first among those read, and leaves them: they are visible again at once. Reads
   * what the queue gives: of a long one, not always the oldest.
   */
  peek(file: FileMorte, max: number): Promise<readonly DeadLetter[]>;
  /** Begins to give all messages back to the queues that they come from. Throws when such a move is under way. */
  giveBack(file: FileMorte, parSeconde?: number): Promise<void>;
  lastMove(file: FileMorte): Promise<Move | undefined>;
}
