/** What an assembly asks for and the runtime cannot do: all of it at once, so that one start shows the whole work. */
export class AssemblyError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      ["The embedded runtime cannot run this assembly:", ...problems.map((problem) => `  - ${problem}`)].join("\n"),
    );
    this.name = "AssemblyError";
    this.problems = problems;
  }
}
