import { Aws } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type Bucket, CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Queue } from "aws-cdk-lib/aws-sqs";

interface NotificationProps {
  /** The bucket's physical name: the policy must name it without referring to it. */
  readonly bucketName: string;
  readonly prefix: string;
}

/**
 * Every object created under `prefix` becomes a message. The CDK's own construct would add a Python function and its role
 * to call one S3 operation; the property of the bucket does the same without code. S3 checks the queue's policy when the
 * notification is set: hence the dependency, and a policy that names the bucket by its name alone (no cycle).
 */
export const notifyQueue = (bucket: Bucket, queue: Queue, { bucketName, prefix }: NotificationProps): void => {
  const { policyDependable } = queue.addToResourcePolicy(
    new PolicyStatement({
      actions: ["sqs:SendMessage"],
      principals: [new ServicePrincipal("s3.amazonaws.com")],
      resources: [queue.queueArn],
      conditions: {
        StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
        ArnEquals: { "aws:SourceArn": `arn:${Aws.PARTITION}:s3:::${bucketName}` },
      },
    }),
  );
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket) || !policyDependable) throw new Error(`${bucket.node.path} cannot notify`);
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: "s3:ObjectCreated:*",
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: "prefix", value: `${prefix}/` }] } },
      },
    ],
  };
  resource.node.addDependency(policyDependable);
};
