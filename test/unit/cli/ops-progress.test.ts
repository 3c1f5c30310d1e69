import { expect, it } from "vitest";
import { opsProgress } from "#infra/cli/ops-progress.ts";

const written = (isWatched: boolean): string => {
  let text = "";
  const progress = opsProgress((some) => {
    text += some;
  }, isWatched);
  progress.show(5, 10, "reprises");
  progress.note("Une note.");
  progress.show(0, 0, "reprises");
  progress.clear();
  return text;
};

it("a terminal shows a line that is written over, with notes above it", () => {
  const erase = "\r\u001B[K";
  const half = `${"█".repeat(15)}${"░".repeat(15)}`;
  expect(written(true)).toBe(
    `${erase}${half} 5/10 reprises…${erase}Une note.\n${erase}${"░".repeat(30)} 0/0 reprises…${erase}`,
  );
});

it("a file gets the notes alone", () => expect(written(false)).toBe("Une note.\n"));
