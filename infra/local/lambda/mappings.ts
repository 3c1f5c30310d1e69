/** The event source mappings: which are declared, which are enabled, and the pollers of those that are. */
import { AwsError } from "../json-protocol.ts";
import type { QueueMappingConfig, StreamMappingConfig } from "./mapping-config.ts";
import type { LambdaStore } from "./store.ts";

export type Mapping = QueueMappingConfig | StreamMappingConfig;

export interface Mappings {
  declare(mapping: Mapping): void;
  all(): readonly Mapping[];
  /** Throws `ResourceNotFoundException`. */
  find(uuid: string): Mapping;
  isEnabled(mapping: Mapping): boolean;
  /** Remembered across restarts, over what the template says. A batch in flight ends its course. */
  setEnabled(mapping: Mapping, enabled: boolean): void;
  /** Starts the enabled mappings, and from then on whatever is declared or enabled. */
  start(): void;
  stop(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export const createMappings = (
  store: LambdaStore,
  poll: (mapping: Mapping, signal: AbortSignal) => Promise<void>,
): Mappings => {
  const declared = new Map<string, Mapping>();
  const running = new Map<string, Running>();
  let started = false;

  const isEnabled = (mapping: Mapping): boolean => store.enabled(mapping.uuid) ?? mapping.enabled;

  /** A new poller waits for the end of the one before: two readers of one stream would break its order. */
  const align = (mapping: Mapping): void => {
    const current = running.get(mapping.uuid);
    const polling = current !== undefined && !current.controller.signal.aborted;
    if (!isEnabled(mapping)) current?.controller.abort();
    if (!isEnabled(mapping) || !started || polling) return;
    const controller = new AbortController();
    const ended = Promise.resolve(current?.ended).then(() => poll(mapping, controller.signal));
    running.set(mapping.uuid, { controller, ended });
  };

  return {
    declare: (mapping) => {
      declared.set(mapping.uuid, mapping);
      align(mapping);
    },
    all: () => [...declared.values()],
    find: (uuid) => {
      const mapping = declared.get(uuid);
      if (!mapping) throw new AwsError("ResourceNotFoundException", "The resource you requested does not exist.", 404);
      return mapping;
    },
    isEnabled,
    setEnabled: (mapping, enabled) => {
      store.setEnabled(mapping.uuid, enabled);
      align(mapping);
    },
    start: () => {
      started = true;
      for (const mapping of declared.values()) align(mapping);
    },
    stop: async () => {
      started = false;
      for (const { controller } of running.values()) controller.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
};
