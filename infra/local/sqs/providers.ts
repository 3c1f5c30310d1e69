/** What the template may say of queues. */
import { checkedProperties } from "../checked.ts";
import type { ResourceProvider } from "../contracts.ts";
import { QueueProperties, type QueueRegistry } from "./queue-registry.ts";

export const sqsProviders = (queues: QueueRegistry): readonly ResourceProvider[] => [
  {
    type: "AWS::SQS::Queue",
    // FIFO properties are absent on purpose: such a queue stops the runtime at start, by the name of the property.
    properties: {
      QueueName: "honoured",
      DelaySeconds: "honoured",
      MaximumMessageSize: "honoured",
      MessageRetentionPeriod: "honoured",
      ReceiveMessageWaitTimeSeconds: "honoured",
      VisibilityTimeout: "honoured",
      RedrivePolicy: "honoured",
      RedriveAllowPolicy: "honoured",
      KmsDataKeyReusePeriodSeconds: "accepted",
      KmsMasterKeyId: "accepted",
      SqsManagedSseEnabled: "accepted",
      Tags: "accepted",
    },
    create: async (resource) => {
      const properties = checkedProperties(resource, QueueProperties);
      const { url, arn, name } = queues.declare(properties.QueueName ?? resource.defaultName, properties);
      return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
    },
  },
  {
    type: "AWS::SQS::QueuePolicy",
    properties: { PolicyDocument: "accepted", Queues: "accepted" },
    create: async ({ defaultName }) => ({ ref: defaultName, attributes: { Id: defaultName } }),
  },
];
