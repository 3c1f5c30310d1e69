import { App, Stack } from "aws-cdk-lib";
import type { Template } from "aws-cdk-lib/assertions";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { parseStade } from "#infra/stade.ts";
import { appOf, leavesOf, synthesise } from "./templates.ts";

const STACKS = ["donnees", "services"] as const;

/** Names carry the stage: what else differs is a fact. */
const withoutStage = (template: Template, stade: string): unknown =>
  JSON.parse(JSON.stringify(template.toJSON()).replaceAll(stade, "<stade>"));

describe("rules of good practice", () => {
  it.each(["local", "production"] as const)("AwsSolutions finds nothing that is not acknowledged in %s", (stade) => {
    const { app } = appOf(stade);
    expect(new AwsSolutionsChecks(app).validateScope(app)).toMatchObject({ success: true, violations: [] });
  });

  it("AwsSolutions finds a fault that is planted, so its silence means something", () => {
    const stack = new Stack(new App(), "Planted");
    new Bucket(stack, "Open");
    const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toContain("AwsSolutions-S10");
  });
});

describe("stacks", () => {
  it.each(STACKS)("%s exports nothing and imports nothing, so that each is deployed alone", (stack) => {
    const template = synthesise("production")[stack];
    const exported = Object.values(template.findOutputs("*")).filter((output) => "Export" in output);
    expect(exported).toEqual([]);
    expect(JSON.stringify(template.toJSON())).not.toContain("Fn::ImportValue");
  });

  it("tell their operator where the API and the people are", () => {
    expect(Object.keys(synthesise("local").services.findOutputs("*"))).toEqual([
      "ApiUrl",
      "PortalClientId",
      "UserPoolId",
    ]);
  });

  it("name neither account nor region", () => {
    const { app } = appOf("local");
    const environments = app.synth().stacks.map(({ environment }) => [environment.account, environment.region]);
    expect(environments).toEqual([
      ["unknown-account", "unknown-region"],
      ["unknown-account", "unknown-region"],
    ]);
  });

  it.each(STACKS)("%s is what was reviewed", async (stack) => {
    const json = JSON.stringify(synthesise("local")[stack].toJSON(), null, 2);
    await expect(`${json.replaceAll(/[0-9a-f]{64}/g, "<asset>")}\n`).toMatchFileSnapshot(
      `snapshots/${stack}.template.snap`,
    );
  });
});

describe("production", () => {
  const differences = (stack: (typeof STACKS)[number]): readonly string[] => {
    const local = new Map(leavesOf(withoutStage(synthesise("local")[stack], "local")));
    const production = new Map(leavesOf(withoutStage(synthesise("production")[stack], "production")));
    const paths = [...new Set([...local.keys(), ...production.keys()])];
    return paths.filter((path) => local.get(path) !== production.get(path));
  };

  /** What the stage table decides, as the last steps of a path. */
  const FACTS = {
    donnees: [
      /\.(DeletionPolicy|UpdateReplacePolicy)$/,
      /\.ObjectLockConfiguration\.Rule\.DefaultRetention\.(Mode|Days)$/,
      /\.LifecycleConfiguration\.Rules\.0\.(ExpirationInDays|NoncurrentVersionExpiration\.NoncurrentDays)$/,
      /\.CorsConfiguration\.CorsRules\.0\.AllowedOrigins\.0$/,
      /\.Replicas\.0\.DeletionProtectionEnabled$/,
      /^Resources\.PersonnesPool\w+\.Properties\.DeletionProtection$/,
      /\.(CallbackURLs|LogoutURLs)\.0$/,
    ],
    services: [
      /\.(DeletionPolicy|UpdateReplacePolicy)$/,
      /\.RetentionInDays$/,
      /\.CorsConfiguration\.AllowOrigins\.0$/,
      /^Resources\.CourrielsFunction\w+\.Properties\.Environment\.Variables\.EXPEDITEUR$/,
      /^Resources\.CourrielsRoleDefaultPolicy\w+\.Properties\.PolicyDocument\.Statement\.\d+\.Resource\.\d+\.Fn::Join/,
    ],
  };

  it.each(STACKS)("%s differs from local in the facts of the stage table alone", (stack) => {
    const found = differences(stack);
    expect(found.filter((path) => !FACTS[stack].some((fact) => fact.test(path)))).toEqual([]);
    expect(FACTS[stack].filter((fact) => !found.some((path) => fact.test(path)))).toEqual([]);
  });
});

describe("stages", () => {
  it("are three: a typing error makes no fourth", () => {
    expect(() => parseStade("prod")).toThrow(/expected one of local, qualification, production/);
  });
});
