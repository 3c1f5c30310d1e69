/** The parameters that the template declares, by name or ARN. */
import type { Instant, LocalContext } from "../contracts.ts";

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly arn: string;
  readonly modifiedAt: Instant;
}

export const createParameters = ({ region, account, clock }: Pick<LocalContext, "region" | "account" | "clock">) => {
  const byName = new Map<string, Parameter>();
  const arnPrefix = `arn:aws:ssm:${region}:${account}:parameter`;
  /** The slash between `parameter` and the name is the name's own, when it has one. */
  const arnOf = (name: string) => `${arnPrefix}${name.startsWith("/") ? "" : "/"}${name}`;

  return {
    put: (name: string, value: string): void => {
      byName.set(name, { name, value, arn: arnOf(name), modifiedAt: clock.now() });
    },
    find: (nameOrArn: string): Parameter | undefined =>
      byName.get(nameOrArn) ?? [...byName.values()].find(({ arn }) => arn === nameOrArn),
    /** Those under `path` (which ends with a slash), sorted by name; its direct children only, unless `recursive`. */
    under: (path: string, recursive: boolean): readonly Parameter[] =>
      [...byName.values()]
        .filter(({ name }) => name.startsWith(path) && (recursive || !name.slice(path.length).includes("/")))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
};
export type Parameters = ReturnType<typeof createParameters>;
