/** Any bytes: whatever they are, an archive is opened or refused, in bounded time, and nothing is thrown. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { file, tarGz, told, zip } from "./archive-bytes.ts";

const NAMES = ["a.xml", "lot/b.xml", "vide.xml"];
const CONTENTS = ["<a/>".repeat(300), "<b/>", ""];

const ARCHIVES = {
  ZIP: await zip(NAMES.map((name, index) => file(name, CONTENTS[index] ?? ""))),
  ZIP64: await zip([file("a.xml")], { forceZip64Format: true }),
  "tar.gz": tarGz(NAMES.map((path, index) => ({ path, content: CONTENTS[index] ?? "" }))),
};

const LINE = /^(?:no archive|ARCHIVE_[A-Z_]+|\d+ .*: (?:MEMBRE_[A-Z_]+|\d+ bytes))$/s;

describe.each(Object.entries(ARCHIVES))("a %s archive", (_, archive) => {
  it("with some bytes changed", async () => {
    const change = fc.tuple(fc.nat(archive.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = Buffer.from(archive);
        for (const [at, value] of changes) bytes[at] = value;
        for (const line of await told(bytes)) expect(line).toMatch(LINE);
      }),
      { numRuns: 500 },
    );
  });

  it("with a part cut out, doubled or put before", async () => {
    const part = fc.tuple(fc.nat(archive.length), fc.nat(archive.length));
    await fc.assert(
      fc.asyncProperty(part, fc.nat(archive.length), async ([start, length], at) => {
        const piece = archive.subarray(start, start + length);
        const bytes = Buffer.concat([archive.subarray(0, 4), piece, archive.subarray(at)]);
        for (const line of await told(bytes)) expect(line).toMatch(LINE);
      }),
      { numRuns: 300 },
    );
  });
});
