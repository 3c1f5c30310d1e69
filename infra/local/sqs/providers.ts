/** What the template may say of queues. */
import type { LocalResource, ResourceProvider } from "../contracts.ts";
import { notSupported } from "../json-protocol.ts";
import { QueueProperties, type QueueRegistry } from "./queue-registry.ts";

const queueProperties = (resource: LocalResource) => {
  const parsed = QueueProperties.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw notSupported("SQS", `${resource.stack}/${resource.logicalId}: ${issue?.path.join(".")} (${issue?.message})`);
};

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
      const properties = queueProperties(resource);
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
