import { Duration, type RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

interface PrivateBucketProps
  extends Pick<BucketProps, "cors" | "lifecycleRules" | "objectLockEnabled" | "objectLockDefaultRetention"> {
  readonly bucketName: string;
  readonly removalPolicy: RemovalPolicy;
  /** Where the accesses are logged, under the prefix `<id>/`; absent for the log bucket itself. */
  readonly accessLogs?: IBucket;
  readonly versioned: boolean;
}

/** A bucket that nobody reaches without a right and without TLS. No other kind exists here. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { accessLogs, lifecycleRules = [], ...props }: PrivateBucketProps) {
    super(scope, id, {
      ...props,
      ...(accessLogs && { serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: `${id.toLowerCase()}/` }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [...lifecycleRules, { abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
  }

  /** Says so rather than nothing: `undefined` does not fit the CDK's own interface under exact optional properties. */
  override get isWebsite(): boolean {
    return false;
  }
}
