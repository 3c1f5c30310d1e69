/** The executions of the travaux machine: one for each dossier that waits for somebody. */
export interface DossierExecutions {
  /** Starts the execution of that name, once: a no-op when it runs already or has run. */
  start(name: string, input: object): Promise<void>;
  /** Lets an execution go on from where it waits. A token that nobody waits for any more is a no-op. */
  answer(jeton: string, output: object): Promise<void>;
}
