import { writeSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

const STDOUT = 1;

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A file that could not even be loaded has no test that failed, and still is a failure. */
const isBroken = (module: TestModule): boolean =>
  module.state() === "failed" && module.children.allTests().next().done === true;

const count = (modules: readonly TestModule[], errors: readonly SerializedError[]): Counts => {
  const counts: Counts = { passed: 0, failed: errors.length + modules.filter(isBroken).length, skipped: 0 };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // What was never run, because the run was stopped, did not pass.
      if (state === "pending") counts.failed += 1;
      else counts[state] += 1;
    }
  }
  return counts;
};

/** `N passed, N failed`, and `, N skipped` where some were. */
const lastLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

/** Ends what the test run prints with one plain line of counts, after coverage and all other reporters. */
export default class CountsReporter implements Reporter {
  /** Stays so when the run ends before any test could. */
  #counts: Counts = { passed: 0, failed: 1, skipped: 0 };

  onInit(): void {
    process.once("exit", () => writeSync(STDOUT, `${lastLine(this.#counts)}\n`));
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    this.#counts = count(modules, errors);
  }
}
