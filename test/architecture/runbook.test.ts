/** What the runbook promises of its commands of AWS: those that one machine cannot answer are named as such, and no other. */
import { expect, it } from "vitest";
import { read } from "./root.ts";

const runbook = read("docs/runbook.md");

/** Names of the AWS CLI, and what their requests are signed for. */
const SIGNING_NAMES: Readonly<Record<string, string>> = { stepfunctions: "states", sesv2: "ses" };

const pascal = (operation: string): string =>
  operation.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `service operation`, wherever a command names it. */
const commandsIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\baws ([a-z\d]+ [a-z-]+)/g)].flatMap(([, command]) => command ?? []));

const ROW = /^\| `(?<service>[\w-]+)` \| (?<operations>(?:`\w+`(?:, )?)+) \|$/gm;

/** What the embedded runtime answers, as its page says; a test of its own compares that page with the code. */
const supported = new Map(
  [...read("infra/local/README.md").matchAll(ROW)].map(({ groups = {} }) => [
    groups["service"] ?? "",
    new Set([...(groups["operations"] ?? "").matchAll(/\w+/g)].map(([operation]) => operation)),
  ]),
);

const isSupported = (command: string): boolean => {
  const [service = "", operation = ""] = command.split(" ");
  return supported.get(SIGNING_NAMES[service] ?? service)?.has(pascal(operation)) === true;
};

const section = (heading: string): string => {
  const start = runbook.indexOf(`\n## ${heading}\n`);
  return runbook.slice(start, runbook.indexOf("\n## ", start + 1));
};

it("names the commands of AWS that a platform on one machine cannot answer", () => {
  expect(supported.size).toBeGreaterThan(5);
  const commands = [...commandsIn(runbook)];
  expect(commands.length).toBeGreaterThan(10);
  const onlyOnAws = [...section("Only on AWS").matchAll(/^\| `aws ([^`]+)` \|/gm)].map(([, command]) => command);
  expect(commands.filter((command) => !isSupported(command)).toSorted()).toEqual(onlyOnAws.toSorted());
});
