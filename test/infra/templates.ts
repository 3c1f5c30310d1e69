import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, expect } from "vitest";
import { buildPlainchant } from "#infra/plainchant.ts";
import type { Stade } from "#infra/stade.ts";

/** A template as JSON: `aws-cdk-lib` types what lies under a resource loosely, so tests walk it as unknown values. */
export interface Synthesis {
  readonly donnees: Template;
  readonly services: Template;
}

const outdir = mkdtempSync(join(tmpdir(), "plainchant-synth-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const syntheses = new Map<Stade, Synthesis>();

/** No bundle is made: templates do not depend on what the functions do. */
export const appOf = (stade: Stade) =>
  buildPlainchant({ outdir: join(outdir, stade), context: { stade, "aws:cdk:bundling-stacks": [] } });

/** The templates of a stage, synthesised once for each test file. */
export const synthesise = (stade: Stade): Synthesis => {
  const known = syntheses.get(stade);
  if (known) return known;
  const { donnees, services } = appOf(stade);
  const synthesis = { donnees: Template.fromStack(donnees), services: Template.fromStack(services) };
  syntheses.set(stade, synthesis);
  return synthesis;
};

/** At least one resource of the type has these properties; the failure shows the closest one. */
export const expectResource = (template: Template, type: string, properties: unknown): void =>
  expect(() => template.hasResourceProperties(type, properties)).not.toThrow();

/** Every resource of the type has these properties, and there is one. */
export const expectAll = (template: Template, type: string, properties: unknown): void => {
  expect(resourcesOf(template, type)).not.toHaveLength(0);
  expect(() => template.allResourcesProperties(type, properties)).not.toThrow();
};

interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export const resourcesOf = (template: Template, type: string): readonly Resource[] =>
  Object.entries(template.findResources(type)).map(([logicalId, resource]) => ({
    logicalId,
    type,
    properties: resource["Properties"] ?? {},
  }));

/** Every scalar of a JSON value with its dotted path. */
export const leavesOf = (value: unknown, path = ""): readonly (readonly [path: string, value: unknown])[] => {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}.${key}` : key));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An ARN or a name as one reads it: `Ref` of a parameter becomes its path, other intrinsic functions their argument. */
export const readable = (template: Template, value: unknown): string => {
  if (!isRecord(value)) return String(value);
  const { Ref: reference, "Fn::GetAtt": attribute, "Fn::Join": join } = value;
  if (typeof reference === "string") return `<${parameterPath(template, reference)}>`;
  if (Array.isArray(attribute)) return `<${attribute.join(".")}>`;
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map((part) => readable(template, part)).join("");
  return JSON.stringify(value);
};

const parameterPath = (template: Template, reference: string): string =>
  template.findParameters("*")[reference]?.["Default"] ?? reference;

interface Statement {
  readonly owner: string;
  readonly effect: unknown;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
  readonly principal: unknown;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Every statement of the policies of one type, e.g. `AWS::IAM::Policy`; keys hold theirs under `KeyPolicy`. */
export const statementsOf = (template: Template, type: string): readonly Statement[] =>
  resourcesOf(template, type).flatMap(({ logicalId, properties }) => {
    const document = properties["PolicyDocument"] ?? properties["KeyPolicy"];
    const statements = isRecord(document) ? listOf(document["Statement"]).filter(isRecord) : [];
    return statements.map((statement) => ({
      owner: logicalId,
      effect: statement["Effect"],
      actions: listOf(statement["Action"]).map(String),
      resources: listOf(statement["Resource"]).map((resource) => readable(template, resource)),
      condition: statement["Condition"],
      principal: statement["Principal"],
    }));
  });
