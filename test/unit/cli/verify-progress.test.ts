import { describe, expect, it } from "vitest";
import { watchedProgress } from "#infra/cli/verify-progress.ts";

const ERASE = "\r\u001B[K";

const given = (isShared = true) => {
  const written: string[] = [];
  return { written, progress: watchedProgress((text) => void written.push(text), isShared) };
};

describe("a watched progress", () => {
  it("is one line, written over each time", () => {
    const { written, progress } = given();
    progress.show({ filesDone: 0, files: 4, documents: 0 });
    progress.show({ filesDone: 3, files: 4, documents: 40 });
    expect(written).toEqual([
      `${ERASE}${"░".repeat(30)}   0 %  0 documents vérifiés…`,
      `${ERASE}${"█".repeat(22)}${"░".repeat(8)}  75 %  40 documents vérifiés…`,
    ]);
  });

  it("counts alone where nobody knows how many there are: in a single archive", () => {
    const { written, progress } = given();
    progress.show({ filesDone: 0, files: 1, documents: 12 });
    expect(written).toEqual([`${ERASE}12 documents vérifiés…`]);
  });

  it("stays below what is written on the same terminal, and is not in the way of a file", () => {
    const [shared, apart] = [given(true), given(false)];
    for (const { progress, written } of [shared, apart]) {
      progress.above(() => void written.push("first"));
      progress.show({ filesDone: 0, files: 1, documents: 2 });
      progress.above(() => void written.push("second"));
    }
    const line = "2 documents vérifiés…";
    expect(shared.written).toEqual(["first", `${ERASE}${line}`, ERASE, "second", line]);
    expect(apart.written).toEqual(["first", `${ERASE}${line}`, "second"]);
  });

  it("goes once, and only where it was", () => {
    const { written, progress } = given();
    progress.clear();
    expect(written).toEqual([]);
    progress.show({ filesDone: 0, files: 1, documents: 2 });
    progress.clear();
    progress.clear();
    expect(written.slice(1)).toEqual([ERASE]);
  });
});
