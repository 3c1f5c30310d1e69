import type { DossierExecutions } from "#ports/dossier-executions.ts";

export interface MemoryDossierExecutions extends DossierExecutions {
  /** By name, what each was started with. */
  readonly started: ReadonlyMap<string, object>;
  /** By token, what was answered. */
  readonly answered: ReadonlyMap<string, object>;
  /** An execution waits with that token. */
  wait(jeton: string): void;
}

export const memoryDossierExecutions = (): MemoryDossierExecutions => {
  const [started, answered] = [new Map<string, object>(), new Map<string, object>()];
  const waiting = new Set<string>();
  return {
    started,
    answered,
    wait: (jeton) => void waiting.add(jeton),
    async start(name, input) {
      if (!started.has(name)) started.set(name, input);
    },
    async answer(jeton, output) {
      if (waiting.delete(jeton)) answered.set(jeton, output);
    },
  };
};
