import { Aws } from "aws-cdk-lib";
import { physicalName } from "./naming.ts";
import type { Stade } from "./stade.ts";

/** Bucket names are shared by all accounts of the world, hence account and region. */
export const bucketName = (stade: Stade, bucket: string): string =>
  `${physicalName(stade, bucket)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
