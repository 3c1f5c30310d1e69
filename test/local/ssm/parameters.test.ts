import {
  GetParameterCommand,
  GetParametersByPathCommand,
  type GetParametersByPathCommandInput,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { describe, expect, it } from "vitest";
import { createSsmService } from "#infra/local/ssm/service.ts";
import { startEmulator, temporaryDirectory } from "../sqs/emulator.ts";

const startSsm = async (dataDir: string) => {
  const emulator = await startEmulator(dataDir, createSsmService);
  const ssm = new SSMClient(emulator.client);
  return {
    ...emulator,
    ssm,
    parameter: (Name: string, Value: string) =>
      emulator.create("AWS::SSM::Parameter", Name.replaceAll("/", ""), { Name, Value, Type: "String" }),
    under: async (Path: string, options: Partial<GetParametersByPathCommandInput> = {}) => {
      const answer = await ssm.send(new GetParametersByPathCommand({ Path, ...options }));
      return { names: answer.Parameters?.map(({ Name }) => Name), NextToken: answer.NextToken };
    },
  };
};

describe("parameters of the template", () => {
  it("are read by name and by ARN", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    const created = await given.parameter("/plainchant/table", "factures");
    expect(created).toEqual({ ref: "/plainchant/table", attributes: { Type: "String", Value: "factures" } });
    expect(given.service.parameter("/plainchant/table")).toBe("factures");
    expect(given.service.parameter("/plainchant/absent")).toBeUndefined();

    const ARN = "arn:aws:ssm:eu-west-3:000000000000:parameter/plainchant/table";
    for (const Name of ["/plainchant/table", ARN]) {
      const { Parameter } = await given.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
      expect(Parameter).toEqual({
        Name: "/plainchant/table",
        Type: "String",
        Value: "factures",
        Version: 1,
        LastModifiedDate: new Date(given.clock.now()),
        ARN,
        DataType: "text",
      });
    }
  });

  it("are read several at once, those that are missing being named", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    await given.parameter("/a", "1");
    await given.parameter("b", "2");
    const answer = await given.ssm.send(new GetParametersCommand({ Names: ["/a", "b", "/c"] }));
    expect(answer.Parameters?.map(({ Value }) => Value)).toEqual(["1", "2"]);
    expect(answer.InvalidParameters).toEqual(["/c"]);
  });

  it("are read by path, ten a page", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    const names = Array.from({ length: 12 }, (_, index) => `/app/p${String(index).padStart(2, "0")}`);
    for (const name of [...names, "/app/deep/er", "/application/x"]) await given.parameter(name, "v");

    const first = await given.under("/app");
    expect(first.names).toEqual(names.slice(0, 10));
    const { NextToken } = first;
    expect(await given.under("/app/", { NextToken })).toEqual({ names: names.slice(10), NextToken: undefined });
    expect((await given.under("/app", { Recursive: true, MaxResults: 1 })).names).toEqual(["/app/deep/er"]);
    expect((await given.under("/none")).names).toEqual([]);
  });

  it("have their resource's name when the template gives none", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    const { ref } = await given.create("AWS::SSM::Parameter", "Param", { Type: "String", Value: "v" });
    expect(ref).toBe("Test-Param");
    expect(given.service.parameter("Test-Param")).toBe("v");
  });
});

describe("the parameter service refuses", () => {
  it("a parameter that is not there", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    const get = given.ssm.send(new GetParameterCommand({ Name: "/absent" }));
    await expect(get).rejects.toMatchObject({ name: "ParameterNotFound" });
  });

  it("a page of more than ten", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    await expect(given.under("/app", { MaxResults: 11 })).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("what it does not do, by its name", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    const refused = (named: string) => ({
      name: "NotImplemented",
      message: expect.stringContaining(named),
      $metadata: { httpStatusCode: 501 },
    });
    const put = given.ssm.send(new PutParameterCommand({ Name: "/a", Value: "1", Type: "String" }));
    await expect(put).rejects.toMatchObject(refused("PutParameter"));
    await expect(given.under("/a", { ParameterFilters: [] })).rejects.toMatchObject(refused("ParameterFilters"));
    const versioned = given.ssm.send(new GetParameterCommand({ Name: "/a:3" }));
    await expect(versioned).rejects.toMatchObject(refused("/a:3"));
  });

  it("a list or a secret in a template", async () => {
    using dir = temporaryDirectory();
    await using given = await startSsm(dir.path);
    const create = given.create("AWS::SSM::Parameter", "List", { Name: "/l", Type: "StringList", Value: "a,b" });
    await expect(create).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("Test/List"),
    });
  });
});
