/** The front with services that only say what reached them: what is under test is who gets in. */
import type { AddressInfo } from "node:net";
import type { AwsRequest, AwsService, LocalContext } from "#infra/local/contracts.ts";
import { createFront } from "#infra/local/front.ts";
import { createVerify } from "#infra/local/sigv4.ts";

export const CREDENTIALS = { accessKeyId: "AKIALOCAL", secretAccessKey: "local-secret" };
export const REGION = "eu-west-3";
export const MINUTE = 60_000;

interface Door extends AsyncDisposable {
  readonly endpoint: string;
  readonly client: { readonly endpoint: string; readonly region: string; readonly credentials: typeof CREDENTIALS };
  /** `service method path` of the requests that were let in. */
  readonly entered: readonly string[];
  readonly log: readonly string[];
  advance(milliseconds: number): void;
}

export const openDoor = async (signingNames: readonly string[], fail?: Error): Promise<Door> => {
  const entered: string[] = [];
  const log: string[] = [];
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const echo = (signingName: string): AwsService => ({
    signingName,
    operations: [],
    providers: [],
    handle: async ({ method, url }: AwsRequest) => {
      if (fail) throw fail;
      entered.push(`${signingName} ${method} ${url.pathname}`);
      return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: "{}" };
    },
    stop: async () => undefined,
  });
  const context: LocalContext = {
    dataDir: "",
    clock,
    region: REGION,
    account: "000000000000",
    credentials: CREDENTIALS,
    urls: { aws: "", api: "", people: "" },
    log: (line) => log.push(line),
  };
  const front = createFront(signingNames.map(echo), createVerify(context), context.log, clock);
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  return {
    endpoint,
    client: { endpoint, region: REGION, credentials: CREDENTIALS },
    entered,
    log,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    [Symbol.asyncDispose]: async () => {
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
    },
  };
};
