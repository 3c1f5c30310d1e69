/** Renders what the runtime supports, from the tables that it obeys: the page cannot promise what the code refuses. */
import type { AwsService, ResourceProvider, Support } from "../contracts.ts";
import { INERT } from "./inert.ts";

const code = (text: string): string => `\`${text}\``;

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const table = (heads: readonly string[], rows: readonly string[]): readonly string[] => [
  row(...heads),
  row(...heads.map(() => "---")),
  ...rows,
];

const byText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

const withSupport = (properties: ResourceProvider["properties"], wanted: Support): string =>
  Object.keys(properties)
    .filter((path) => properties[path] === wanted)
    .toSorted(byText)
    .map(code)
    .join(", ");

const operationRow = ({ signingName, operations }: AwsService): string =>
  row(code(signingName), operations.toSorted(byText).map(code).join(", "));

const resourceRow = ({ type, properties }: ResourceProvider): string =>
  row(code(type), withSupport(properties, "honoured"), withSupport(properties, "accepted"));

/**
 * Markdown of the operations that each service answers and of the properties that each resource type takes, sorted.
 * `providers` are those that belong to no service.
 */
export const supportTable = (services: readonly AwsService[], providers: readonly ResourceProvider[]): string => {
  const all = [...services.flatMap((service) => service.providers), ...providers];
  const made = new Set(all.map(({ type }) => type));
  const inert = Object.entries(INERT).filter(([type]) => !made.has(type));
  return [
    "### Operations",
    "",
    ...table(
      ["Service", "Operations"],
      services.toSorted((left, right) => byText(left.signingName, right.signingName)).map(operationRow),
    ),
    "",
    "### Resource properties",
    "",
    ...table(
      ["Type", "Honoured", "Accepted without effect"],
      all.toSorted((left, right) => byText(left.type, right.type)).map(resourceRow),
    ),
    "",
    "### Resources without effect on one machine",
    "",
    ...table(
      ["Type", "Why nothing is lost"],
      inert.toSorted(([left], [right]) => byText(left, right)).map(([type, { reason }]) => row(code(type), reason)),
    ),
    "",
  ].join("\n");
};
