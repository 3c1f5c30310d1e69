/**
 * Starts executions until it is killed; says on its standard output which were started, and the tokens that they hand
 * out, every second one of which it answers itself. Argument: the folder of the data.
 */
import { randomUUID } from "node:crypto";
import type { AwsRequest } from "#infra/local/contracts.ts";
import { createStatesService } from "#infra/local/states/service.ts";
import { CHAIN, MACHINE } from "./crash-chain.ts";

const [, , dataDir = ""] = process.argv;
const say = (...words: readonly string[]): void => void process.stdout.write(`${words.join(" ")}\n`);

let asked = 0;
const service = createStatesService(
  {
    dataDir,
    clock: { now: () => Date.now() },
    region: "eu-west-3",
    account: "000000000000",
    credentials: { accessKeyId: "local", secretAccessKey: "local-secret" },
    urls: { aws: "", api: "", people: "" },
    log: (line) => console.error(line),
  },
  {
    invoker: {
      invoke: async (_, payload) => {
        const { token } = JSON.parse(payload);
        say("token", token);
        asked += 1;
        if (asked % 2 === 0) setImmediate(() => void call("SendTaskSuccess", { taskToken: token, output: "{}" }));
        return { payload: "null" };
      },
    },
    calls: async () => null,
  },
);

const call = async (operation: string, input: object): Promise<Record<string, unknown>> => {
  const request: AwsRequest = {
    method: "POST",
    url: new URL("http://127.0.0.1/"),
    headers: { "x-amz-target": `AWSStepFunctions.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    requestId: randomUUID(),
  };
  const { body } = await service.handle(request);
  return JSON.parse(body.toString());
};

service.start();
const { stateMachineArn } = await call("CreateStateMachine", {
  name: MACHINE,
  roleArn: "arn:aws:iam::000000000000:role/machines",
  definition: JSON.stringify(CHAIN),
});
for (;;) {
  const { executionArn } = await call("StartExecution", { stateMachineArn, name: randomUUID() });
  say("started", String(executionArn));
  await new Promise((resolve) => setTimeout(resolve, 1));
}
