import { describe, expect, it } from "vitest";
import {
  type Json,
  type JsonRecord,
  type Machine,
  type MapState,
  type Scope,
  type State,
  StatesError,
} from "#infra/local/states/language/contract.ts";
import { statesLanguage } from "#infra/local/states/language/language.ts";
import {
  contextOf,
  hasRecordings,
  type RecordedEvent,
  type Recording,
  recordedJson,
  recordings,
  unlikeness,
  withInstants,
} from "./recordings.ts";

/** All states of a machine by name: names are unique in a whole definition. */
const statesIn = (machine: Machine): readonly State[] =>
  [...machine.states.values()].flatMap((state) => {
    if (state.type === "Parallel") return [state, ...state.branches.flatMap(statesIn)];
    return state.type === "Map" ? [state, ...statesIn(state.processor)] : [state];
  });

/** What the recording says of one visit of a state, in the words of the language. */
interface Visit {
  readonly state: State;
  readonly input: Json;
  readonly scope: Scope;
  readonly end: RecordedEvent;
}

const PLACE = "An error occurred while executing the state '[^']*' \\(entered at the event id #\\d+\\)\\. ";
const withoutPlace = (cause: string | undefined): string | undefined => cause?.replace(new RegExp(`^${PLACE}`), "");

/** Inputs quoted in causes are placeholders in the recordings. */
const withoutInput = (cause: string | undefined): string | undefined =>
  cause?.replace(/in the input '.*'$/s, "in the input '<json-input:1>'");

const recordedEnd = ({ type, details }: RecordedEvent): object =>
  /StateExited$/.test(type)
    ? {
        output: withInstants(recordedJson(details.output)),
        assigned: Object.fromEntries(
          Object.entries(details.assignedVariables ?? {}).map(([name, text]) => [name, JSON.parse(text)]),
        ),
      }
    : { error: details.error, cause: withoutPlace(details.cause), location: details.location };

const ended = async ({ state, input, scope }: Visit): Promise<object> => {
  switch (state.type) {
    case "Choice": {
      const { output, assigned } = await statesLanguage.choose(state, input, scope);
      return { output, assigned };
    }
    case "Fail":
      return statesLanguage.failure(state, input, scope);
    case "Map":
      return statesLanguage.mapPlan(state, input, scope);
    case "Wait":
      await statesLanguage.waitUntil(state, input, scope, 0);
      return statesLanguage.outcome(state, input, undefined, scope);
    default:
      return statesLanguage.outcome(state, input, undefined, scope);
  }
};

const endOf = async (visit: Visit): Promise<object> => {
  try {
    return await ended(visit);
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    return { error: error.error, cause: withoutInput(error.cause), location: error.location };
  }
};

/** What other parts do in the middle of them is not looked at here. */
const LEFT_OUT = new Set(["Parallel", "Task"]);
/** A failure inside a branch or an iteration tells no cause: the one that is told later may be that of another. */
const CAUSELESS = new Set(["MapIterationFailed", "ParallelStateFailed"]);

/** The first tells most: it also names the field. */
const FAILED = new Set(["EvaluationFailed", "ExecutionFailed"]);

/** The event that ends a visit: the state's exit, or what failed for it; none for a Map that begins its iterations. */
const endingOf = (events: readonly RecordedEvent[], from: number, state: State): RecordedEvent | undefined => {
  const after = events.slice(from + 1);
  if (state.type === "Map" && after[0]?.type === "MapStateStarted") return undefined;
  const end = after.find(
    ({ type, details }) =>
      (type === `${state.type}StateExited` && details.name === state.name) ||
      FAILED.has(type) ||
      (state.type === "Fail" && CAUSELESS.has(type)),
  );
  return end && CAUSELESS.has(end.type) ? undefined : end;
};

const variablesUntil = (events: readonly RecordedEvent[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    events.flatMap(({ details }) =>
      Object.entries(details.assignedVariables ?? {}).map(([name, text]): [string, Json] => [name, JSON.parse(text)]),
    ),
  );

const scopeAt = ({ input, events }: Recording, index: number, state: string, more: JsonRecord = {}): Scope => ({
  context: { ...contextOf(JSON.parse(input), state), ...more },
  variables: variablesUntil(events.slice(0, index)),
  now: 0,
});

const known = new Map<string, ReadonlyMap<string, State>>();

/** The states of a definition; many recordings share one, and judging it takes its time. */
const statesOf = (recording: Recording): ReadonlyMap<string, State> => {
  const text = JSON.stringify(recording.definition);
  const states = known.get(text) ?? new Map(statesIn(statesLanguage.parse(text)).map((state) => [state.name, state]));
  known.set(text, states);
  return states;
};

/** The visits of a recording whose end needs nothing but the language. */
function* visits(recording: Recording): Generator<Visit> {
  const states = statesOf(recording);
  for (const [index, { type, details }] of recording.events.entries()) {
    const state = states.get(details.name ?? "");
    if (!type.endsWith("StateEntered") || state === undefined || LEFT_OUT.has(state.type)) continue;
    const end = endingOf(recording.events, index, state);
    if (end)
      yield {
        state,
        input: withInstants(recordedJson(details.input)),
        scope: scopeAt(recording, index, state.name),
        end,
      };
  }
}

interface Iteration {
  readonly state: MapState;
  readonly input: Json;
  readonly index: number;
  readonly entered: Json;
  readonly scope: (item: Json) => Scope;
}

/** The iterations of Maps, each with the Map's input and what its first state was entered with. */
function* iterations(recording: Recording): Generator<Iteration> {
  const states = statesOf(recording);
  const inputs = new Map<string, Json>();
  for (const [at, { type, details }] of recording.events.entries()) {
    const name = details.name ?? "";
    if (type === "MapStateEntered") inputs.set(name, recordedJson(details.input));
    const state = states.get(name);
    const input = inputs.get(name);
    const first = recording.events[at + 1];
    if (type !== "MapIterationStarted" || state?.type !== "Map" || input === undefined || first === undefined) continue;
    const index = details.index ?? 0;
    const scope = (item: Json): Scope => scopeAt(recording, at, name, { Map: { Item: { Index: index, Value: item } } });
    yield { state, input, index, entered: recordedJson(first.details.input), scope };
  }
}

const comparable = recordings().filter((recording) => unlikeness(recording) === undefined);

const numbered = comparable.map((recording, index): [string, Recording] => [`${index} ${recording.name}`, recording]);

describe.skipIf(!hasRecordings)("executions recorded from AWS", () => {
  let compared = 0;

  it.each(numbered)("leave each state as AWS left it: %s", async (_, recording) => {
    expect(statesOf(recording).size).toBeGreaterThan(0);
    for (const visit of visits(recording)) {
      expect(await endOf(visit)).toEqual(recordedEnd(visit.end));
      compared += 1;
    }
    for (const { state, input, index, entered, scope } of iterations(recording)) {
      const { items } = await statesLanguage.mapPlan(state, input, scope(null));
      const item = items[index] ?? null;
      expect(await statesLanguage.itemInput(state, input, item, scope(item))).toEqual(entered);
      compared += 1;
    }
  });

  it("are nearly all of them, with all their visits and iterations", () => {
    expect(recordings()).toHaveLength(147);
    expect(comparable).toHaveLength(134);
    expect(compared).toBe(371);
  });
});
