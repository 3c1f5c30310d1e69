import { expect, it } from "vitest";
import { supportTable } from "#infra/local/assembly/support-table.ts";
import type { AwsService } from "#infra/local/contracts.ts";
import { recordingProvider } from "./given.ts";

const service = (
  signingName: string,
  operations: readonly string[],
  providers: AwsService["providers"],
): AwsService => ({
  signingName,
  operations,
  providers,
  handle: async () => ({ status: 200, headers: {}, body: "" }),
  stop: async () => undefined,
});

it("renders the live tables, sorted, and only the inert types that no provider makes", () => {
  const queue = recordingProvider("AWS::SQS::Queue", {
    Tags: "accepted",
    QueueName: "honoured",
    DelaySeconds: "honoured",
  });
  const table = supportTable(
    [service("sqs", ["SendMessage", "DeleteMessage"], [queue]), service("kms", ["Sign"], [])],
    [recordingProvider("AWS::Logs::LogGroup", { LogGroupName: "honoured" })],
  );
  expect(table.split("\n").slice(0, 14)).toEqual([
    "### Operations",
    "",
    "| Service | Operations |",
    "| --- | --- |",
    "| `kms` | `Sign` |",
    "| `sqs` | `DeleteMessage`, `SendMessage` |",
    "",
    "### Resource properties",
    "",
    "| Type | Honoured | Accepted without effect |",
    "| --- | --- | --- |",
    "| `AWS::Logs::LogGroup` | `LogGroupName` |  |",
    "| `AWS::SQS::Queue` | `DelaySeconds`, `QueueName` | `Tags` |",
    "",
  ]);
  expect(table).toContain("| `AWS::IAM::Role` | permissions are asserted by template tests, not enforced |");
  expect(table.match(/AWS::Logs::LogGroup/g)).toHaveLength(1);
});
