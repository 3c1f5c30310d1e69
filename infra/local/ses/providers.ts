/** What the template may say of e-mail and of its events. */
import { z } from "zod";
import { checkedProperties } from "../checked.ts";
import type { ResourceProvider } from "../contracts.ts";
import { readEventPattern } from "./event-pattern.ts";
import type { Place } from "./mail-events.ts";
import type { Registry } from "./registry.ts";

const ConfigurationSet = z.object({
  Name: z.string().optional(),
  SendingOptions: z.object({ SendingEnabled: z.boolean().default(true) }).default({ SendingEnabled: true }),
});
const EventDestination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Name: z.string().optional(),
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string().toLowerCase()),
    EventBridgeDestination: z.object({ EventBusArn: z.string().endsWith(":event-bus/default") }),
  }),
});
const EmailIdentity = z.object({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.object({ ConfigurationSetName: z.string().optional() }).default({}),
});
const Rule = z.object({
  Name: z.string().optional(),
  EventBusName: z
    .string()
    .regex(/(^|:event-bus\/)default$/)
    .optional(),
  // An event of another source cannot occur here: its rule would be silently dead.
  EventPattern: z.looseObject({ source: z.tuple([z.literal("aws.ses")]) }),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Targets: z.array(z.object({ Id: z.string(), Arn: z.string().regex(/^arn:aws:sqs:/) })).default([]),
});

const configurationSetProvider = (registry: Registry): ResourceProvider => ({
  type: "AWS::SES::ConfigurationSet",
  properties: {
    Name: "honoured",
    SendingOptions: "honoured",
    DeliveryOptions: "accepted",
    ReputationOptions: "accepted",
    SuppressionOptions: "accepted",
    Tags: "accepted",
    VdmOptions: "accepted",
  },
  create: async (resource) => {
    const { Name: name = resource.defaultName, SendingOptions } = checkedProperties(resource, ConfigurationSet);
    registry.putConfigurationSet(name, SendingOptions.SendingEnabled);
    return { ref: name, attributes: {} };
  },
});

const eventDestinationProvider = (registry: Registry): ResourceProvider => ({
  type: "AWS::SES::ConfigurationSetEventDestination",
  properties: {
    ConfigurationSetName: "honoured",
    "EventDestination.Name": "honoured",
    "EventDestination.Enabled": "honoured",
    "EventDestination.MatchingEventTypes": "honoured",
    "EventDestination.EventBridgeDestination.EventBusArn": "honoured",
  },
  create: async (resource) => {
    const { ConfigurationSetName, EventDestination: destination } = checkedProperties(resource, EventDestination);
    const { Name: name = resource.defaultName, Enabled: enabled, MatchingEventTypes: eventTypes } = destination;
    registry.putDestination(ConfigurationSetName, name, { enabled, eventTypes });
    return { ref: name, attributes: { Id: name } };
  },
});

const identityProvider = (registry: Registry): ResourceProvider => ({
  type: "AWS::SES::EmailIdentity",
  properties: {
    EmailIdentity: "honoured",
    ConfigurationSetAttributes: "honoured",
    DkimAttributes: "accepted",
    DkimSigningAttributes: "accepted",
    FeedbackAttributes: "accepted",
    MailFromAttributes: "accepted",
    Tags: "accepted",
  },
  create: async (resource) => {
    const { EmailIdentity: name, ConfigurationSetAttributes } = checkedProperties(resource, EmailIdentity);
    registry.putIdentity(name, ConfigurationSetAttributes.ConfigurationSetName);
    return { ref: name, attributes: {} };
  },
});

const ruleProvider = (registry: Registry, { region, account }: Place): ResourceProvider => ({
  type: "AWS::Events::Rule",
  properties: {
    Name: "honoured",
    EventBusName: "honoured",
    EventPattern: "honoured",
    State: "honoured",
    "Targets.*.Arn": "honoured",
    "Targets.*.Id": "honoured",
    "Targets.*.DeadLetterConfig": "accepted",
    "Targets.*.RetryPolicy": "accepted",
    Description: "accepted",
    Tags: "accepted",
  },
  create: async (resource) => {
    const { Name: name = resource.defaultName, EventPattern, State, Targets } = checkedProperties(resource, Rule);
    registry.putRule(name, {
      pattern: readEventPattern(EventPattern),
      enabled: State === "ENABLED",
      queueArns: Targets.map(({ Arn }) => Arn),
    });
    return { ref: name, attributes: { Arn: `arn:aws:events:${region}:${account}:rule/${name}` } };
  },
});

export const sesProviders = (registry: Registry, place: Place): readonly ResourceProvider[] => [
  configurationSetProvider(registry),
  eventDestinationProvider(registry),
  identityProvider(registry),
  ruleProvider(registry, place),
];
