/** The resources of the template that S3 creates. */
import type { ResourceProvider } from "../contracts.ts";
import { bucketArn } from "./bucket.ts";
import { BUCKET_PROPERTIES, bucketOf } from "./bucket-properties.ts";
import { declareBucket, type S3State } from "./state.ts";

const bucketProvider = (state: S3State): ResourceProvider => ({
  type: "AWS::S3::Bucket",
  properties: BUCKET_PROPERTIES,
  create: async (resource) => {
    const bucket = bucketOf(resource);
    declareBucket(state, bucket);
    return {
      ref: bucket.name,
      attributes: {
        Arn: bucketArn(bucket.name),
        DomainName: `${bucket.name}.s3.amazonaws.com`,
        RegionalDomainName: `${bucket.name}.s3.${state.context.region}.amazonaws.com`,
      },
    };
  },
});

/** Permissions are not emulated: a policy is taken as it is. */
const policyProvider: ResourceProvider = {
  type: "AWS::S3::BucketPolicy",
  properties: { Bucket: "accepted", PolicyDocument: "accepted" },
  create: async (resource) => ({ ref: resource.defaultName, attributes: {} }),
};

export const providersOf = (state: S3State): readonly ResourceProvider[] => [bucketProvider(state), policyProvider];
