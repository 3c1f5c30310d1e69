/** Definitions, as far as this runtime runs them: in the language, and with tasks that it knows how to call. */
import type { Integrations } from "./integrations/integration.ts";
import { DefinitionError, type Machine, type State, type StatesLanguage } from "./language/contract.ts";

/** "Maximum size of a state machine definition: 1 MB" (developer guide, service quotas), bytes. */
const MAX_DEFINITION = 1_048_576;

export interface Definitions {
  /** Throws {@link DefinitionError}. */
  check(definition: string): Machine;
}

const machinesWithin = (state: State): readonly Machine[] => {
  if (state.type === "Parallel") return state.branches;
  return state.type === "Map" ? [state.processor] : [];
};

const statesOf = (machine: Machine): readonly State[] =>
  [...machine.states.values()].flatMap((state) => [state, ...machinesWithin(state).flatMap(statesOf)]);

export const createDefinitions = (language: StatesLanguage, integrations: Integrations): Definitions => ({
  check: (definition) => {
    if (Buffer.byteLength(definition) > MAX_DEFINITION) {
      throw new DefinitionError([`The definition exceeds ${MAX_DEFINITION} bytes`]);
    }
    const machine = language.parse(definition);
    const unknown = statesOf(machine).flatMap((state) =>
      state.type === "Task" && !integrations(state.resource)
        ? [
            `SCHEMA_VALIDATION_FAILED: The embedded runtime does not call '${state.resource}' at /States/${state.name}/Resource`,
          ]
        : [],
    );
    if (unknown.length > 0) throw new DefinitionError(unknown);
    return machine;
  },
});
