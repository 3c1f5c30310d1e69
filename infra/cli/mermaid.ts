/** A state machine as a Mermaid diagram: the states that wait in a box, what chooses between them as the arrows that it is. */
import * as z from "zod";

const State = z.object({
  Type: z.string(),
  Resource: z.string().default(""),
  Next: z.string().optional(),
  Choices: z.array(z.object({ Next: z.string() })).default([]),
  Default: z.string().optional(),
});

type State = z.infer<typeof State>;

const Definition = z.object({ StartAt: z.string(), States: z.record(z.string(), State) });

/** Title of the box of the states that hand out a token. */
const BOX = "Quelqu'un est attendu";

/** Mermaid takes letters, digits and `_` in the name of a state; its title may be anything. */
const idOf = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9_]+/g, "_");

const waits = ({ Resource }: State): boolean => Resource.endsWith(".waitForTaskToken");

const chosen = ({ Choices }: State): readonly string[] => [...new Set(Choices.map(({ Next }) => Next))];

const listed = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);

interface Arrow {
  readonly from: string;
  readonly to: string;
}

const arrowsFrom = (from: string, to: readonly string[]): readonly Arrow[] => to.map((one) => ({ from, to: one }));

const drawn = ({ from, to }: Arrow): string => `${idOf(from)} --> ${idOf(to)}`;

/** @throws where the text is no definition. */
export const diagramOf = (definition: string): string => {
  const { StartAt, States } = Definition.parse(JSON.parse(definition));
  const states = Object.entries(States);
  const boxed = new Set(states.filter(([, state]) => waits(state)).map(([name]) => name));
  /** What chooses after a state that waits is drawn as that state's own arrows. */
  const folded = new Set(states.filter(([name]) => boxed.has(name)).flatMap(([, { Next }]) => listed(Next)));
  const shown = states.filter(([name]) => !folded.has(name));
  const stateOf = (name: string | undefined): readonly State[] => listed(name).flatMap((one) => States[one] ?? []);

  const fromBoxed = shown.flatMap(([name, state]) =>
    boxed.has(name) ? arrowsFrom(name, stateOf(state.Next).flatMap(chosen)) : [],
  );
  /** A choice between all that is in the box is one arrow to it. */
  const toBox = (names: readonly string[]): readonly string[] =>
    [...boxed].every((one) => names.includes(one)) ? [BOX, ...names.filter((one) => !boxed.has(one))] : names;
  const fromOthers = shown.flatMap(([name, state]) =>
    boxed.has(name) ? [] : arrowsFrom(name, toBox([...listed(state.Next), ...chosen(state), ...listed(state.Default)])),
  );
  const defaults = [...folded].flatMap((name) => stateOf(name).flatMap(({ Default }) => listed(Default)));
  const ends = shown.filter(([, { Type }]) => Type === "Succeed" || Type === "Fail");

  const isInner = ({ to }: Arrow): boolean => boxed.has(to);
  return [
    "stateDiagram-v2",
    ...shown.filter(([name]) => idOf(name) !== name).map(([name]) => `  state "${name}" as ${idOf(name)}`),
    `  [*] --> ${idOf(StartAt)}`,
    ...fromOthers.map((arrow) => `  ${drawn(arrow)}`),
    `  state "${BOX}" as ${idOf(BOX)} {`,
    ...fromBoxed.filter(isInner).map((arrow) => `    ${drawn(arrow)}`),
    "  }",
    ...fromBoxed.filter((arrow) => !isInner(arrow)).map((arrow) => `  ${drawn(arrow)}`),
    ...[...new Set(defaults)].map((to) => `  ${drawn({ from: BOX, to })}`),
    ...ends.map(([name]) => `  ${idOf(name)} --> [*]`),
  ].join("\n");
};

const BEGIN = "<!-- diagram: begin, written by npm run diagram -->";
const END = "<!-- diagram: end -->";

/** The page with its diagram replaced. Throws when the page has no place for one. */
export const withDiagram = (page: string, diagram: string): string => {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`the page has no "${BEGIN}" before a "${END}"`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n${page.slice(end)}`;
};
