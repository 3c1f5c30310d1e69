/** What a deployment made, and where to find it. */
import type { Json } from "./template.ts";

export interface DeployedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface DeployedStack {
  readonly name: string;
  /** By logical id, in the order of creation. */
  readonly resources: ReadonlyMap<string, DeployedResource>;
  readonly outputs: Readonly<Record<string, Json>>;
}

export interface Deployment {
  /** By stack name, in the order of creation. */
  readonly stacks: ReadonlyMap<string, DeployedStack>;
  /** Every resource of every stack, in the order of creation. */
  readonly resources: readonly DeployedResource[];
}
