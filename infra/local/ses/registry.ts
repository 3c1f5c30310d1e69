/** What the template declares of e-mail: configuration sets, where their events go, identities, and rules. */
import { AwsError } from "../json-protocol.ts";
import type { Mailbox } from "./addresses.ts";
import { type EventPattern, matchesPattern } from "./event-pattern.ts";
import type { EventType, MailEvent } from "./mail-events.ts";

interface EventDestination {
  readonly enabled: boolean;
  /** In lower case, as CloudFormation has them: `send`, `delivery`, `bounce`… */
  readonly eventTypes: readonly string[];
}

interface Rule {
  readonly pattern: EventPattern;
  readonly enabled: boolean;
  readonly queueArns: readonly string[];
}

interface ConfigurationSet {
  readonly sendingEnabled: boolean;
  readonly destinations: Map<string, EventDestination>;
}

export const createRegistry = (region: string) => {
  const configurationSets = new Map<string, ConfigurationSet>();
  /** The default configuration set of each identity. */
  const identities = new Map<string, string | undefined>();
  const rules = new Map<string, Rule>();

  const find = (name: string): ConfigurationSet => {
    const found = configurationSets.get(name);
    if (!found) throw new AwsError("NotFoundException", `Configuration set <${name}> does not exist.`, 404);
    return found;
  };

  /** The address itself, its domain, or a parent of it, as far as the template declares one. */
  const identityOf = ({ address, domain }: Mailbox): string | undefined => {
    const labels = domain.split(".");
    const domains = labels.map((_, index) => labels.slice(index).join("."));
    return [address.toLowerCase(), ...domains].find((name) => identities.has(name));
  };

  return {
    putConfigurationSet: (name: string, sendingEnabled: boolean): void => {
      configurationSets.set(name, { sendingEnabled, destinations: new Map() });
    },
    /** Throws `NotFoundException`. */
    putDestination: (configurationSet: string, name: string, destination: EventDestination): void => {
      find(configurationSet).destinations.set(name, destination);
    },
    putIdentity: (name: string, defaultConfigurationSet: string | undefined): void => {
      identities.set(name.toLowerCase(), defaultConfigurationSet);
    },
    putRule: (name: string, rule: Rule): void => {
      rules.set(name, rule);
    },

    /**
     * The configuration set under which `sender` sends: the one asked for, or its identity's default. An identity made
     * outside the template is unknown here: senders are checked only where the template declares identities.
     * Throws `MessageRejected`, `NotFoundException` or `SendingPausedException`.
     */
    configurationSetFor: (sender: Mailbox, asked: string | undefined): string | undefined => {
      const identity = identityOf(sender);
      if (identities.size > 0 && identity === undefined) {
        throw new AwsError(
          "MessageRejected",
          `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${sender.address}`,
        );
      }
      const name = asked ?? identities.get(identity ?? "");
      if (name !== undefined && !find(name).sendingEnabled) {
        throw new AwsError("SendingPausedException", `Email sending is disabled for the configuration set <${name}>.`);
      }
      return name;
    },

    /** Whether the events of this type are published for that configuration set. */
    publishes: (configurationSet: string, type: EventType): boolean =>
      [...find(configurationSet).destinations.values()].some(
        ({ enabled, eventTypes }) => enabled && eventTypes.includes(type.toLowerCase()),
      ),

    /** The queues to which the rules send `event`; twice when two rules do. */
    targetsOf: (event: MailEvent): readonly string[] =>
      [...rules.values()]
        .filter(({ enabled, pattern }) => enabled && matchesPattern(pattern, event))
        .flatMap(({ queueArns }) => queueArns),
  };
};
export type Registry = ReturnType<typeof createRegistry>;
