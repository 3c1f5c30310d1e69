import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../local/defaults.ts";
import type { Runtime } from "../local/runtime.ts";

/** What an AWS SDK needs in its environment to find the platform on this machine. */
export const sdkEnvironment = ({ urls }: Pick<Runtime, "urls">): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: urls.aws,
  AWS_REGION: LOCAL_REGION,
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
});
