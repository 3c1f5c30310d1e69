// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so
import { describe, expect, it } from "vitest";
import { deployWith, recordingProvider, writeAssembly } from "./given.ts";

const ACCOUNT = "000000000000";

/** What a property of that value is when the resource is made, beside a parameter, a mapping and conditions. */
const resolved = async (value: unknown): Promise<unknown> => {
  const provider = recordingProvider("Test::Thing");
  const template = {
    Parameters: {
      Stage: { Type: "String", Default: "dev" },
      Names: { Type: "CommaDelimitedList", Default: "a, b" },
      Queue: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/plainchant/queue" },
    },
    Mappings: { Sizes: { "eu-west-3": { small: 128 } } },
    Conditions: {
      IsDev: { "Fn::Equals": [{ Ref: "Stage" }, "dev"] },
      IsProd: { "Fn::Not": [{ Condition: "IsDev" }] },
      Both: { "Fn::And": [{ Condition: "IsDev" }, { Condition: "IsProd" }] },
      Either: { "Fn::Or": [{ Condition: "IsDev" }, { Condition: "IsProd" }] },
    },
    Resources: {
      Subject: { Type: "Test::Thing", Properties: { value } },
      Other: { Type: "Test::Thing" },
      Absent: { Type: "Test::Thing", Condition: "IsProd" },
    },
  };
  const ssm: Readonly<Record<string, string>> = { "/plainchant/queue": "http://queue" };
  await deployWith(writeAssembly({ Demo: { template } }), [provider], (name) => ssm[name]);
  return provider.made.find(({ logicalId }) => logicalId === "Subject")?.properties["value"];
};

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
describe("intrinsic functions", () => {
  it.each([
    ["Ref of a resource", { Ref: "Other" }, "ref:Other"],
    ["Ref of a parameter", { Ref: "Stage" }, "dev"],
    ["Ref of a list parameter", { Ref: "Names" }, ["a", "b"]],
    ["Ref of a parameter that names an SSM parameter", { Ref: "Queue" }, "http://queue"],
    ["Ref of AWS::Region", { Ref: "AWS::Region" }, "eu-west-3"],
    ["Ref of AWS::AccountId", { Ref: "AWS::AccountId" }, ACCOUNT],
    ["Ref of AWS::Partition", { Ref: "AWS::Partition" }, "aws"],
    ["Ref of AWS::URLSuffix", { Ref: "AWS::URLSuffix" }, "amazonaws.com"],
    ["Ref of AWS::StackName", { Ref: "AWS::StackName" }, "Demo"],
    ["AWS::NoValue in a list", [1, { Ref: "AWS::NoValue" }, 2], [1, 2]],
    ["AWS::NoValue as a member", { kept: true, gone: { Ref: "AWS::NoValue" } }, { kept: true }],
    ["AWS::NoValue as the whole", { Ref: "AWS::NoValue" }, undefined],
    ["Fn::GetAtt as a list", { "Fn::GetAtt": ["Other", "Arn"] }, "arn:Other"],
    ["Fn::GetAtt as text", { "Fn::GetAtt": "Other.Arn" }, "arn:Other"],
    ["Fn::Join", { "Fn::Join": ["-", ["a", { Ref: "Stage" }, 3]] }, "a-dev-3"],
    ["Fn::Join of a list parameter", { "Fn::Join": ["+", { Ref: "Names" }] }, "a+b"],
    [
      "Fn::Sub",
      { "Fn::Sub": "${Stage}/${AWS::Region}/${Other}/${Other.Arn}/${!Kept}" },
      "dev/eu-west-3/ref:Other/arn:Other/${Kept}",
    ],
    ["Fn::Sub with variables", { "Fn::Sub": ["${X}-${Stage}", { X: { Ref: "Other" } }] }, "ref:Other-dev"],
    ["Fn::Select and Fn::Split", { "Fn::Select": [1, { "Fn::Split": ["/", "a/b/c"] }] }, "b"],
    ["Fn::FindInMap", { "Fn::FindInMap": ["Sizes", { Ref: "AWS::Region" }, "small"] }, 128],
    ["Fn::Base64", { "Fn::Base64": "été" }, "w6l0w6k="],
    ["Fn::If of a true condition", { "Fn::If": ["IsDev", "yes", "no"] }, "yes"],
    ["Fn::If of a false condition", { "Fn::If": ["IsProd", "yes", "no"] }, "no"],
    ["Fn::And", { "Fn::If": ["Both", "yes", "no"] }, "no"],
    ["Fn::Or", { "Fn::If": ["Either", "yes", "no"] }, "yes"],
    ["a dynamic reference to SSM", "at {{resolve:ssm:/plainchant/queue}}/x", "at http://queue/x"],
    [
      "a dynamic reference joined from parts",
      { "Fn::Join": ["", ["{{resolve:ssm:", "/plainchant/queue", "}}"]] },
      "http://queue",
    ],
  ])("evaluates %s", async (_, value, expected) => {
    expect(await resolved(value)).toEqual(expected);
  });

  it("takes only one branch of Fn::If, so that the other may name a resource that is not made", async () => {
    expect(await resolved({ "Fn::If": ["IsProd", { Ref: "Absent" }, "here"] })).toBe("here");
  });

  it("gives a stack the same id at each start, in the shape that CDK cuts apart", async () => {
    const unique = { "Fn::Select": [2, { "Fn::Split": ["/", { Ref: "AWS::StackId" }] }] };
    const first = await resolved(unique);
    expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await resolved(unique)).toBe(first);
  });

  it.each([
    ["a resource whose condition is false", { Ref: "Absent" }, "'Absent' is not made: its condition is false"],
    ["an attribute that is not given", { "Fn::GetAtt": ["Other", "Url"] }, "Test::Thing gives no attribute 'Url'"],
    ["a missing key of a mapping", { "Fn::FindInMap": ["Sizes", "mars", "small"] }, "no value at 'mars', 'small'"],
    ["an export that nothing makes", { "Fn::ImportValue": "x" }, "no earlier stack exports 'x'"],
    ["an SSM parameter that nothing made", "{{resolve:ssm:/none}}", "no SSM parameter '/none' has been made"],
    ["an index outside a list", { "Fn::Select": [7, ["a"]] }, "an item at index 7 expected"],
  ])("stops at %s, naming the place", async (_, value, message) => {
    await expect(resolved(value)).rejects.toThrow(`Demo/Subject (Test::Thing): ${message}`);
  });
});
