/** What is neither data nor service, but still comes from outside: time and chance. */
export interface System {
  now(): Date;
  /** An id that nobody can guess: 26 characters, lowercase letters and digits. */
  newId(): string;
  /** A random integer, 0 ≤ n < 2^53. */
  newAlias(): number;
}

/** One line in the log, with a registered code. */
export interface Journal {
  info(code: string, details?: Readonly<Record<string, unknown>>): void;
  error(code: string, details?: Readonly<Record<string, unknown>>): void;
}
